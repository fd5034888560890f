import type { Page } from '@playwright/test';
import type { Console } from './console.ts';
import { expect } from './test.ts';

/** The element as a page's script sees it. */
export type Portal = HTMLElement & {
  config: unknown;
  fetcher: unknown;
  tokenProvider: unknown;
  whenReady: Promise<unknown>;
  navigate(route: string): Promise<void>;
};

/** Puts a portal's console, which has a token, in the place of the page's own. */
export async function place(
  app: Console,
  attributes: Record<string, string> = {},
  stands = app.page.getByRole('rowheader').first(),
): Promise<void> {
  await app.open();
  await app.page.evaluate(
    async ([token, attributes]) => {
      document.querySelector('flowlog-console')!.remove();
      const portal = document.createElement('flowlog-console') as Portal;
      portal.setAttribute('config-url', './config.json');
      for (const [name, value] of Object.entries(attributes)) portal.setAttribute(name, value);
      portal.tokenProvider = () => token;
      document.body.append(portal);
      await portal.whenReady;
    },
    [app.token, attributes] as const,
  );
  // In whatever language.
  await expect(stands).toBeVisible();
}

/** Adds a style sheet to the page, which its policy allows a script; gives what takes it out again. */
export async function restyle(page: Page, css: string): Promise<() => Promise<void>> {
  const at = await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return document.adoptedStyleSheets.push(sheet) - 1;
  }, css);
  return () => page.evaluate((at) => void document.adoptedStyleSheets.splice(at, 1), at);
}
