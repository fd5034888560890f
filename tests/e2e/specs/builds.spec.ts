import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SITE } from '../support/emulator.ts';
import { keepMemories } from '../support/garbage.ts';
import { place } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

// A program that has found itself broken takes along what stands on it, and nothing else.

type Element = HTMLElement & { whenReady: Promise<unknown>; navigate(route: string): Promise<void> };

interface Assets {
  glue: string;
  wasm: string;
}

interface Elements {
  defineFlowlogConsole(assets: Assets, name: string): typeof HTMLElement;
}

interface InPage {
  memories: Set<WebAssembly.Memory>;
}

declare const window: Window & typeof globalThis & InPage;

/** Serves the same files once more, as another version of the site does under another path. */
async function serveAgain(page: Page): Promise<void> {
  await page.route('**/second/**', async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const first = await route.fetch({ url: `${origin}${pathname.replace('/second/', '/')}` });
    await route.fulfill({ response: first });
  });
}

/** Places `<second-console>` with the files of another build, by its own scripts or by those of the first. */
async function placeSecond(page: Page, scripts: 'own' | 'shared', token: string): Promise<void> {
  const entry = await readFile(join(SITE, 'flowlog-console.js'), 'utf8');
  const names = [/flowlog-console-\w+\.js/, /flowlog-console-\w+_bg\.wasm/].map((name) => name.exec(entry)![0]);
  await page.evaluate(
    async ([[glue, wasm], scripts, token]) => {
      const at = (name: string) => new URL(name, document.baseURI).href;
      const { defineFlowlogConsole } = (await import(
        at(scripts === 'own' ? 'second/flowlog-console.js' : 'flowlog-console.js')
      )) as Elements;
      defineFlowlogConsole({ glue: at(`second/${glue}`), wasm: at(`second/${wasm}`) }, 'second-console');
      const second = document.createElement('second-console') as Element;
      second.setAttribute('config-url', './config.json');
      Object.assign(second, { tokenProvider: () => token });
      document.body.append(second);
      await second.whenReady;
    },
    [names as [string, string], scripts, token] as const,
  );
}

/** Has an element go elsewhere, whatever comes of it. */
const go = (page: Page, selector: string) =>
  page.evaluate((selector) => document.querySelector<Element>(selector)!.navigate('/ports').catch(() => undefined), selector);

test('once the program has stopped, nothing is mounted on it again, and who waits hears of it', async ({ app, page }) => {
  await app.toLoggers();
  const told = await page.evaluate(async () => {
    const outcome = (promise: Promise<unknown>) => promise.then(() => 'fine', (error: Error) => error.message);
    const first = document.querySelector('flowlog-console') as Element;
    const wasm = document.querySelector<HTMLLinkElement>('link[type="application/wasm"]')!.href;
    window.dispatchEvent(new CustomEvent(`flowlog-panic ${wasm}`, { detail: 'it broke' }));
    const second = document.body.appendChild(document.createElement('flowlog-console')) as Element;
    const told = [await outcome(first.navigate('/ports')), await outcome(second.whenReady)];
    first.remove();
    // It ends after the task in which it might have been moved.
    await new Promise((done) => setTimeout(done));
    document.body.append(first);
    return [...told, await outcome(first.whenReady)];
  });
  expect(told).toEqual(Array(3).fill('It failed with: it broke'));
  await expect(app.heading('The console stopped')).toHaveCount(2);
});

for (const scripts of ['own', 'shared'] as const) {
  test.describe(`two builds on a page, with ${scripts} scripts`, () => {
    // What a program says that runs in memory of which nothing is right.
    test.use({ expected: /^uncaught: (unreachable|null function|.*out of bounds)|^console: panicked/ });

    test('end each for itself', async ({ app, page }) => {
      await serveAgain(page);
      await keepMemories(page);
      await place(app);
      await placeSecond(page, scripts, app.token);
      await expect(app.loggersHeading).toHaveCount(2);
      // Both stand in the same window, so one of them could hear of the other's end.
      const fatal = page.evaluate(
        () =>
          new Promise((resolve) =>
            addEventListener('flowlog-fatal', ({ target, detail }: CustomEventInit & Event) =>
              resolve([(target as Element).localName, (detail as { kind: string }).kind]),
            ),
          ),
      );
      const count = await page.evaluate(() => {
        const [, second] = window.memories;
        new Uint8Array(second!.buffer).fill(0xff);
        return window.memories.size;
      });
      expect(count, 'an instance each').toBe(2);
      await go(page, 'flowlog-console');
      await go(page, 'second-console');
      await expect(app.heading('The console stopped')).toHaveCount(1);
      expect(await fatal).toEqual(['second-console', 'stopped']);
      await expect(app.heading(/^Logging ports/)).toHaveCount(1);
      const wasm = await page.evaluate(() => document.querySelector<HTMLLinkElement>('link[type="application/wasm"]')!.href);
      await page.evaluate((name) => window.dispatchEvent(new CustomEvent(name, { detail: 'it broke' })), `flowlog-panic ${wasm}`);
      await expect(app.heading('The console stopped')).toHaveCount(2);
    });
  });
}
