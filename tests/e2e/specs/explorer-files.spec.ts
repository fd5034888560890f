import { mkdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { axe } from '../support/axe.ts';
import { Explorer, SMALL } from '../support/explorer.ts';
import { expect, test } from '../support/test.ts';

// Files of the device, without an account.

test('files are opened from Connect without an account, and nothing is sent', async ({ app, page }) => {
  const asked: string[] = [];
  await app.open();
  await expect(app.heading('Connect')).toBeVisible();
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole('link', { name: 'Open log files', exact: true }).click();
  await expect(app.heading('Logs')).toBeVisible();
  const explorer = new Explorer(page);
  await explorer.openFiles({ name: 'flows.csv', text: SMALL });
  await explorer.expectRecords();
  expect(await explorer.count('Flows')).toBe(8);
  expect(await explorer.count('Packets')).toBe(58);
  await expect(explorer.total('Bytes')).toHaveText('222 kB');
  expect(await explorer.count('Accepted')).toBe(6);
  expect(await explorer.count('Dropped')).toBe(2);
  expect(await explorer.count('Files')).toBe(1);
  expect(await explorer.count('Unreadable')).toBe(0);
  // Files of the site alone: the worker's, and the icon of the page.
  expect(asked.filter((path) => !/\.(js|wasm|svg)$/.test(path))).toEqual([]);
});

test.describe('a file', () => {
  test.beforeEach(async ({ app }) => {
    await app.open('#/logs');
    await expect(app.heading('Logs')).toBeVisible();
  });

  test('is read out of a folder that is dropped, with the folders in it', async ({ page }, info) => {
    const folder = info.outputPath('logs');
    await mkdir(`${folder}/2026/11/30`, { recursive: true });
    await writeFile(`${folder}/2026/11/30/b.csv`, SMALL);
    await writeFile(`${folder}/a.csv`, SMALL);
    const explorer = new Explorer(page);
    const area = (await page.getByLabel('Log files', { exact: true }).locator('..').boundingBox())!;
    const browser = await page.context().newCDPSession(page);
    const at = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await browser.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    await explorer.expectRecords();
    expect(await explorer.count('Files')).toBe(2);
    expect(await explorer.count('Flows')).toBe(16);
    await explorer.records.getByRole('row').nth(1).getByRole('cell').last().click();
    await expect(explorer.record).toContainText(/logs\/(a|2026\/11\/30\/b)\.csv/);
  });

  test('is listed where it cannot be read, up to fifty of them', async ({ page }) => {
    const explorer = new Explorer(page);
    const pages = Array.from({ length: 53 }, (_, at) => ({ name: `${at}.csv`, text: '<html>' }));
    await explorer.openFiles(...pages);
    await expect(page.getByText('Of 53 of 53 files something could not be read')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Unreadable files' }).getByRole('listitem')).toHaveCount(50);
    await expect(page.getByText('and 3 more', { exact: true })).toBeVisible();
  });

  test('without a byte is told of, and no logger is blamed', async ({ page }) => {
    await new Explorer(page).openFiles({ name: 'flows.csv', text: '' });
    await expect(page.getByText('The files are empty', { exact: true })).toBeVisible();
    await expect(page.getByText('The logger wrote nothing')).toHaveCount(0);
  });

  test('is asked by a filter that is checked before it becomes a chip', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL });
    await explorer.expectRecords();
    await explorer.filterBy('port = nothing');
    await expect(explorer.filter).toHaveAttribute('aria-invalid', 'true');
    await expect(explorer.filter).toHaveAccessibleDescription(/no value of port, such as port = 443,8443/);
    await explorer.filterBy('port = 443');
    await expect(explorer.total('Flows')).toHaveText('4');
    await explorer.filterBy('src = 10.0.0.1');
    await expect(explorer.total('Flows')).toHaveText('2');
    await explorer.button('Swap source and destination').click();
    await expect(explorer.chip('dst = 10.0.0.1')).toBeVisible();
    await explorer.button('Both directions').click();
    await expect(explorer.total('Flows')).toHaveText('4');
    await explorer.chip('port = 443').click();
    await expect(explorer.chip('port = 443')).toHaveAttribute('aria-pressed', 'false');
    await expect(explorer.total('Flows')).toHaveText('8');
    await explorer.button('Undo').click();
    await expect(explorer.total('Flows')).toHaveText('4');
    await explorer.button('Remove filter dst = 10.0.0.1').click();
    await expect(explorer.chip('dst = 10.0.0.1')).toHaveCount(0);
  });

  test('is completed word by word', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL });
    await explorer.expectRecords();
    await explorer.filter.fill('act');
    const options = page.getByRole('listbox', { name: 'Filter records', exact: true }).getByRole('option');
    await options.filter({ hasText: 'action = DROP' }).click();
    await expect(explorer.filter).toHaveValue('action ');
    await options.filter({ hasText: 'action =' }).first().click();
    await options.filter({ hasText: 'DROP' }).first().click();
    await expect(explorer.chip('action = DROP')).toBeVisible();
    await expect(explorer.total('Flows')).toHaveText('2');
  });

  test('has lists, each value a way in', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL });
    await explorer.expectRecords();
    for (const name of ['Top sources', 'Top destinations', 'Top ports', 'Top pairs', 'Top protocols', 'Top interfaces']) {
      await expect(explorer.rows(name).first(), name).toBeVisible();
    }
    await explorer.choose('Top sources', '192.0.2.77', 'Only this');
    await expect(explorer.total('Flows')).toHaveText('2');
    await expect(explorer.rows('Top ports').first()).toContainText('22');
    await explorer.button('Undo').click();
    await explorer.choose('Top sources', '192.0.2.77', 'Not this');
    await expect(explorer.total('Flows')).toHaveText('6');
    await page.getByRole('combobox', { name: 'Metric', exact: true }).selectOption('Bytes');
    await expect(explorer.rows('Top sources').first()).toContainText('10.0.0.2');
  });

  test('shows its numbers over time, also as a table, and a part of it by the keyboard', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL });
    await explorer.expectRecords();
    await explorer.overTime.getByRole('button', { name: 'Show as table', exact: true }).click();
    const table = explorer.overTime.getByRole('table', { name: 'Over time', exact: true });
    await expect(table.getByRole('row').nth(1)).toBeVisible();
    await explorer.overTime.getByRole('button', { name: 'Show as table', exact: true }).click();
    const before = await explorer.count('Flows');
    await explorer.overTime.locator('.flc-plot').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => explorer.count('Flows')).toBeLessThan(before);
    await explorer.button('Back to the range before').click();
    await expect.poll(() => explorer.count('Flows')).toBe(before);
  });

  test('shows its records, and one with its raw line', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL });
    await explorer.expectRecords();
    await expect(explorer.records).toHaveAttribute('aria-rowcount', '9');
    await explorer.records.getByRole('columnheader', { name: 'Bytes' }).getByRole('button').click();
    await expect(explorer.records.getByRole('row').nth(1)).toContainText('120,000');
    await explorer.records.getByRole('row').nth(1).getByRole('cell').last().click();
    await expect(explorer.record).toContainText('flows.csv');
    await explorer.record.getByRole('button', { name: 'Show the raw line', exact: true }).click();
    await expect(explorer.record).toContainText('1764500180,1764500190,if-1,6,10.0.0.2,10.0.0.1,443,40001');
    await explorer.record.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(explorer.record).toHaveCount(0);
    await explorer.button('Columns').click();
    await page.getByRole('dialog', { name: 'Columns', exact: true }).getByRole('checkbox', { name: 'Direction', exact: true }).check();
    await expect(explorer.records.getByRole('columnheader', { name: 'Direction' })).toBeVisible();
  });

  test('leaves as CSV, JSON and PNG', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL });
    await explorer.expectRecords();
    await explorer.filterBy('action = DROP');
    await expect(explorer.total('Flows')).toHaveText('2');
    const csv = await explorer.export('CSV');
    expect(csv.name).toMatch(/\.csv$/);
    const lines = csv.bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('192.0.2.77');
    const json = JSON.parse((await explorer.export('JSON')).bytes.toString('utf8'));
    expect(json.map((record: { src_addr: string }) => record.src_addr)).toEqual(['192.0.2.77', '192.0.2.77']);
    const png = await explorer.export('Chart as PNG');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  test('that is none is named with its reason, and the others count', async ({ page }) => {
    const explorer = new Explorer(page);
    await page.getByLabel('Log files', { exact: true }).setInputFiles([
      { name: 'good.csv', mimeType: 'text/csv', buffer: Buffer.from(SMALL) },
      { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<html>\n<h1>Sign in</h1>\n</html>\n') },
      { name: 'cut.gz', mimeType: 'application/gzip', buffer: gzipSync(SMALL).subarray(0, 120) },
      { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(SMALL.replace('192.0.2.77', 'nobody')) },
    ]);
    await explorer.expectRecords();
    await expect(explorer.unreadable.getByRole('listitem')).toHaveCount(3);
    await expect(explorer.unreadable).toContainText('page.html');
    await expect(explorer.unreadable).toContainText('This is no flow log');
    await expect(explorer.unreadable).toContainText('cut.gz');
    await expect(explorer.unreadable).toContainText('line 4');
    expect(await explorer.count('Flows')).toBeGreaterThanOrEqual(15);
    expect(await explorer.count('Unreadable')).toBeGreaterThanOrEqual(1);
  });

  test('is accessible in every state', async ({ page }) => {
    const explorer = new Explorer(page);
    await axe(page);
    await explorer.openFiles({ name: 'flows.csv', text: SMALL }, { name: 'none.csv', text: 'no log\n' });
    await explorer.expectRecords();
    await explorer.filterBy('port = nothing');
    await axe(page);
    await explorer.filterBy('port = 443');
    await expect(explorer.total('Flows')).toHaveText('4');
    await explorer.overTime.getByRole('button', { name: 'Show as table', exact: true }).click();
    await explorer.records.getByRole('row').nth(1).getByRole('cell').last().click();
    await expect(explorer.record).toBeVisible();
    await axe(page);
    await explorer.button('SQL').click();
    await expect(page.getByRole('dialog', { name: 'SQL', exact: true })).toBeVisible();
    await axe(page);
  });
});
