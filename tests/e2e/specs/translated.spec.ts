import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

// A page translator, as browsers and extensions have one, puts nodes of its own in the place of texts.

/** Replaces each text of the shadow roots by the same text in new elements, whatever `translate` says. */
async function replaceTexts(page: Page): Promise<number> {
  return page.evaluate(() => {
    let replaced = 0;
    for (const host of document.querySelectorAll('*')) {
      if (!host.shadowRoot) continue;
      const walker = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts.filter((text) => text.data.trim() !== '')) {
        const inner = document.createElement('font');
        inner.textContent = text.data;
        const outer = document.createElement('font');
        outer.append(inner);
        text.replaceWith(outer);
        replaced += 1;
      }
    }
    return replaced;
  });
}

test('a translator is told to leave the console alone, in every part', async ({ app, page }) => {
  await app.toLoggers();
  await app.go('#/create');
  await expect(app.heading('Create logger')).toBeVisible();
  const open = await page.evaluate(() => {
    const root = document.querySelector('flowlog-console')!.shadowRoot!;
    // The nearest mark counts, as for a translator.
    const marks = [...root.children].map((child) => child.getAttribute('translate'));
    const undone = root.querySelectorAll('[translate]:not([translate="no"])').length;
    return { marks, undone };
  });
  expect(open).toEqual({ marks: ['no'], undone: 0 });
});

test('replaced texts of a list: counts, filter and rows are right after the next change', async ({
  app,
  page,
  service,
}) => {
  const all = await service.loggers();
  await app.toLoggers();
  const [first] = await app.loggers.names();
  await app.filterBy('zzz-nothing-is-called-so');
  await app.button('Clear filter').last().click();
  await app.select(first!).check();
  await app.expectCounter(`(1/${all.length})`);
  expect(await replaceTexts(page)).toBeGreaterThan(100);

  await app.select(first!).uncheck();
  await expect(app.loggersHeading).toHaveText(new RegExp(`\\(${all.length}\\)$`));
  const wanted = all[7]!.name;
  const matches = all.filter((logger) => JSON.stringify(logger).includes(wanted)).length;
  await app.filterBy(wanted);
  await expect(app.loggers.rows).toHaveCount(matches);
  await expect(page.getByText(`${matches} of ${all.length}`, { exact: true })).toBeVisible();
  await replaceTexts(page);
  await app.button(`Remove filter ${wanted}`).click();
  await expect(page.getByText(`${matches} of ${all.length}`)).toHaveCount(0);
  await app.filterBy('zzz-nothing-is-called-so');
  await expect(page.getByText(`0 of ${all.length}`, { exact: true })).toBeVisible();
});

test("replaced texts of a logger's page: status and buttons are right after the next change", async ({
  app,
  page,
  service,
}) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  const status = page.getByRole('definition').first();
  await expect(status).toHaveText('Active');
  await replaceTexts(page);

  await app.button('Disable').click();
  await expect(app.notifications).toContainText(`Logger ${logger.name} is disabled`);
  await expect(status).toHaveText('Inactive');
  await expect(app.button('Enable')).toBeVisible();
  await expect(app.button('Disable')).toHaveCount(0);
  await replaceTexts(page);
  await service.update(logger, { description: 'said by somebody else' });
  await app.button('Refresh').click();
  await expect(page.getByText('said by somebody else', { exact: true })).toBeVisible();
  await replaceTexts(page);
  await app.button('Enable').click();
  await expect(app.button('Disable')).toBeVisible();
  await expect(status).not.toHaveText('Inactive');
  await app.button('Edit').click();
  await replaceTexts(page);
  const dialog = app.dialog('Edit logger');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByText('Enter a name.', { exact: true })).toBeVisible();
});

test('replaced texts of the wizard: the button says what it does', async ({ app, page, service }) => {
  await app.connect('#/create');
  await expect(app.heading('Create logger')).toBeVisible();
  const working = await service.working();
  await app.wizard.toStorage({ name: 'translated', resource: working.resource_id });
  await app.wizard.storageUrl.fill(working.storage_url);
  await app.wizard.storageUrl.blur();
  await replaceTexts(page);
  await app.wizard.next.click();
  await app.wizard.expectStep('Review');
  await expect(app.wizard.create).toBeVisible();
  await expect(app.wizard.next).toHaveCount(0);
});
