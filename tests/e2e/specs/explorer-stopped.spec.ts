import type { Page, Worker } from '@playwright/test';
import { Explorer, SMALL, storyRange } from '../support/explorer.ts';
import { hold } from '../support/hold.ts';
import { expect, test } from '../support/test.ts';

// What is under way when a person goes on to something else, and what becomes of it when the worker dies.

const LISTING = /\/network-logs\?/;
const FILE = /\/network-logs\/web-prod-denied/;

/** When the browser has ended a request that nobody waits for any more. */
function ended(page: Page, what: RegExp) {
  return page.waitForEvent('requestfailed', (request) => what.test(request.url()));
}

/** The worker of the explorer, whose answers are held back until `release`. */
async function holdAnswers(page: Page) {
  const [worker] = page.workers() as [Worker];
  await worker.evaluate(() => {
    const post = self.postMessage.bind(self) as (message: unknown) => void;
    const held: unknown[] = [];
    const cancelled: number[] = [];
    self.postMessage = (message: unknown) => held.push(message);
    self.addEventListener('message', ({ data: [number, kind] }) => kind === 'cancel' && cancelled.push(number));
    Object.assign(self, {
      held,
      cancelled,
      release: () => {
        self.postMessage = post as typeof self.postMessage;
        for (const message of held.splice(0)) post(message);
      },
    });
  });
  const now = <T>(read: () => T) => worker.evaluate(read);
  return {
    waiting: () => now(() => (self as unknown as { held: unknown[] }).held.length),
    cancelled: () => now(() => (self as unknown as { cancelled: number[] }).cancelled.length),
    release: () => now(() => (self as unknown as { release(): void }).release()),
  };
}

/** Has the worker end as it does after an error of its own. */
async function kill(page: Page): Promise<void> {
  const [worker] = page.workers() as [Worker];
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('the worker died');
    });
  });
}

test.describe('of a logger', () => {
  test.use({ provoked: true, expected: /the worker died/ });

  test.beforeEach(async ({ app, service }) => {
    const logger = await service.one(({ name }) => name === 'web-prod-denied');
    await app.connect('#/loggers');
    await expect(app.loggersHeading).toBeVisible();
    // Not awaited: requests of it are held back.
    await app.page.evaluate((hash) => history.replaceState({ logs: hash }, ''), `#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}`);
  });

  const openLogs = (page: Page) => page.evaluate(() => (location.hash = history.state.logs));

  test('listing ends where a person leaves, and begins anew', async ({ app, page }) => {
    const release = await hold(page, LISTING);
    const listing = page.waitForRequest(LISTING);
    await openLogs(page);
    await listing;
    const gone = ended(page, LISTING);
    await app.go('#/loggers');
    await gone;
    release();
    await page.goBack();
    const explorer = new Explorer(page);
    await explorer.expectRecords();
    await expect(explorer.total('Flows')).not.toHaveText('0');
  });

  test('listing ends where another range is chosen', async ({ page }) => {
    const release = await hold(page, LISTING);
    const listing = page.waitForRequest(LISTING);
    await openLogs(page);
    await listing;
    const gone = ended(page, LISTING);
    await new Explorer(page).range.selectOption({ label: 'Last hour' });
    await gone;
    release();
    await expect(page.getByText(/^\d+ files, /)).toBeVisible();
  });

  test('reading ends where a person leaves', async ({ app, page }) => {
    const release = await hold(page, FILE);
    const reading = page.waitForRequest(FILE);
    await openLogs(page);
    await reading;
    const gone = ended(page, FILE);
    await app.go('#/loggers');
    await gone;
    release();
    await page.goBack();
    await expect(page.getByText('Cancelled: what was read until then is shown.').first()).toBeVisible();
  });

  test('a worker that dies while it reads is said, and loading begins another one', async ({ app, page }) => {
    const release = await hold(page, FILE);
    const reading = page.waitForRequest(FILE);
    await openLogs(page);
    await reading;
    await kill(page);
    await expect(app.says('The log engine stopped')).toBeVisible();
    release();
    const explorer = new Explorer(page);
    await explorer.button('Load').click();
    await explorer.expectRecords();
    await expect(app.says('The log engine stopped')).toHaveCount(0);
    await expect(explorer.total('Flows')).not.toHaveText('0');
  });
});

test.describe('of a file', () => {
  test.use({ expected: /the worker died/ });

  test.beforeEach(async ({ app, page }) => {
    await app.open('#/logs');
    const explorer = new Explorer(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL });
    await explorer.expectRecords();
    await expect(explorer.records.getByRole('row').nth(1)).toBeVisible();
  });

  test('a question gives way to the next one', async ({ page }) => {
    const explorer = new Explorer(page);
    const answers = await holdAnswers(page);
    await explorer.filterBy('port = 443');
    await expect.poll(answers.waiting).toBeGreaterThan(0);
    await explorer.filterBy('src = 10.0.0.1');
    await expect.poll(answers.cancelled).toBeGreaterThan(0);
    await answers.release();
    await expect(explorer.total('Flows')).toHaveText('2');
  });

  test('an export that a person leaves saves nothing', async ({ app, page }) => {
    const explorer = new Explorer(page);
    const saved: string[] = [];
    page.on('download', (download) => saved.push(download.suggestedFilename()));
    const answers = await holdAnswers(page);
    await explorer.button('Export').click();
    await page.getByRole('dialog', { name: 'Export', exact: true }).getByRole('button', { name: 'CSV', exact: true }).click();
    await expect(page.getByRole('paragraph').filter({ hasText: 'Written: 0 records' })).toBeVisible();
    await expect.poll(answers.waiting).toBeGreaterThan(0);
    await app.go('#/connect');
    await expect.poll(answers.cancelled).toBeGreaterThan(0);
    await answers.release();
    await app.go('#/logs');
    await explorer.expectRecords();
    await explorer.export('JSON');
    expect(saved).toEqual(['flow-log-records.json']);
  });

  test('a worker that dies is said at the next question, and no figure is made up', async ({ app, page }) => {
    const explorer = new Explorer(page);
    await kill(page);
    await expect.poll(() => page.workers().length).toBe(0);
    await explorer.filterBy('port = 443');
    await expect(app.says('The log engine stopped')).toBeVisible();
    await expect(explorer.totals).toHaveCount(0);
    await explorer.button('Load').click();
    await expect(explorer.total('Flows')).toHaveText('4');
    await expect(app.says('The log engine stopped')).toHaveCount(0);
  });
});
