import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

/** Composes a word by the browser's own input method interface and ends it with Enter, which belongs to the input method. */
async function compose(page: Page, field: Locator, word: string): Promise<void> {
  await field.focus();
  const session = await page.context().newCDPSession(page);
  for (const part of ['ㅎ', '하', word]) {
    await session.send('Input.imeSetComposition', { text: part, selectionStart: part.length, selectionEnd: part.length });
  }
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await session.send('Input.insertText', { text: word });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
}

test('Enter that ends a composition adds no filter; the next one does', async ({ app, page }) => {
  await app.toLoggers();
  const filter = page.getByRole('combobox', { name: 'Filter loggers', exact: true });
  await compose(page, filter, '한');
  await expect(filter).toHaveValue('한');
  await expect(app.button('Remove filter 한')).toHaveCount(0);
  await filter.press('Enter');
  await expect(app.button('Remove filter 한')).toBeVisible();
  await expect(filter).toHaveValue('');
});

test('Enter that ends a composition picks nothing from the list of resources', async ({ app, page }) => {
  await app.connect('#/create');
  await compose(page, app.wizard.resource, '한');
  await expect(app.wizard.resource).toHaveValue('한');
});
