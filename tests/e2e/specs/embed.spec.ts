import type { Page } from '@playwright/test';
import { asking } from '../support/asking.ts';
import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

/** Places a second console on the page of the first, with its route in memory, as a portal does. */
async function placeSecond(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const second = document.createElement('flowlog-console') as HTMLElement & { whenReady: Promise<unknown> };
    second.id = 'second';
    second.setAttribute('config-url', './config.json');
    document.body.append(second);
    await second.whenReady;
  });
}

test('two consoles on a page share nothing', async ({ app, page }) => {
  await app.open('#/loggers');
  await expect(app.heading('Connect')).toHaveCount(1);
  await placeSecond(page);
  await expect(app.heading('Connect')).toHaveCount(2);
  // The first one connects; the other one still asks.
  await page.getByLabel('Token', { exact: true }).nth(1).fill(app.token);
  await app.button('Connect').first().click();
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(app.heading('Connect')).toHaveCount(1);
  const url = page.url();
  await app.button('Use the demo project').click();
  await expect(app.loggersHeading).toHaveCount(2);
  await page.getByRole('link', { name: 'Logging ports', exact: true }).last().click();
  await expect(app.heading(/^Logging ports/)).toHaveCount(1);
  expect(page.url(), 'the second one leaves the address alone').toBe(url);
  await expect(app.loggersHeading, 'the first one stays where it was').toHaveCount(1);
});

test('a console that is removed asks nothing more, and can come back', async ({ app, page }) => {
  await page.clock.install();
  const asked = asking(page);
  await app.toLoggers();
  await asked.again();
  await page.evaluate(() => {
    document.querySelector('flowlog-console')!.remove();
  });
  await expect(app.loggersHeading).toHaveCount(0);
  await asked.noMore();
  await placeSecond(page);
  await expect(app.heading('Connect'), 'the token went with it').toBeVisible();
  await axe(page);
});

test('navigate() and the route attribute lead to a page', async ({ app, page }) => {
  await app.toLoggers();
  await page.evaluate(() =>
    (document.querySelector('flowlog-console') as unknown as { navigate(route: string): void }).navigate(
      '/ports',
    ),
  );
  await expect(app.heading(/^Logging ports/)).toBeVisible();
  await page.evaluate(() => document.querySelector('flowlog-console')!.setAttribute('route', '/create'));
  await expect(app.heading('Create logger')).toBeVisible();
});

test('navigate() counts while the configuration is still being read', async ({ app, page }) => {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route('**/config.json', async (route) => {
    await held;
    await route.continue();
  });
  await app.open();
  await page.evaluate(async () => {
    const element = document.querySelector('flowlog-console') as HTMLElement & {
      whenReady: Promise<unknown>;
      navigate(route: string): void;
    };
    await element.whenReady;
    element.navigate('/ports');
  });
  release();
  await app.enterToken(app.token);
  await expect(app.heading(/^Logging ports/)).toBeVisible();
});

