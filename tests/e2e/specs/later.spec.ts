import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

// The console comes in two wasm files: what stands behind the list is fetched after it. These are the states in which
// the second one is slow, away, damaged, or was never needed.

const LATER = '**/flowlog-later-*.wasm';

test('Connect alone fetches the first wasm only', async ({ app, page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) fetched.push(request.url());
  });
  await app.open();
  await expect(app.heading('Connect')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(fetched.filter((url) => url.includes('flowlog-later'))).toEqual([]);
  expect(fetched.length).toBeGreaterThan(0);
});

test('the second wasm is fetched once, before anybody asks for it', async ({ app, page }) => {
  let fetched = 0;
  await page.route(LATER, (route) => {
    fetched += 1;
    return route.continue();
  });
  await app.toLoggers();
  await expect.poll(() => fetched).toBe(1);
  await app.button('Settings').click();
  await expect(page.getByRole('combobox', { name: 'Language' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Create logger' }).click();
  await expect(app.heading('Create logger')).toBeFocused();
  expect(fetched).toBe(1);
});

test.describe('slow', () => {
  test('a panel that was opened before its content is placed anew when it comes', async ({ app, page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(LATER, async (route) => {
      await held;
      await route.continue();
    });
    await page.setViewportSize({ width: 320, height: 640 });
    await app.toLoggers();
    for (const name of ['Preferences', 'Settings'] as const) {
      await app.button(name).click();
      const panel = app.dialog(name);
      if (name === 'Preferences') {
        await expect(panel.getByText('Loading')).toBeVisible();
        release();
      }
      await expect(panel.getByRole('checkbox').or(panel.getByRole('combobox')).first()).toBeVisible();
      await expect
        .poll(async () => {
          const box = (await panel.boundingBox())!;
          return box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 640;
        })
        .toBe(true);
      await page.keyboard.press('Escape');
    }
  });

  test('a page that is not here yet says that it loads, and then has the focus at its heading', async ({ app, page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(LATER, async (route) => {
      await held;
      await route.continue();
    });
    await app.toLoggers();
    await page.getByRole('link', { name: 'Create logger' }).click();
    await expect(page.getByRole('main').getByText('Loading')).toBeVisible();
    await axe(page);
    release();
    await expect(app.heading('Create logger')).toBeFocused();
  });
});

test.describe('away', () => {
  // The browser itself writes a line for a file that does not come.
  test.use({ provoked: true, expected: /Failed to load resource|integrity/i });

  test('the failure is told where the page would stand, and Retry brings the page', async ({ app, page }) => {
    await page.route(LATER, (route) => route.fulfill({ status: 503, body: 'Busy.' }));
    await app.toLoggers();
    await page.getByRole('link', { name: 'Create logger' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'could not be fetched' });
    await expect(alert).toBeVisible();
    await axe(page);
    await page.unroute(LATER);
    await app.button('Retry').click();
    await expect(app.heading('Create logger')).toBeVisible();
  });

  test('one that hangs fails at last, and Retry brings the page', async ({ app, page }) => {
    await page.addInitScript(() => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 60);
    });
    await page.route(LATER, () => {});
    await app.toLoggers();
    await page.getByRole('link', { name: 'Create logger' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'could not be fetched' })).toBeVisible();
    await page.unroute(LATER);
    await app.button('Retry').click();
    await expect(app.heading('Create logger')).toBeVisible();
  });

  test('a flipped byte is refused', async ({ app, page }) => {
    await page.route(LATER, async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length - 1_000]! ^= 1;
      await route.fulfill({ response: answer, body });
    });
    await app.toLoggers();
    await page.getByRole('link', { name: 'Create logger' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'could not be fetched' })).toBeVisible();
  });

  test('a write that cannot begin says so, and nothing is written', async ({ app, page, admin }) => {
    await page.route(LATER, (route) => route.fulfill({ status: 503, body: 'Busy.' }));
    await app.toLoggers();
    const [name] = await app.loggers.names();
    await app.loggers.row(name!).getByRole('checkbox').check();
    const act = (await app.button('Disable').getAttribute('aria-disabled')) === 'true' ? 'Enable' : 'Disable';
    await app.button(act).click();
    await expect(page.getByRole('alert').filter({ hasText: 'could not be fetched' }).first()).toBeVisible();
    expect(await admin.requests('PUT', '/v2.0/flowlog-loggers')).toEqual([]);
  });
});
