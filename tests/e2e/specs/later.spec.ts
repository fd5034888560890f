import type { Page, Route } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

// The log explorer is a WebAssembly of its own: who never opens logs never fetches it.

const LATER = /\/flowlog-later-\w+\.wasm$/;

/** How often the second WebAssembly is asked for. */
function fetches(page: Page): { count: number } {
  const fetched = { count: 0 };
  page.on('request', (request) => {
    if (LATER.test(request.url())) fetched.count += 1;
  });
  return fetched;
}

const logs = (page: Page) => page.getByRole('link', { name: 'Logs', exact: true });
const place = (page: Page) => page.getByRole('button', { name: 'Choose a folder' });

test('the pages of loggers and ports do not fetch it', async ({ app, page }) => {
  const fetched = fetches(page);
  await app.toLoggers();
  await page.getByRole('link', { name: 'Logging ports' }).click();
  await expect(page.getByRole('heading', { name: /^Logging ports/ })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(fetched.count).toBe(0);
});

test('it is fetched when a person points at Logs, and only once', async ({ app, page, service }) => {
  const fetched = fetches(page);
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.toLoggers();
  await logs(page).hover();
  await expect.poll(() => fetched.count).toBe(1);
  await logs(page).click();
  await expect(place(page)).toBeVisible();
  await expect(app.heading('Logs')).toBeFocused();
  await page.goto(`./#/loggers/${logger.id}/logs`);
  await expect(page.getByRole('combobox', { name: 'Range' })).toBeVisible();
  expect(fetched.count).toBe(1);
});

test('until it is here the page says that it loads, and keeps the focus at its heading', async ({ app, page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(LATER, async (route) => {
    await held;
    await route.continue();
  });
  await app.toLoggers();
  await logs(page).click();
  await expect(page.getByRole('main').getByText('Loading')).toBeVisible();
  await expect(app.heading('Logs')).toBeFocused();
  release();
  await expect(place(page)).toBeVisible();
  await expect(app.heading('Logs')).toBeFocused();
});

test.describe('away', () => {
  // The loader and the browser write lines for a file that does not come.
  test.use({ provoked: true, expected: /flowlog-later|integrity|Failed to fetch/i });

  const damaged = async (route: Route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    body[body.length - 1_000]! ^= 1;
    await route.fulfill({ response: answer, body });
  };

  for (const [what, answer] of [
    ['a file that is not there', (route: Route) => route.fulfill({ status: 404, body: 'Not found.' })],
    ['a page in its place', (route: Route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })],
    ['a flipped byte', damaged],
  ] as const) {
    test(`${what}: the page says so, and Retry brings the explorer`, async ({ app, page }) => {
      await page.route(LATER, answer);
      await app.toLoggers();
      await logs(page).click();
      await expect(page.getByRole('main').getByText('The log explorer could not be loaded')).toBeVisible();
      await expect(page.getByRole('alert')).toContainText('could not be loaded');
      await axe(page);
      await page.unroute(LATER);
      await app.button('Retry').click();
      await expect(place(page)).toBeVisible();
    });
  }
});