test('theme and language follow the attributes at once', async ({ app, page }) => {
  await app.toLoggers();
  for (const theme of ['dark', 'light']) {
    await page.evaluate((theme) => document.querySelector('flowlog-console')!.setAttribute('theme', theme), theme);
    await expect(page.locator('flowlog-console .flc').first()).toHaveAttribute('data-theme', theme);
  }
  await page.evaluate(() => document.querySelector('flowlog-console')!.setAttribute('locale', 'ko'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/[가-힣]/);
  await page.evaluate(() => document.querySelector('flowlog-console')!.setAttribute('locale', 'en'));
  await expect(app.loggersHeading).toBeVisible();
});

test('with its route in the address bar, the document is called after the page, and as before when it leaves', async ({
  app,
  page,
}) => {
  await app.toLoggers();
  await expect(page).toHaveTitle('Flow log loggers · Flow Log');
  const [name] = await app.loggers.names();
  await app.loggers.link(name!).click();
  await expect(page).toHaveTitle(`${name} · Flow Log`);
  await page.evaluate(() => document.querySelector('flowlog-console')!.setAttribute('locale', 'ko'));
  await app.go('#/ports');
  await expect(page).toHaveTitle(/^[가-힣 ]+ · Flow Log$/);
  await page.evaluate(() => document.querySelector('flowlog-console')!.remove());
  await expect(page).toHaveTitle('Flow Log');
});

test('with its route in memory, the title is the page\'s own', async ({ app, page }) => {
  await app.open('#/loggers');
  await page.evaluate(() => {
    document.querySelector('flowlog-console')!.remove();
    document.title = 'Portal';
  });
  await placeSecond(page);
  await expect(app.heading('Connect')).toBeVisible();
  await expect(page).toHaveTitle('Portal');
});

test.describe('a first load that fails', () => {
  test.use({ provoked: true, expected: /Failed to load resource|integrity/i });

  test('is not kept: the next element, and the same one again, stand', async ({ app, page }) => {
    const WASM = '**/*_bg.wasm';
    await page.route(WASM, (route) => route.abort());
    await app.open();
    await expect(app.heading('The console did not start')).toBeVisible();
    await page.unroute(WASM);
    await placeSecond(page);
    await expect(app.heading('Connect')).toBeVisible();
    await page.evaluate(async () => {
      const first = document.querySelector('flowlog-console') as HTMLElement & { whenReady: Promise<unknown> };
      first.remove();
      // It ends after the task in which it might have been moved.
      await new Promise((done) => setTimeout(done));
      document.body.append(first);
      await first.whenReady;
    });
    await expect(app.heading('Connect')).toHaveCount(2);
  });
});

test('focus() goes to the heading of what is shown', async ({ app, page }) => {
  await app.toLoggers();
  await page.evaluate(() => document.querySelector<HTMLElement>('flowlog-console')!.focus());
  await expect(app.loggersHeading).toBeFocused();
});

test.describe('where it cannot start', () => {
  test.use({ provoked: true, expected: /wasm|WebAssembly|Content.Security.Policy|unsafe-eval/i });

  /** What a page hears of an element that cannot start, and what the element's promise says. */
  const fatal = (page: Page) =>
    page.evaluate(async () => {
      const placed = document.querySelector('flowlog-console') as HTMLElement & { whenReady: Promise<unknown> };
      const again = document.createElement('flowlog-console') as typeof placed;
      const heard = new Promise((resolve) =>
        again.addEventListener('flowlog-fatal', (event) => resolve((event as CustomEvent).detail)),
      );
      document.body.append(again);
      const reason = await again.whenReady.then(
        () => '',
        (error: Error) => error.message,
      );
      const detail = (await heard) as { kind: string; message: string };
      again.remove();
      return { ...detail, reason };
    });

  test('a policy that forbids WebAssembly is named, with what to add', async ({ app, page }) => {
    await page.route('**/', async (route) => {
      const answer = await route.fetch();
      const headers = answer.headers();
      const policy = headers['content-security-policy']!;
      expect(policy).toContain("'wasm-unsafe-eval'");
      headers['content-security-policy'] = policy.replace(" 'wasm-unsafe-eval'", '');
      await route.fulfill({ response: answer, headers });
    });
    await app.open();
    await expect(app.saysPart("add 'wasm-unsafe-eval' to script-src")).toBeVisible();
    const told = await fatal(page);
    expect(told).toMatchObject({ kind: 'policy', message: told.reason });
    await axe(page);
  });

  test('a browser that is too old is told so', async ({ app, page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(ShadowRoot.prototype, 'adoptedStyleSheets'));
    await app.open();
    await expect(app.saysPart('Use a current version of Chrome')).toBeVisible();
    const told = await fatal(page);
    expect(told).toMatchObject({ kind: 'old', message: told.reason });
  });
});
