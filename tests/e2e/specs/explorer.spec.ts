import { axe } from '../support/axe.ts';
import { Explorer, storyRange, storyTime } from '../support/explorer.ts';
import { expect, test } from '../support/test.ts';

// The logs of loggers, and what the sample's story has to find in them.

test('from a logger one press leads to its logs of the last hour', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.connect(`#/loggers/${logger.id}`);
  await app.tab('Logs').click();
  const explorer = new Explorer(page);
  await expect(explorer.range).toHaveValue('1h');
  await expect(page.getByText(/^\d+ files, /)).toBeVisible();
  await expect(page.getByText(/\(KST\)$/)).toBeVisible();
  await explorer.expectRecords();
  expect(await explorer.count('Flows')).toBeGreaterThan(0);
  await expect(app.heading('web-prod-denied')).toBeVisible();
});

test('the demo project leads to logs within three presses', async ({ app, page }) => {
  await app.open();
  await app.button('Use the demo project').click();
  await page.getByRole('link', { name: 'Logs', exact: true }).click();
  await page.getByRole('link', { name: 'web-prod-denied', exact: true }).click();
  await new Explorer(page).expectRecords();
});

test('Scans finds who tries every port', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.connect(`#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}`);
  const explorer = new Explorer(page);
  await explorer.expectRecords();
  await explorer.quick('Scans').click();
  const scans = explorer.rows('Who reaches most targets and ports');
  await expect(scans.first()).toContainText('192.0.2.77');
  await expect(scans.first()).toContainText('1,020');
  await scans.first().getByRole('button').click();
  await expect(explorer.chip('src = 192.0.2.77')).toBeVisible();
  await expect(explorer.total('Flows')).toHaveText('2,040');
});

test('records are read to the last one', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.connect(`#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}&filter=src%20%3D%20192.0.2.77`);
  const explorer = new Explorer(page);
  await explorer.expectRecords();
  await expect(explorer.total('Flows')).toHaveText('2,040');
  await explorer.records.hover();
  await page.mouse.wheel(0, 10_000_000);
  // The header is row 1.
  await expect(explorer.records.locator('[aria-rowindex="2041"]')).toContainText('192.0.2.77');
});

test('Refused ports finds the database that a security group cut off, and since when', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'db-prod-denied');
  await app.connect(`#/loggers/${logger.id}/logs?range=${storyRange('13:00', '15:00')}`);
  const explorer = new Explorer(page);
  await explorer.expectRecords();
  await explorer.quick('Refused ports').click();
  await expect(explorer.rows('Top ports').first()).toContainText('3306');
  await explorer.choose('Top ports', '3306', 'Only this');
  await expect(explorer.rows('Top destinations')).toHaveCount(1);
  await expect(explorer.rows('Top destinations').first()).toContainText('10.10.3.12');
  const since = new Date(storyTime('14:07')).toISOString().slice(0, 17);
  await expect(explorer.rows('Top destinations').locator(`time[datetime^="${since}"]`).first()).toBeVisible();
});

