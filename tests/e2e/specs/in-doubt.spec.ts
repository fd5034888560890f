import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { freePort, goodUrl } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

// A create of which no answer says what became of it.

test.use({ provoked: true });

const LOGGERS = '/v2.0/flowlog-loggers';
const PATIENCE = { timeout: 40_000 };

/** Whether a list that the page asks for says what the service has; the rest of the service is as it is. */
async function hideNew(page: Page, name: string): Promise<() => void> {
  let hidden = true;
  await page.route((url) => url.pathname.endsWith(LOGGERS) && url.search !== '', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { flowlog_loggers: { name: string }[] };
    const rows = body.flowlog_loggers.filter((logger) => !hidden || logger.name !== name);
    await route.fulfill({ response: answer, json: { flowlog_loggers: rows } });
  });
  return () => {
    hidden = false;
  };
}

test.beforeEach(async ({ app, admin, service }) => {
  await app.connect('#/create');
  await app.wizard.toReview({
    name: 'in-doubt',
    resource: (await freePort(service)).id,
    storageUrl: await goodUrl(service),
  });
  await admin.faults({ method: 'POST', path: LOGGERS, fault: { kind: 'after' } });
});

test('Look again finds it in place, and nothing is sent a second time', async ({ app, admin, page }) => {
  const show = await hideNew(page, 'in-doubt');
  await app.wizard.create.click();
  await expect(app.says('The logger was not created so far')).toBeVisible(PATIENCE);
  await expect(app.saysPart('Create logger looks for it first')).toBeVisible();
  await axe(page);

  const again = app.button('Look again');
  await again.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'The logger was not created so far' })).toHaveCount(1);
  await expect(again).toBeFocused();
  await expect(app.says('The logger was not created so far')).toBeVisible();
  show();
  await page.keyboard.press('Enter');
  await expect(app.heading('in-doubt')).toBeVisible();
  await expect(page.getByText('not created so far')).toHaveCount(0);
  await expect(page.getByText('is not known whether')).toHaveCount(0);
  expect(await admin.requests('POST', LOGGERS)).toHaveLength(1);
});

test('a form that was changed since keeps its values, and the doubt is over', async ({ app, admin, page }) => {
  const show = await hideNew(page, 'in-doubt');
  await app.wizard.create.click();
  await expect(app.says('The logger was not created so far')).toBeVisible(PATIENCE);
  await app.wizard.previous.click();
  await app.wizard.radio('Compression', 'GZIP').check();
  await app.wizard.next.click();
  show();
  await app.button('Look again').click();
  await expect(app.says('The first try has made a logger after all')).toBeVisible();
  await expect(page.getByText('not created so far')).toHaveCount(0);
  await expect(app.button('Look again')).toHaveCount(0);
  expect(await admin.requests('POST', LOGGERS)).toHaveLength(1);
});

test('a doubt that is told after one has left is looked for in its notice', async ({ app, admin, page }) => {
  const show = await hideNew(page, 'in-doubt');
  await admin.faults(
    { method: 'POST', path: LOGGERS, fault: { kind: 'latency', ms: 1_500 } },
    { method: 'POST', path: LOGGERS, fault: { kind: 'after' } },
  );
  await app.wizard.create.click();
  await app.go('#/ports');
  const question = app.dialog('Leave while the logger is being created?');
  await question.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(app.notifications).toContainText('The logger was not created so far', PATIENCE);
  await expect(app.notifications).toContainText('in-doubt');
  await axe(page);

  const again = app.notifications.getByRole('button', { name: 'Look again', exact: true });
  // A screen reader says it once more: the same words again have a space at their end.
  const said = () => app.alert.evaluate((alert) => alert.textContent);
  await expect.poll(said).toBe('The logger was not created so far');
  await again.focus();
  await page.keyboard.press('Enter');
  await expect.poll(said).toBe('The logger was not created so far\u00a0');
  await expect(again).toBeFocused();
  show();
  await page.keyboard.press('Enter');
  const open = app.notifications.getByRole('button', { name: 'Open logger', exact: true });
  await expect(open).toBeFocused();
  await expect(again).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(app.heading('in-doubt')).toBeVisible();
  expect(await admin.requests('POST', LOGGERS)).toHaveLength(1);
});

test('whoever leaves is told that the logger may exist', async ({ app, page }) => {
  await hideNew(page, 'in-doubt');
  await app.wizard.create.click();
  await expect(app.says('The logger was not created so far')).toBeVisible(PATIENCE);
  await app.wizard.cancel.click();
  const question = app.dialog('Leave although the logger may exist?');
  await expect(question).toContainText('see the list before you create it again');
  await question.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(app.heading(/^Flow log loggers/)).toBeVisible();
});
