import { axe } from '../support/axe.ts';
import { freePort } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

const LOGGERS = '/v2.0/flowlog-loggers';

test('a value of 100,000 characters does not hold up the list', async ({ app, admin, page }) => {
  await admin.reset(5);
  await page.route(`**${LOGGERS}*`, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    for (const logger of body.flowlog_loggers) {
      logger.partition_period = 'x'.repeat(100_000);
      logger.description = 'y'.repeat(100_000);
    }
    await route.fulfill({ response: answer, json: body });
  });
  await app.toLoggers();
  const row = (await app.loggers.rows.first().boundingBox())!;
  expect(row.height).toBeLessThan(80);
  await app.loggers.sortBy('Status');
  await expect(app.loggers.header('Status')).toHaveAttribute('aria-sort', /ascending/);
});

test.describe('a failure', () => {
  test.use({ provoked: true });

  test('of a logger page ends its Loading', async ({ app, admin, service }) => {
    const logger = await service.working();
    await app.toLoggers();
    await admin.faults({ method: 'GET', path: `${LOGGERS}/`, fault: { kind: 'status', status: 500 } });
    await app.go(`#/loggers/${logger.id}`);
    await expect(app.saysPart('The logger could not be read')).toBeVisible({ timeout: 20_000 });
    await expect(app.page.getByRole('main').getByText('Loading', { exact: true })).toHaveCount(0);
  });

  test('to create comes into sight', async ({ app, admin, service }) => {
    const { wizard } = app;
    const { storage_url } = await service.working();
    await app.connect('#/create');
    await wizard.toStorage({ name: 'out-of-sight', resource: (await freePort(service)).id });
    await wizard.storageUrl.fill(storage_url);
    await wizard.next.click();
    await wizard.expectStep('Review');
    await admin.faults({ method: 'POST', path: LOGGERS, fault: { kind: 'status', status: 409 } });
    await wizard.create.press('Enter');
    const reason = app.page.getByRole('main').getByText('The logger was not created');
    await expect(reason.last()).toBeInViewport();
  });
});

test('a copy button is named by what it copies, and there is none without a value', async ({
  app,
  service,
}) => {
  const { wizard } = app;
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await app.tab('JSON').click();
  await expect(app.panel('JSON').getByRole('button', { name: 'Copy JSON', exact: true })).toBeVisible();
  await app.go('#/create');
  await wizard.toStorage({ name: 'nothing-yet', resource: (await freePort(service)).id });
  await expect(wizard.preview).toContainText('appears when');
  await expect(app.button('Copy Preview')).toHaveCount(0);
  await wizard.storageUrl.fill(logger.storage_url);
  await expect(app.button('Copy Preview')).toBeVisible();
});

test.describe('1280 by 800', () => {
  test.use({ viewport: { width: 1280, height: 800 } });

  for (const [route, heading] of [
    ['#/loggers', /^Flow log loggers/],
    ['#/ports', /^Logging ports/],
  ] as const) {
    test(`${route}: the way to the other pages is in sight, and the page itself does not scroll`, async ({
      app,
      page,
    }) => {
      await app.connect(route);
      await expect(app.heading(heading)).toBeVisible();
      await expect(page.getByRole('rowheader').first()).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'Pages', exact: true })).toBeInViewport({ ratio: 1 });
      const scrolls = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      expect(scrolls).toBeLessThanOrEqual(0);
    });
  }

  test('actions stand beside the title, and a name stays while the table scrolls', async ({ app, page }) => {
    await app.toLoggers();
    const title = (await app.loggersHeading.boundingBox())!;
    const edit = (await app.button('Edit').boundingBox())!;
    expect(edit.y).toBeLessThan(title.y + title.height);
    const name = app.loggers.element.getByRole('rowheader').first();
    const before = (await name.boundingBox())!.x;
    const region = page.getByRole('region', { name: 'Flow log loggers', exact: true });
    await region.evaluate((element) => (element.scrollLeft = 400));
    expect((await name.boundingBox())!.x).toBe(before);
  });

  test('wrapped values leave rows a few lines high', async ({ app, admin, page }) => {
    await admin.reset(4);
    await app.toLoggers();
    await app.button('Preferences').click();
    await app.dialog().getByRole('checkbox', { name: 'Wrap long values', exact: true }).check();
    await page.keyboard.press('Escape');
    for (const row of await app.loggers.rows.all()) {
      expect((await row.boundingBox())!.height).toBeLessThan(150);
    }
    await axe(page);
  });

  test('an error is named in the list, and storage by its container', async ({ app, service }) => {
    const broken = await service.one((one) => one.error_type === 'OBSConfigurationError');
    await app.toLoggers();
    await app.filterBy(broken.name);
    const row = app.loggers.row(broken.name);
    await expect(row).toContainText('OBSConfigurationError');
    const [, place] = broken.storage_url.split(/AUTH_[0-9a-f]{32}\//);
    await expect(row.getByRole('cell', { name: `${place} Copy ${broken.storage_url}`, exact: true })).toBeVisible();
    await expect(row.getByRole('button', { name: `Copy ${broken.storage_url}`, exact: true })).toBeVisible();
  });
});

