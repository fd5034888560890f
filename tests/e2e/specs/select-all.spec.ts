import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

const PAGE = 'Select every row of this page';

test('all loggers that match can be selected, and are what is done', async ({ app, admin, page, service }) => {
  await admin.reset(130);
  await app.toLoggers('#/loggers?size=30');
  const wanted = (await service.loggers()).filter((logger) => logger.name.includes('e'));
  expect(wanted.length).toBeGreaterThan(60);
  await app.filterBy('Name : e');
  await expect(page.getByText(`${wanted.length} of 130`, { exact: true })).toBeVisible();
  await expect(app.button(/^Select all/)).toHaveCount(0);
  await page.getByRole('checkbox', { name: PAGE, exact: true }).check();
  await expect(app.says('All 30 loggers of this page are selected.')).toBeVisible();
  await axe(page);

  const all = app.button(`Select all ${wanted.length} loggers that match`);
  await all.focus();
  await page.keyboard.press('Enter');
  await app.expectCounter(`(${wanted.length}/130)`);
  await expect(app.says(`All ${wanted.length} loggers that match are selected.`)).toBeVisible();
  await expect(
    page.getByRole('status').filter({ hasText: `All ${wanted.length} loggers that match are selected.` }),
  ).toHaveCount(1);
  const clear = app.button('Clear selection');
  await expect(clear).toBeFocused();
  await app.button('Next page').click();
  await expect(page.getByRole('checkbox', { name: PAGE, exact: true })).toBeChecked();

  await app.button('Delete').click();
  await expect(app.dialog(`Delete ${wanted.length} loggers`)).toBeVisible();
  await page.keyboard.press('Escape');
  await clear.focus();
  await page.keyboard.press('Enter');
  await app.expectCounter('(130)');
  await expect(clear).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: PAGE, exact: true })).toBeFocused();
});

test('the dialog before many loggers are deleted names the first of them and stays in the window', async ({
  app,
  admin,
  page,
}) => {
  await admin.reset(130);
  await app.toLoggers('#/loggers?size=30');
  await page.getByRole('checkbox', { name: PAGE, exact: true }).check();
  await app.button('Select all 130 loggers').click();
  await app.button('Delete').click();
  const dialog = app.dialog('Delete 130 loggers');
  const list = dialog.getByRole('list', { name: 'Loggers to delete', exact: true });
  await expect(list.getByRole('listitem')).toHaveCount(100);
  await expect(dialog.getByText('and 30 more', { exact: true })).toBeVisible();
  await expect(dialog.getByLabel('Type delete to confirm')).toBeFocused();
  for (const part of [dialog.getByRole('heading'), dialog.getByRole('button', { name: 'Delete', exact: true })]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  expect((await list.boundingBox())!.height).toBeLessThanOrEqual(240);
  await axe(page);
  await dialog.getByLabel('Type delete to confirm').fill('delete');
  await page.keyboard.press('Enter');
  await expect(app.notifications).toContainText(/Deleting 130 loggers|130 loggers are deleted/);
});

test('without a filter all loggers are offered, and one page alone offers nothing', async ({ app, admin, page }) => {
  await admin.reset(40);
  await app.toLoggers('#/loggers?size=30');
  await page.getByRole('checkbox', { name: PAGE, exact: true }).check();
  await app.button('Select all 40 loggers').click();
  await app.expectCounter('(40/40)');
  await app.button('Clear selection').click();
  await app.go('#/loggers?size=100');
  await expect(app.loggers.rows).toHaveCount(40);
  await page.getByRole('checkbox', { name: PAGE, exact: true }).check();
  await app.expectCounter('(40/40)');
  await expect(app.button(/^Select all/)).toHaveCount(0);
});
