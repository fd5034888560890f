import type { BrowserContext } from '@playwright/test';

/** The lines that the browser itself prints when a request fails: no words of ours. */
const NETWORK_LINE = /^Failed to load resource: /;

/**
 * Collects what must never happen in a page: an error in its console, an uncaught exception, a request to another
 * origin, a breach of the content security policy, a dialog opened by injected markup.
 */
export async function watch(context: BrowserContext, origin: string, provoked: boolean): Promise<string[]> {
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (provoked && NETWORK_LINE.test(message.text())) return;
    problems.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) problems.push(`request to ${url.origin}`);
  });
  context.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') problems.push(`dialog: ${dialog.message()}`);
    void dialog.accept();
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(
        `CSP ${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  return problems;
}
