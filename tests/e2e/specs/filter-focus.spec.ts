import { expect, test } from '../support/test.ts';

// The focus of somebody who removes filters stays in the filter.

test.beforeEach(async ({ app, admin }) => {
  await admin.reset(12);
  await app.toLoggers();
  for (const text of ['a', 'e', 'o']) await app.filterBy(text);
});

for (const [removed, next] of [
  ['a', 'Remove filter e'],
  ['e', 'Remove filter o'],
  ['o', 'Remove filter e'],
] as const) {
  test(`${removed} is removed: the focus goes to the next one, or to the last`, async ({ app, page }) => {
    await app.button(`Remove filter ${removed}`).focus();
    await page.keyboard.press('Enter');
    await expect(app.button(`Remove filter ${removed}`)).toHaveCount(0);
    await expect(app.button(next)).toBeFocused();
  });
}

test('the last one is removed: the focus goes to the field', async ({ app, page }) => {
  await app.button('Remove filter a').focus();
  for (const next of ['e', 'o']) {
    await page.keyboard.press('Enter');
    await expect(app.button(`Remove filter ${next}`)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Filter loggers', exact: true })).toBeFocused();
});

test('the filter is cleared beside it: the focus goes to the field', async ({ app, page }) => {
  await app.button('Clear filter').first().focus();
  await page.keyboard.press('Enter');
  await expect(app.button('Clear filter')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Filter loggers', exact: true })).toBeFocused();
});

test('the filter is cleared where nothing matches: the focus goes to the field', async ({ app, page }) => {
  await app.filterBy('zzz-nothing-is-called-so');
  await app.button('Clear filter').last().focus();
  await page.keyboard.press('Enter');
  await expect(app.button('Clear filter')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Filter loggers', exact: true })).toBeFocused();
});
