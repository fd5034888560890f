import type { Locator } from '@playwright/test';
import { expect, test } from '../support/test.ts';

// Whoever comes back to a list finds it as it was left, with the focus on the link that was followed.

/** How far below the top of the window something stands. */
const top = async (target: Locator) => Math.round((await target.boundingBox())!.y);

for (const [width, height, what] of [
  [1440, 600, 'rows that scroll by themselves'],
  [400, 700, 'a page that scrolls'],
] as const) {
  test(`back from a logger, ${what}`, async ({ app, page }) => {
    await page.setViewportSize({ width, height });
    await app.toLoggers();
    const name = (await app.loggers.names())[24]!;
    const link = app.loggers.row(name).getByRole('link', { name, exact: true });
    await link.scrollIntoViewIfNeeded();
    const stood = await top(link);
    await link.click();
    await expect(app.heading(name)).toBeFocused();
    await page.goBack();
    await expect(link).toBeFocused();
    await expect(link).toBeInViewport();
    expect(Math.abs((await top(link)) - stood)).toBeLessThanOrEqual(2);
    // Forward again and back once more: as often as one likes.
    await link.press('Enter');
    await expect(app.heading(name)).toBeFocused();
    await page.goBack();
    await expect(link).toBeFocused();
  });
}

test('the way back above a logger keeps filter and order', async ({ app, page }) => {
  await app.toLoggers('#/loggers?sort=-name');
  await app.filterBy('web');
  const name = (await app.loggers.names()).at(-1)!;
  await app.loggers.link(name).click();
  await expect(app.heading(name)).toBeFocused();
  await page.getByRole('main').getByRole('link', { name: 'Loggers', exact: true }).click();
  await expect(app.loggers.link(name)).toBeFocused();
  await expect(app.says(/^\d+ of \d+$/)).toBeVisible();
  await expect(app.loggers.header('Name')).toHaveAttribute('aria-sort', 'descending');
});

test('back from a logging port, and from a logger to which that list leads', async ({ app, page }) => {
  await app.connect('#/ports');
  const rows = app.loggingPorts.rows;
  await expect(rows.first()).toBeVisible();
  const port = rows.nth(20).getByRole('link').first();
  await port.click();
  await expect(app.heading('Logging port')).toBeFocused();
  await page.goBack();
  await expect(port).toBeFocused();
  const logger = rows.nth(20).getByRole('link').nth(1);
  await logger.click();
  await expect(page.getByRole('tab', { name: 'Details' })).toBeVisible();
  await page.goBack();
  const href = await logger.getAttribute('href');
  await expect(app.loggingPorts.element.locator(`a[href="${href}"]`).first()).toBeFocused();
});

test('a list that is entered anew begins at its heading', async ({ app, page }) => {
  await app.toLoggers();
  await app.loggers.link((await app.loggers.names())[3]!).click();
  await expect(app.tab('Details')).toBeVisible();
  await page.getByRole('link', { name: 'Logging ports', exact: true }).click();
  await expect(app.heading(/^Logging ports/)).toBeFocused();
  // A place in the list is found again once its rows are drawn.
  await expect(app.loggingPorts.rows.first()).toBeVisible();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(app.heading(/^Logging ports/)).toBeFocused();
});