test.describe('Preferences', () => {
  test('put columns in order by keyboard, and reset', async ({ app, admin, page }) => {
    await admin.reset(4);
    await app.toLoggers();
    const headers = () => app.loggers.element.getByRole('columnheader').allInnerTexts();
    const usual = await headers();
    await app.button('Preferences').click();
    const down = app.dialog().getByRole('button', { name: 'Move Status down', exact: true });
    await down.focus();
    await page.keyboard.press('Enter');
    await expect(app.dialog().getByRole('button', { name: 'Move Status down', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await axe(page);
    const moved = await headers();
    const at = (all: string[], name: string) => all.findIndex((text) => text.trim() === name);
    expect(at(moved, 'Status')).toBe(at(usual, 'Status') + 2);
    await app.dialog().getByRole('button', { name: 'Reset to defaults', exact: true }).click();
    expect(await headers()).toEqual(usual);
  });

  test('keep only what was chosen', async ({ app, page }) => {
    await app.toLoggers();
    await app.button('Preferences').click();
    await app.dialog().getByRole('checkbox', { name: 'Compact rows', exact: true }).check();
    const kept = await page.evaluate(() => localStorage.getItem('flowlog-console.v1'));
    expect(JSON.parse(kept!)).toMatchObject({ compact: true });
    expect(JSON.parse(kept!)).not.toHaveProperty('columns');
  });

  for (const viewport of [
    { width: 1280, height: 620 },
    { width: 320, height: 640 },
  ]) {
    test(`fit into ${viewport.width} by ${viewport.height}`, async ({ app, page }) => {
      await page.setViewportSize(viewport);
      await app.toLoggers();
      await app.button('Preferences').click();
      await expect(app.dialog().getByRole('checkbox', { name: 'Status', exact: true })).toBeVisible();
      const box = (await app.dialog().boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(viewport.width);
      expect(box.y + box.height).toBeLessThanOrEqual(viewport.height);
      await app.dialog().getByRole('button', { name: /^Reset/ }).scrollIntoViewIfNeeded();
    });
  }
});

test('selected loggers that the filter hides are counted, and can be let go', async ({ app, admin, page }) => {
  await admin.reset(4);
  await app.toLoggers();
  const [first, second] = await app.loggers.names();
  await app.select(first!).check();
  await app.filterBy(second!);
  await expect(app.saysPart('Hidden by the filter: 1')).toBeVisible();
  await axe(page);
  await app.button('Clear selection').click();
  await expect(app.saysPart('Hidden by the filter')).toBeHidden();
  await expect(app.button('Delete')).toBeDisabled();
});

test('selecting every row leaves the table where it is', async ({ app, admin, page }) => {
  await admin.reset(40);
  await app.toLoggers('#/loggers?size=30');
  const every = page.getByRole('checkbox', { name: 'Select every row of this page', exact: true });
  const before = (await every.boundingBox())!;
  await every.check();
  await expect(app.button('Select all 40 loggers')).toBeVisible();
  expect(await every.boundingBox()).toEqual(before);
});

test('a token says what the table says for a value', async ({ app, page }) => {
  await app.toLoggers();
  await app.filterBy('Status = ACTIVE');
  await expect(page.getByRole('list', { name: 'Filter loggers', exact: true })).toHaveText(/Status = Active/);
});

test.describe('360 px', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('what closes a notification is at its corner, and the text has its whole width', async ({ app, page }) => {
    await app.toLoggers();
    const [name] = await app.loggers.names();
    await app.select(name!).check();
    await app.button('Disable').click();
    await expect(app.notifications).toContainText(`Logger ${name} is disabled`);
    const notice = (await app.notifications.getByRole('listitem').boundingBox())!;
    const close = (await app.notifications.getByRole('button', { name: 'Dismiss', exact: true }).boundingBox())!;
    expect(notice.x + notice.width - close.x - close.width).toBeLessThan(16);
    expect(close.y - notice.y).toBeLessThan(16);
    const text = (await page.locator('.flc-flashbar .flc-notice-body').boundingBox())!;
    expect(text.width).toBeGreaterThan(notice.width - 100);
  });

  test('a value of a page is shown whole', async ({ app, service }) => {
    const { id, storage_url } = await service.working();
    await app.connect(`#/loggers/${id}`);
    await expect(app.panel('Details').getByText(storage_url, { exact: true })).toBeVisible();
    await app.expectNoSidewaysScroll();
  });
});

test('suggestions say what the table says for a value, on one line', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.toLoggers();
  const filter = page.getByRole('combobox', { name: 'Filter loggers', exact: true });
  await filter.fill('Status = ');
  await expect(page.getByRole('option', { name: /Status = ACTIVE\s*Active/ })).toBeVisible();
  await filter.fill(`Storage = ${logger.storage_url}`);
  const option = page.getByRole('option').first();
  expect((await option.boundingBox())!.height).toBeLessThan(32);
  await option.click();
  await expect(app.loggers.row(logger.name)).toBeVisible();
});
