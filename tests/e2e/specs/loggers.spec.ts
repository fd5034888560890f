import type { Locator, Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { Console } from '../support/console.ts';
import { expect, test } from '../support/test.ts';

/** Puts the project into a known small state: these loggers and no others. */
const FEW = ['alpha', 'bravo', 'charlie', 'delta'];

test.describe('the sample project', () => {
  test.beforeEach(async ({ app }) => app.toLoggers());

  test('counter, columns and actions as the contract lists them', async ({ app, page, service }) => {
    await app.expectCounter(`(${(await service.loggers()).length})`);
    for (const name of [
      'Name',
      'Status',
      'Target type',
      'Target',
      'Filter',
      'Interval',
      'Storage',
      'Format',
      'Partition',
      'Created',
    ]) {
      await expect(app.loggers.header(name), name).toHaveCount(1);
    }
    for (const name of ['Refresh', 'Edit', 'Enable', 'Disable', 'Clone', 'Delete', 'Export']) {
      await expect(app.button(name), name).toBeVisible();
    }
    await expect(createLogger(app.page)).toBeVisible();
    await expect(app.button('Preferences')).toBeVisible();
    const navigation = page.getByRole('navigation', { name: 'Flow Log', exact: true });
    await expect(navigation.getByRole('link', { name: 'Loggers', exact: true })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Logging ports', exact: true })).toBeVisible();
    await axe(page);
  });

  test('live regions stand there from the start', async ({ page }) => {
    await expect(page.getByRole('status')).not.toHaveCount(0);
    await expect(page.getByRole('alert')).not.toHaveCount(0);
  });

  test('an action that needs a selection says why it is off', async ({ app }) => {
    for (const name of ['Edit', 'Enable', 'Disable', 'Clone', 'Delete']) {
      await expect(app.button(name), name).toBeDisabled();
      await expect(app.button(name), name).toHaveAccessibleDescription(/select/i);
    }
  });

  test('sort buttons turn the order about and tell it', async ({ app }) => {
    for (const column of ['Name', 'Status', 'Interval', 'Created']) {
      const header = app.loggers.header(column);
      await app.loggers.sortBy(column);
      const first = await header.getAttribute('aria-sort');
      expect(first).toMatch(/^(ascending|descending)$/);
      const top = await app.loggers.column(column);
      await app.loggers.sortBy(column);
      const turned = first === 'ascending' ? 'descending' : 'ascending';
      await expect(header).toHaveAttribute('aria-sort', turned);
      const bottom = await app.loggers.column(column);
      expect(top[0], `${column} differs at both ends`).not.toBe(bottom[0]);
      for (const other of ['Name', 'Status', 'Interval', 'Created'].filter((name) => name !== column)) {
        await expect(app.loggers.header(other)).not.toHaveAttribute('aria-sort', /ascending|descending/);
      }
    }
  });

  test('a storage path is one text to assistive technology, however it is cut', async ({ app, service }) => {
    const [name] = await app.loggers.names();
    const { storage_url } = await service.one((logger) => logger.name === name);
    const path = storage_url.split('/').slice(5).join('/');
    const cell = app.loggers.row(name!).getByRole('cell').filter({ hasText: storage_url });
    await expect(cell).toHaveAccessibleName(`${path} Copy ${storage_url}`);
  });

  test('Interval sorts as a number', async ({ app, service }) => {
    await app.loggers.sortBy('Interval');
    const direction = await app.loggers.header('Interval').getAttribute('aria-sort');
    const shown = (await app.loggers.column('Interval')).map((text) => Number.parseInt(text, 10));
    const all = (await service.loggers()).map((logger) => logger.aggregation_interval).sort((a, b) => a - b);
    if (direction === 'descending') all.reverse();
    expect(shown).toEqual(all.slice(0, shown.length));
  });

  test('pages divide the rows, and none is shown twice', async ({ app, page, service }) => {
    const total = (await service.loggers()).length;
    const seen = new Set<string>();
    const next = app.button('Next page');
    for (;;) {
      const hrefs = await links(page);
      for (const href of hrefs) seen.add(href);
      if (await next.isDisabled()) break;
      await next.click();
      await expect.poll(async () => (await links(page))[0]).not.toBe(hrefs[0]);
    }
    expect(seen.size).toBe(total);
  });

  test('free text leaves the rows that have it, and says how many', async ({ app, service }) => {
    const all = await service.loggers();
    const wanted = all[7]!.name;
    const matches = all.filter((logger) => JSON.stringify(logger).includes(wanted)).length;
    await app.filterBy(wanted);
    await expect(app.loggers.row(wanted).first()).toBeVisible();
    await expect(app.loggers.rows).toHaveCount(matches);
    await expect(app.page.getByText(new RegExp(`\\b${matches} of ${all.length}\\b`))).toBeVisible();
  });

  test('no match: says so, and Clear filter brings all back', async ({ app, page, service }) => {
    await app.filterBy('zzz-nothing-is-called-so');
    await expect(app.says('No matches')).toBeVisible();
    await axe(page);
    await app.button('Clear filter').last().click();
    await expect(app.loggers.rows.first()).toBeVisible();
    await app.expectCounter(`(${(await service.loggers()).length})`);
  });

  test('selected rows are counted, and all of a page at once', async ({ app }) => {
    const [first, second] = await app.loggers.names();
    await app.select(first!).check();
    await app.expectCounter('(1/40)');
    await app.select(second!).check();
    await app.expectCounter('(2/40)');
    await app.select(first!).uncheck();
    await app.expectCounter('(1/40)');
    const rows = await app.loggers.rows.count();
    const everything = app.loggers.element.getByRole('row').first().getByRole('checkbox');
    await everything.check();
    await app.expectCounter(`(${rows}/40)`);
    await everything.uncheck();
    await app.expectCounter('(40)');
  });

  test('Refresh keeps rows, selection and focus, and drops what is gone', async ({ app, page, service }) => {
    const [first, second] = await app.loggers.names();
    await app.select(first!).check();
    await app.select(second!).check();
    const gone = await service.one((logger) => logger.name === second);
    await service.remove(gone.id);
    const refresh = app.button('Refresh');
    await refresh.focus();
    const answered = page.waitForResponse((answer) =>
      new URL(answer.url()).pathname.endsWith('/flowlog-loggers'),
    );
    await page.keyboard.press('Enter');
    await answered;
    await app.expectCounter('(1/39)');
    await expect(app.select(first!)).toBeChecked();
    await expect(refresh).toBeFocused();
    await expect(app.loggers.row(second!)).toHaveCount(0);
  });

  test('rows stay visible while a refresh is under way', async ({ app, admin }) => {
    const [first] = await app.loggers.names();
    await admin.faults({
      method: 'GET',
      path: '/v2.0/flowlog-loggers',
      fault: { kind: 'latency', ms: 2_000 },
      times: 1,
    });
    await app.button('Refresh').click();
    await expect(app.loggers.row(first!)).toBeVisible();
    await app.select(first!).check();
    await app.expectCounter('(1/40)');
    await expect(app.says(/updated/i)).toBeVisible();
  });

  test('filter, sort and page stand in the route, so a link shows what its sender saw', async ({
    app,
    page,
    context,
    service,
  }) => {
    const word = (await service.loggers())[0]!.name.slice(0, 3);
    await app.loggers.sortBy('Name');
    await app.loggers.sortBy('Name');
    const sort = await app.loggers.header('Name').getAttribute('aria-sort');
    await app.button('Next page').click();
    await expect(page).toHaveURL(/#\/loggers\?/);
    const paged = page.url();
    const pagedNames = await app.loggers.names();
    await app.filterBy(word);
    await expect.poll(() => page.url()).not.toBe(paged);
    const filtered = page.url();
    const filteredNames = await app.loggers.names();

    const other = await context.newPage();
    const colleague = new Console(other, app.token);
    for (const [url, names] of [
      [paged, pagedNames],
      [filtered, filteredNames],
    ] as const) {
      await other.goto('about:blank');
      await other.goto(url);
      await colleague.enterToken(app.token);
      await expect(colleague.loggersHeading).toBeVisible();
      await expect(colleague.loggers.header('Name')).toHaveAttribute('aria-sort', sort!);
      await expect.poll(() => colleague.loggers.names()).toEqual(names);
    }
  });

  test('the size of a page stands in the route and is kept for the next visit', async ({ app, page, service }) => {
    const total = (await service.loggers()).length;
    expect(total).toBeGreaterThan(30);
    await page.getByRole('combobox', { name: 'Rows per page' }).selectOption('10');
    await expect(page).toHaveURL(/#\/loggers\?size=10$/);
    await expect.poll(async () => (await app.loggers.names()).length).toBe(10);
    await app.button('Next page').click();
    await expect(page).toHaveURL(/#\/loggers\?size=10&page=2$/);
    await page.evaluate(() => {
      location.hash = '#/loggers?size=100';
    });
    await expect.poll(async () => (await app.loggers.names()).length).toBe(Math.min(total, 100));
    await page.evaluate(() => {
      location.hash = '#/loggers';
    });
    await expect.poll(async () => (await app.loggers.names()).length).toBe(10);
  });

  test('a name is a link to its logger', async ({ app }) => {
    const [first] = await app.loggers.names();
    await app.loggers.link(first!).first().click();
    await expect(app.heading(first!)).toBeVisible();
  });

  test('statuses are words, ids whole, times with their zone', async ({ app, page }) => {
    await expect(app.loggers.header('Created')).toBeVisible();
    const created = await app.loggers.column('Created');
    expect(created[0]).toMatch(/UTC|KST|GMT|\+\d\d/);
    await expect(page.getByRole('time').first()).toBeVisible();
    for (const status of await app.loggers.column('Status')) expect(status).not.toBe('');
  });
});

test.describe('other projects', () => {
  test('empty: No loggers, and a way to create one', async ({ app, admin, page }) => {
    await admin.reset('empty');
    await app.connect();
    await expect(app.says('No loggers')).toBeVisible();
    await app.expectCounter('(0)');
    await axe(page);
    await createLogger(page).last().click();
    await expect(app.heading('Create logger')).toBeVisible();
  });

  test('a few loggers: the order of names is the one that people expect', async ({ app, admin, service }) => {
    const { resource_id, storage_url } = await service.working();
    await admin.reset('empty');
    for (const name of [...FEW].reverse()) await service.create({ name, resource_id, storage_url });
    await app.toLoggers();
    await app.loggers.sortBy('Name');
    if ((await app.loggers.header('Name').getAttribute('aria-sort')) === 'descending')
      await app.loggers.sortBy('Name');
    expect(await app.loggers.names()).toEqual(FEW);
  });

  test('Clone opens the wizard with the values of the logger', async ({ app, service }) => {
    const logger = await service.one((one) => one.status === 'ACTIVE' && one.resource_type === 'SUBNET');
    await app.toLoggers();
    await app.filterBy(logger.name);
    await app.select(logger.name).check();
    await app.button('Clone').click();
    await expect(app.heading('Create logger')).toBeVisible();
    await expect(app.wizard.name).toHaveValue(new RegExp(logger.name));
    await expect(app.wizard.radio('Target type', 'Subnet')).toBeChecked();
    await expect(app.wizard.resource).toHaveValue(new RegExp(logger.resource_id));
    await app.wizard.next.click();
    await expect(app.wizard.interval).toHaveValue(`${logger.aggregation_interval}`);
    await app.wizard.next.click();
    await expect(app.wizard.storageUrl).toHaveValue(logger.storage_url);
  });

  test('a link to another clone refills the wizard that is open, and asks where something was entered', async ({
    app,
    page,
    service,
  }) => {
    const [first, second] = await service.loggers();
    await app.connect('#/create');
    await expect(app.wizard.name).toHaveValue('');
    const follow = (id: string) => page.evaluate((id) => void (location.hash = `#/create?from=${id}`), id);
    await follow(first!.id);
    await expect(app.wizard.name).toHaveValue(`${first!.name}-copy`);
    await follow(second!.id);
    await expect(app.wizard.name).toHaveValue(`${second!.name}-copy`);
    await app.wizard.name.fill('mine');
    await follow(first!.id);
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
    await expect(app.wizard.name).toHaveValue('mine');
    await expect(page).toHaveURL(new RegExp(`from=${second!.id}$`));
    await follow(first!.id);
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await expect(app.wizard.name).toHaveValue(`${first!.name}-copy`);
    await expect(page).toHaveURL(new RegExp(`from=${first!.id}$`));
  });

  test('Export saves the rows as CSV, with no cell that a spreadsheet would run', async ({
    app,
    admin,
    page,
    service,
  }) => {
    const { resource_id, storage_url } = await service.working();
    await admin.reset('empty');
    const names = ['=1+1', '+1', '-1', '@x', 'plain', 'with, comma and "quotes"'];
    for (const name of names) await service.create({ name, resource_id, storage_url });
    await app.toLoggers();
    await app.button('Export').click();
    await axe(page);
    await page.keyboard.press('Escape');
    const { name: file, text } = await app.export('CSV');
    expect(file).toMatch(/\.csv$/);
    await expect(app.dialog('Export')).toBeHidden();
    for (const name of names.slice(0, 4)) {
      expect(text, name).toContain(`'${name}`);
      expect(text, name).not.toMatch(new RegExp(`(^|,|")${name.replace(/[+]/g, '\\$&')}`, 'm'));
    }
    expect(text).toContain('"with, comma and ""quotes"""');
    expect(text.trim().split(/\r\n/)).toHaveLength(names.length + 1);
  });

  test('Export recreates the rows from JSON, and with curl', async ({ app, admin, service }) => {
    const { resource_id, storage_url } = await service.working();
    await admin.reset('empty');
    const name = `it's "one" of $HOME`;
    await service.create({ name, resource_id, storage_url, admin_state_up: false });
    await app.toLoggers();
    const json = await app.export('JSON');
    expect(json.name).toMatch(/\.json$/);
    const [body] = JSON.parse(json.text) as [{ flowlog_logger: Record<string, unknown> }];
    expect(body.flowlog_logger).toMatchObject({ name, resource_id, storage_url, admin_state_up: false });
    const answer = await service.call('POST', '/v2.0/flowlog-loggers', body);
    expect(answer.status, await answer.text()).toBe(201);
    const curl = await app.export('curl commands');
    expect(curl.name).toMatch(/\.sh$/);
    expect(curl.text).toContain('X-Auth-Token: $TOKEN');
    expect(curl.text).not.toContain(app.token);
    expect(curl.text.match(/^curl -X POST/gm)).toHaveLength(1);
  });

  test('Needs attention counts all loggers, and filters them', async ({ app, page, service }) => {
    const loggers = await service.loggers();
    const ports = new Set((await service.ports()).map((port) => port.id));
    const count = (status: string) => loggers.filter((one) => one.status === status).length;
    const gone = loggers.filter((one) => one.resource_type === 'PORT' && !ports.has(one.resource_id)).length;
    expect([count('ERROR') > 0, count('INACTIVE') > 0, gone > 0]).toEqual([true, true, true]);
    await app.toLoggers();
    const group = page.getByRole('group', { name: 'Needs attention', exact: true });
    const error = group.getByRole('button', { name: `In error (${count('ERROR')})`, exact: true });
    await expect(error).toHaveAttribute('aria-pressed', 'false');
    await error.click();
    await expect(error).toHaveAttribute('aria-pressed', 'true');
    await expect(app.loggers.rows).toHaveCount(count('ERROR'));
    await axe(page);
    const inactive = group.getByRole('button', { name: `Inactive (${count('INACTIVE')})`, exact: true });
    await inactive.click();
    await expect(error).toHaveAttribute('aria-pressed', 'false');
    await expect(app.loggers.rows).toHaveCount(count('INACTIVE'));
    await inactive.click();
    await app.expectCounter(`(${loggers.length})`);
    await expect(app.says(/^\d+ of \d+$/)).toHaveCount(0);
    await group.getByRole('button', { name: `Deleted target (${gone})`, exact: true }).click();
    await expect(app.loggers.rows).toHaveCount(gone);
    await expect(page).toHaveURL(/filter=target_deleted%3Dtrue/);
  });

  test('Saved filters are kept, applied, renamed, overwritten and deleted', async ({ app, page }) => {
    const panel = app.dialog('Saved filters');
    const open = () => app.button('Saved filters').click();
    const inPanel = (name: string) => panel.getByRole('button', { name, exact: true });
    const name = panel.getByRole('textbox', { name: 'Name of the filter', exact: true });
    await app.toLoggers();
    await open();
    await expect(inPanel('Save the current filter')).toBeDisabled();
    await page.keyboard.press('Escape');
    await app.filterBy('prod');
    await expect(app.says(/^\d+ of \d+$/)).toBeVisible();
    await open();
    await name.press('Enter');
    await expect(panel.getByText('Enter a name.')).toBeVisible();
    await axe(page);
    await name.fill('Production');
    await name.press('Enter');
    await expect(inPanel('Production')).toHaveAttribute('aria-pressed', 'true');
    await name.fill(' production ');
    await name.press('Enter');
    await expect(panel.getByText(/has this name/)).toBeVisible();
    await inPanel('Rename Production').click();
    await expect(name).toHaveValue('Production');
    await name.fill('Live');
    await inPanel('Rename').click();
    await expect(inPanel('Production')).toHaveCount(0);
    await axe(page);
    await page.keyboard.press('Escape');
    await app.button('Clear filter').first().click();
    await page.reload();
    await app.enterToken(app.token);
    await expect(app.loggers.rows.first()).toBeVisible();
    await open();
    await inPanel('Live').click();
    await expect(panel).toBeHidden();
    await expect(page).toHaveURL(/filter=%3Aprod/);
    await app.button('Clear filter').first().click();
    await app.filterBy('db');
    await open();
    await inPanel('Overwrite Live with the current filter').click();
    await expect(inPanel('Live')).toHaveAttribute('aria-pressed', 'true');
    for (const another of ['A', 'B']) {
      await name.fill(another);
      await name.press('Enter');
      await expect(inPanel(another)).toBeVisible();
    }
    await inPanel('Delete B').click();
    await expect(inPanel('Live')).toBeFocused();
    await inPanel('Delete Live').click();
    await expect(inPanel('A')).toBeFocused();
    await inPanel('Delete A').click();
    await expect(panel.getByText('No filter is saved yet.')).toBeVisible();
    await expect(app.button('Saved filters')).toBeFocused();
  });

  test('a filter that a full store does not keep is told', async ({ app, page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    const panel = app.dialog('Saved filters');
    await app.toLoggers();
    await app.filterBy('prod');
    await app.button('Saved filters').click();
    await panel.getByRole('textbox', { name: 'Name of the filter', exact: true }).fill('Mine');
    await panel.getByRole('button', { name: 'Save the current filter', exact: true }).click();
    await expect(panel.getByRole('status')).toContainText('gone when this page closes');
    await axe(page);
  });

  test('Preferences change the columns at once, and are kept', async ({ app, admin, page }) => {
    await admin.reset(3);
    await app.toLoggers();
    await expect(app.loggers.header('Description')).toHaveCount(0);
    await app.button('Preferences').click();
    await app.dialog().getByRole('checkbox', { name: 'Description', exact: true }).check();
    await app.dialog().getByRole('checkbox', { name: 'Storage', exact: true }).uncheck();
    await axe(page);
    await page.keyboard.press('Escape');
    await page.reload();
    await app.enterToken(app.token);
    await expect(app.loggers.header('Description')).toHaveCount(1);
    await expect(app.loggers.header('Storage')).toHaveCount(0);
    await expect(app.loggers.row('web-prod-ingress')).toContainText('Accepted traffic to the web tier');
  });

  test('500 loggers: all there, quick to filter and to sort', async ({ app, admin, service }) => {
    await admin.reset(500);
    const last = (await service.loggers()).at(-1)!.name;
    await app.toLoggers();
    await app.expectCounter('(500)');
    const before = Date.now();
    await app.filterBy(last);
    await expect(app.loggers.row(last)).toBeVisible();
    await app.loggers.sortBy('Created');
    await expect(app.loggers.header('Created')).toHaveAttribute('aria-sort', /ascending/);
    expect(Date.now() - before, 'milliseconds').toBeLessThan(3_000);
  });
});

function createLogger(page: Page): Locator {
  const name = { name: 'Create logger', exact: true };
  return page.getByRole('link', name).or(page.getByRole('button', name)).first();
}

async function links(page: Page): Promise<string[]> {
  const found = page
    .getByRole('table', { name: 'Flow log loggers' })
    .getByRole('rowheader')
    .getByRole('link');
  return found.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}
