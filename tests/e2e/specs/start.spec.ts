import type { Page, Route } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { hold } from '../support/hold.ts';
import { expect, test } from '../support/test.ts';

// What a person sees while the console starts, and where it cannot.

const WASM = '**/*_bg.wasm';
const GLUE = /\/flowlog-console-\w+\.js$/;
const CONFIG = '**/config.json';

const bar = (page: Page, name = 'Starting…') => page.getByRole('progressbar', { name, exact: true });

test.describe('a slow line', () => {
  test('shows the outline of the console, and how much of it has come', async ({ app, page, context }) => {
    const session = await context.newCDPSession(page);
    const line = { offline: false, latency: 20, uploadThroughput: -1 };
    await session.send('Network.emulateNetworkConditions', { ...line, downloadThroughput: 250_000 });
    await page.goto('./', { waitUntil: 'commit' });
    await expect(bar(page)).toBeVisible();
    await expect(page.getByRole('banner')).toHaveText('Flow Log');
    await axe(page);
    const value = () => bar(page).evaluate((bar: HTMLProgressElement) => bar.position);
    const begun = await value();
    await expect.poll(value).toBeGreaterThan(Math.max(begun, 0));
    expect(await value(), 'of a known size').toBeLessThanOrEqual(1);
    await session.send('Network.emulateNetworkConditions', { ...line, downloadThroughput: -1 });
    await expect(app.heading('Connect')).toBeVisible();
    await expect(bar(page)).toHaveCount(0);
  });

  test('says so in Korean, and in the box of a part of a page', async ({ app, page }) => {
    const release = await hold(page, WASM);
    await page.route('**/portal.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="ko"><title>Portal</title><link rel="icon" href="data:,"><main>
          <flowlog-logger-table config-url="./config.json" locale="ko"></flowlog-logger-table></main>
          <script type="module" src="./flowlog-console.js"></script></html>`,
      }),
    );
    await page.goto('./portal.html', { waitUntil: 'commit' });
    await expect(page.locator('flowlog-logger-table').getByRole('progressbar', { name: '시작하는 중…' })).toBeVisible();
    await expect(page.getByRole('banner'), 'the page has its own').toHaveCount(0);
    release();
    await expect(bar(page, '시작하는 중…')).toHaveCount(0);
    await expect(app.page.getByRole('main')).toContainText('리전');
  });
});

test('a console that is there at once shows no progress', async ({ app, page }) => {
  await page.addInitScript(() => {
    const made: string[] = [];
    const make = document.createElement.bind(document);
    document.createElement = ((tag: string, options?: ElementCreationOptions) => {
      made.push(tag);
      return make(tag, options);
    }) as typeof document.createElement;
    Object.assign(window, { made });
  });
  await app.open();
  await expect(app.heading('Connect')).toBeVisible();
  await page.evaluate(async () => {
    const again = document.createElement('flowlog-console') as HTMLElement & { whenReady: Promise<unknown> };
    document.body.append(again);
    (window as unknown as { made: string[] }).made.length = 0;
    await again.whenReady;
  });
  expect(await page.evaluate(() => (window as unknown as { made: string[] }).made)).not.toContain('progress');
});

test.describe('what does not load', () => {
  test.use({ provoked: true, expected: /Failed to (load|fetch)|integrity|ERR_/i });

  const refuse = (route: Route) => route.abort('internetdisconnected');

  for (const [name, what] of [
    ['wasm', WASM],
    ['glue', GLUE],
  ] as const) {
    test(`${name}: says why, and is tried again by a button and when the browser is back online`, async ({ app, page }) => {
      await page.route(what, refuse);
      await app.open();
      await expect(app.heading('The console did not start')).toBeVisible();
      await expect(app.saysPart('Check the connection')).toBeVisible();
      await axe(page);
      await app.button('Try again').click();
      await expect(app.heading('The console did not start')).toBeVisible();
      await page.unroute(what);
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await expect(app.heading('Connect')).toBeVisible();
    });

    test(`${name}: comes by the button alone`, async ({ app, page }) => {
      await page.route(what, refuse);
      await app.open();
      await expect(app.heading('The console did not start')).toBeVisible();
      await page.unroute(what);
      await app.button('Try again').click();
      await expect(app.heading('Connect')).toBeVisible();
    });
  }

  test('the configuration: says why, and is read when the browser is back online', async ({ app, page, context }) => {
    await app.open();
    await expect(app.heading('Connect')).toBeVisible();
    await context.setOffline(true);
    await page.evaluate(() => {
      const portal = document.createElement('flowlog-console');
      portal.setAttribute('config-url', './config.json');
      document.querySelector('flowlog-console')!.replaceWith(portal);
    });
    await expect(app.heading('The configuration cannot be used')).toBeVisible();
    await expect(app.button('Retry')).toBeVisible();
    await context.setOffline(false);
    await expect(app.heading('Connect')).toBeVisible();
  });

  test('a connect without a network says the cause and the way on', async ({ app, context }) => {
    await app.open();
    await expect(app.heading('Connect')).toBeVisible();
    await context.setOffline(true);
    await app.tokenField.fill(app.token);
    await app.button('Connect').click();
    await expect(app.alert.filter({ hasText: /offline/i }).first()).toBeVisible();
    await context.setOffline(false);
    await app.button('Connect').click();
    await expect(app.loggersHeading).toBeVisible();
  });
});

test.describe('a wrong token', () => {
  test.use({ provoked: true });

  test('before anything else was used is refused in words', async ({ app }) => {
    await app.open();
    await app.tokenField.fill('wrong');
    await app.button('Connect').click();
    await expect(app.alert.filter({ hasText: /token/i }).first()).toBeVisible();
    await expect(app.heading('Connect')).toBeVisible();
  });
});

test.describe("a page's token", () => {
  /** A page that counts how often its console asks for a token. */
  async function openPortal(page: Page, token: string, config: unknown): Promise<void> {
    await page.route(CONFIG, (route) => route.fulfill({ json: config }));
    await page.route('**/portal.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><main>
          <flowlog-console config-url="./config.json"></flowlog-console></main>
          <script type="module" src="./flowlog-console.js"></script>
          <script>window.asked = 0;
            document.querySelector('flowlog-console').tokenProvider = async () => { asked += 1; return ${JSON.stringify(token)}; };
          </script></html>`,
      }),
    );
    await page.goto('./portal.html', { waitUntil: 'commit' });
  }
  const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: number }).asked);

  test('is asked for once, while the wasm loads', async ({ app, page, origin }) => {
    const release = await hold(page, WASM);
    await openPortal(page, app.token, { regions: [{ id: 'KR1', network: origin }] });
    await expect.poll(() => asked(page)).toBe(1);
    release();
    await expect(app.loggers.rows.first()).toBeVisible();
    expect(await asked(page)).toBe(1);
  });

  test('is not asked for before a configuration says where it goes', async ({ app, page, origin }) => {
    const release = await hold(page, WASM);
    const answered = page.waitForResponse(CONFIG);
    await openPortal(page, app.token, { regions: [{ id: 'KR1' }], identity: origin });
    await (await answered).finished();
    release();
    await expect(app.heading('Connect')).toBeVisible();
    expect(await asked(page)).toBe(0);
  });
});
