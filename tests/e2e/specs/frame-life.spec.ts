import type { Page } from '@playwright/test';
import { console_, expect, heading, place, ready, rows, SILENT, test, type InPage } from '../support/frames.ts';

// A frame that fails, loads anew, is moved or is taken away: what the portal's handle of it is good for then.

declare const window: Window & typeof globalThis & InPage & { listening: string[] };

test.use({ expected: /^request to http:\/\/localhost:\d+$/ });

/** Leads the frame away and back, and waits for each. */
async function loadAnew(page: Page): Promise<void> {
  const frame = page.frames().find((frame) => frame.url().includes('/frame.html'))!;
  const src = frame.url();
  await frame.goto('about:blank');
  await frame.goto(src);
}

/** Has the page keep which listeners of its window and document are there that a handle needs. */
async function countListeners(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.listening = [];
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (type: string, ...rest: unknown[]) => {
        if (/^(message|securitypolicyviolation)$/.test(type)) window.listening.push(type);
        Reflect.apply(addEventListener, target, [type, ...rest]);
      };
      target.removeEventListener = (type: string, ...rest: unknown[]) => {
        const at = window.listening.indexOf(type);
        if (at >= 0) window.listening.splice(at, 1);
        Reflect.apply(removeEventListener, target, [type, ...rest]);
      };
    }
  });
}

const listening = (page: Page) => page.evaluate(() => window.listening.length);

/** Whether the handle leads the console and has it read again. */
async function leads(page: Page): Promise<void> {
  await page.evaluate(() => window.portal.frame!.navigate('/ports'));
  await expect(heading(page, /^Logging ports/)).toBeVisible();
  await page.evaluate(() => window.portal.frame!.update({ locale: 'ko' }));
  await expect(heading(page, /[가-힣]/)).toBeVisible();
  await page.evaluate(() => window.portal.frame!.update({ locale: 'en', route: '/loggers' }));
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => window.portal.frame!.refresh());
}

test.describe('a frame that failed', () => {
  test.use({ provoked: true, expected: /^request to http:\/\/localhost:\d+$|integrity|target origin/ });

  test('stands after Reload in it, and its handle with it', async ({ app, page, portal, emulator }) => {
    const WASM = '**/*_bg.wasm';
    await page.route(WASM, (route) => route.abort());
    await place(page, portal, emulator.origin, {}, app.token);
    expect(await ready(page)).toContain('FlowlogFrameError network');
    await page.unroute(WASM);
    await console_(page).getByRole('button', { name: 'Reload', exact: true }).click();
    await expect(rows(page).first()).toBeVisible();
    expect(await ready(page)).toBe('ready');
    await leads(page);
  });

  test('or did not answer, and is loaded once more', async ({ app, page, portal, emulator }) => {
    const PAGE = '**/frame.html';
    await page.route(PAGE, (route) => route.fulfill({ contentType: 'text/html', body: SILENT }));
    await place(page, portal, emulator.origin, { timeout: 1_500 }, app.token);
    expect(await ready(page)).toContain('FlowlogFrameError unreachable');
    await page.unroute(PAGE);
    await loadAnew(page);
    await expect(rows(page).first()).toBeVisible();
    expect(await ready(page)).toBe('ready');
    await leads(page);
  });
});

test.describe('a frame that loads anew', () => {
  test.use({ expected: /^request to http:\/\/localhost:\d+$/ });

  test('has a promise of its own', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, {}, app.token);
    expect(await ready(page)).toBe('ready');
    await page.evaluate(() => void Object.assign(window, { before: window.portal.frame!.ready }));
    await loadAnew(page);
    const isFresh = () =>
      page.evaluate(() => window.portal.frame!.ready !== (window as unknown as { before: unknown }).before);
    await expect.poll(isFresh).toBe(true);
    expect(await ready(page)).toBe('ready');
    // It stands before it has read its configuration, and has no page to leave before that.
    await expect(rows(page).first()).toBeVisible();
    await leads(page);
  });
});

test('led in the moment in which it loads anew, it goes there', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, {}, app.token);
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => {
    const { frame } = window.portal;
    const { src } = frame!.iframe;
    frame!.iframe.src = 'about:blank';
    void frame!.navigate('/ports');
    frame!.iframe.addEventListener('load', () => (frame!.iframe.src = src), { once: true });
  });
  await expect(heading(page, /^Logging ports/)).toBeVisible();
});

test('loaded anew after the person went elsewhere, it is not led back', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, {}, app.token);
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => window.portal.frame!.navigate('/ports'));
  await expect(heading(page, /^Logging ports/)).toBeVisible();
  await console_(page).getByRole('link', { name: 'Loggers', exact: true }).first().click();
  await loadAnew(page);
  await expect(heading(page, /^Flow log loggers/)).toBeVisible();
});

for (const hidden of [false, true]) {
  test(`taken away by the page, ${hidden ? 'after it was hidden' : 'as it stood'}, it lets go, and put back it starts anew`, async ({
    app,
    page,
    portal,
    emulator,
  }) => {
    await countListeners(page);
    await place(page, portal, emulator.origin, {}, app.token);
    await expect(rows(page).first()).toBeVisible();
    expect(await listening(page)).toBe(2);
    await page.evaluate(
      (hidden) =>
        new Promise<void>((drawn) => {
          const main = document.querySelector('main')!;
          main.hidden = hidden;
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              main.replaceChildren();
              drawn();
            }),
          );
        }),
      hidden,
    );
    await expect.poll(() => listening(page)).toBe(0);
    expect(await ready(page)).toContain('FlowlogFrameError removed');
    await page.evaluate(() => {
      const main = document.querySelector('main')!;
      main.hidden = false;
      main.append(window.portal.frame!.iframe);
    });
    await expect(rows(page).first()).toBeVisible();
    expect(await ready(page)).toBe('ready');
    await leads(page);
    await page.evaluate(() => window.portal.frame!.remove());
    expect(await listening(page)).toBe(0);
    // Whoever has ended it is not surprised by it.
    await page.evaluate(() => document.querySelector('main')!.append(window.portal.frame!.iframe));
    await expect(heading(page, 'The page around this one does not answer')).toBeVisible();
    expect(await listening(page)).toBe(0);
  });
}

test('moved by the page, it goes on', async ({ app, page, portal, emulator }) => {
  await countListeners(page);
  await place(page, portal, emulator.origin, {}, app.token);
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => {
    const section = document.createElement('section');
    document.querySelector('main')!.append(section);
    section.append(window.portal.frame!.iframe);
  });
  await expect.poll(() => page.evaluate(() => window.asked)).toBe(2);
  await expect(rows(page).first()).toBeVisible();
  expect(await ready(page)).toBe('ready');
  await leads(page);
  expect(await listening(page)).toBe(2);
});
