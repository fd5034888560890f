import { Key } from 'selenium-webdriver';
import { expect, test } from './support/test.ts';

test.beforeEach(({ app }) => app.toLoggers());

test('free text leaves the rows that have it, says how many, and a chip takes it back', async ({ app, service }) => {
  const all = await service.loggers();
  const { name } = all[7]!;
  const matches = all.filter((logger) => JSON.stringify(logger).includes(name)).length;
  await app.filterBy(name);
  await expect.poll(() => app.loggers.get('rowheader').count()).toBe(matches);
  expect(await app.script<string>('location.hash')).toContain(encodeURIComponent(name));
  await app.get('button', 'Clear filter').click();
  await expect.poll(() => app.loggers.get('rowheader').count()).toBeGreaterThan(matches);
});

test('the filter offers properties, operators and values, and takes one by the keyboard', async ({ app }) => {
  const filter = app.get('combobox', 'Filter loggers');
  const first = app.get('listbox', 'Filter loggers').get('option', /^Status/);
  await filter.write('Stat');
  await first.expectThere();
  await filter.press(Key.ARROW_DOWN, Key.ENTER);
  await filter.press('= ERR');
  await app.get('listbox').get('option', /ERROR/).expectThere();
  await filter.press(Key.ARROW_DOWN, Key.ENTER);
  await app.get('button', /Status = Error/).expectThere();
  const shown = await app.loggers.get('row', /Error/).count();
  await expect.poll(() => app.loggers.get('rowheader').count()).toBe(shown);
});

test('a sort button turns the order about, numbers as numbers', async ({ app, service }) => {
  const intervals = (await service.loggers()).map((logger) => logger.aggregation_interval).sort((a, b) => a - b);
  const header = app.loggers.get('columnheader', 'Interval');
  const column = async () => (await app.column('Interval')).map((text) => Number.parseInt(text, 10));
  await header.get('button').click();
  await expect.poll(() => header.attribute('aria-sort')).toBe('ascending');
  await expect.poll(column).toEqual(intervals.slice(0, 30));
  await header.get('button').click();
  await expect.poll(() => header.attribute('aria-sort')).toBe('descending');
  await expect.poll(async () => (await column())[0]).toBe(intervals.at(-1));
});

test('the next page has other rows, and rows that are ticked are counted', async ({ app, service }) => {
  const total = (await service.loggers()).length;
  const before = await app.names();
  await app.get('checkbox', `Select ${before[0]}`).click();
  await app.get('heading', /^Flow log loggers/).expectText(`(1/${total})`);
  await app.get('button', 'Next page').click();
  await expect.poll(() => app.names()).not.toContain(before[1]);
});

test('the header of the table stays in sight while its rows scroll', async ({ app }) => {
  const last = app.loggers.get('rowheader', (await app.names()).at(-1)!);
  await last.script('element.scrollIntoView({ block: "end" })');
  await expect.poll(() => app.loggers.get('columnheader', 'Name').script('probe.isOnTop(element)')).toBe(true);
});