test('a link opens the same question', async ({ app, page, service, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.connect(`#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}`);
  const explorer = new Explorer(page);
  await explorer.expectRecords();
  const all = await explorer.total('Flows').innerText();
  await explorer.filterBy('dst = 10.10.1.5');
  await expect(explorer.chip('dst = 10.10.1.5')).toBeVisible();
  await expect(explorer.total('Flows')).not.toHaveText(all);
  const flows = await explorer.total('Flows').innerText();
  await explorer.button('Copy link').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto('about:blank');
  await page.goto(link);
  await app.enterToken(app.token);
  await explorer.expectRecords();
  await expect(explorer.chip('dst = 10.10.1.5')).toBeVisible();
  await expect(explorer.total('Flows')).toHaveText(flows);
});

test('the same question as SQL is copied', async ({ app, page, service, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.connect(`#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}`);
  const explorer = new Explorer(page);
  await explorer.expectRecords();
  await explorer.button('SQL').click();
  const dialog = page.getByRole('dialog', { name: 'SQL', exact: true });
  await expect(dialog.getByRole('tab', { name: 'DuckDB', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(dialog.getByRole('region', { name: 'SQL', exact: true })).toContainText('SELECT');
  const says = [
    ['ClickHouse', 's3('],
    ['Spark', 'USING csv'],
    ['Trino', "format = 'TEXTFILE'"],
    ['DuckDB', 'read_csv('],
  ] as const;
  for (const [name, words] of says) {
    await dialog.getByRole('tab', { name, exact: true }).click();
    await expect(dialog.getByRole('region', { name: 'SQL', exact: true }), name).toContainText(words);
  }
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('s3://network-logs/web-prod-denied/');
  expect(text).not.toContain(app.token);
});

test('What changed compares with the range before, or with another one', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.connect(`#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}`);
  const explorer = new Explorer(page);
  await explorer.expectRecords();
  await explorer.quick('New since before').click();
  await explorer.whatChanged.getByRole('button', { name: 'Load the other range', exact: true }).click();
  const fresh = explorer.whatChanged.getByText(/^New \(/).first();
  await fresh.click();
  await expect(explorer.whatChanged.getByRole('button', { name: '192.0.2.77', exact: true })).toBeVisible();
  // The day before, at the same time.
  const other = explorer.whatChanged.getByRole('combobox', { name: 'Compared with', exact: true });
  await expect(other).toHaveValue('before');
  await other.selectOption({ label: 'The day before' });
  await explorer.whatChanged.getByRole('button', { name: 'Load the other range', exact: true }).click();
  await expect(explorer.whatChanged.getByText(/^New \(/).first()).toBeVisible();
  await axe(page);
  // A range that is typed.
  await other.selectOption({ label: 'Custom' });
  const from = explorer.whatChanged.getByRole('textbox', { name: 'From', exact: true });
  await from.fill('2026-01-02');
  await explorer.whatChanged.getByRole('textbox', { name: 'Until', exact: true }).fill('2026-01-01');
  await from.focus();
  await expect(explorer.whatChanged).toContainText('The end is not after the beginning.');
  await expect(page).toHaveURL(/compare=/);
});

test('a range that is large is cancelled, and what was read counts', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'prod-vpc-baseline');
  await app.connect(`#/loggers/${logger.id}/logs`);
  const explorer = new Explorer(page);
  await explorer.range.selectOption({ label: 'Last 24 hours' });
  await expect(page.getByText(/^\d+ files, /)).toBeVisible({ timeout: 30_000 });
  await explorer.button('Load').click();
  await expect(page.getByRole('progressbar', { name: 'Loading logs', exact: true })).toBeVisible();
  await expect(page.getByText(/^[1-9]\d* of \d+ files$/)).toBeVisible({ timeout: 60_000 });
  await explorer.button('Cancel').click();
  await expect(page.getByText('Cancelled: what was read until then is shown.').first()).toBeVisible();
  await expect.poll(() => explorer.count('Flows')).toBeGreaterThan(0);
  await expect(page.getByText(/^Sample: [1-9]\d* of \d+ files/)).toBeVisible();
});

test('a range that memory would not hold is said before it is loaded, and a sample of it is', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  // Files of a thousand times their bytes.
  await page.route(/\/network-logs\?/, async (route) => {
    const answer = await route.fetch();
    const objects = (await answer.json()) as { bytes: number }[];
    await route.fulfill({ response: answer, json: objects.map((one) => ({ ...one, bytes: one.bytes * 20_000 })) });
  });
  await app.connect(`#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}`);
  await expect(app.says(/^This range needs about [\d.]+ [GT]B of memory, and 1 GB may be used$/)).toBeVisible();
  await expect(app.saysPart('Choose a narrower range, load a sample of its files, or take the SQL to a database.')).toBeVisible();
  const explorer = new Explorer(page);
  await expect(explorer.button('Load')).toHaveAttribute('aria-disabled', 'true');
  await explorer.button(/^Load a sample of \d+ files$/).click();
  await explorer.expectRecords();
  await expect(page.getByText(/^Sample: \d+ of \d+ files/)).toBeVisible();
  expect(await explorer.count('Flows')).toBeGreaterThan(0);
  await axe(page);
});

test('a logging port leads to the records of its interface', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'web-prod-lb-1');
  const [port] = await service.loggingPorts(`?logger_id=${logger.id}`);
  await app.connect(`#/ports/${port!.id}`);
  await page.getByRole('link', { name: 'Show its records', exact: true }).click();
  const explorer = new Explorer(page);
  await explorer.expectRecords();
  await expect(explorer.chip(`interface = ${port!.port_id}`)).toBeVisible();
  await explorer.top('Top interfaces').getByRole('button').first().click();
  await page.getByRole('link', { name: 'Open the logging port', exact: true }).click();
  await expect(app.heading('Logging port')).toBeVisible();
});

test('a narrow window has no sideways scroll, and is accessible', async ({ app, page, service }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.connect(`#/loggers/${logger.id}/logs`);
  await new Explorer(page).expectRecords();
  await app.expectNoSidewaysScroll();
  await axe(page);
});

test('in Korean every word is Korean', async ({ app, page, service }) => {
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), locale: 'ko' } });
  });
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  await app.open(`#/loggers/${logger.id}/logs`);
  await page.getByRole('button', { name: /데모/ }).click();
  await expect(page.getByRole('region', { name: '합계', exact: true })).toBeVisible({ timeout: 30_000 });
  for (const name of ['빠른 질문', '시간별', '상위 출발지', '변경 사항']) {
    await expect(page.getByText(name, { exact: true }).or(page.getByRole('group', { name, exact: true })).first()).toBeVisible();
  }
});
