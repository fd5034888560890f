import { axe } from '../support/axe.ts';
import { STORAGE_URL, freePort, goodUrl } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

test('the whole way by keyboard, to a logger that collects', async ({ app, page, service }) => {
  const port = await freePort(service);
  const url = await goodUrl(service);
  const { wizard } = app;
  await app.connect('#/create');
  await expect(app.heading('Create logger')).toBeVisible();

  await wizard.expectStep('Target');
  await app.tabTo(wizard.name);
  await page.keyboard.type('by-keyboard');
  await app.tabTo(wizard.description);
  await page.keyboard.type('Made without a mouse');
  await app.tabTo(wizard.radio('Target type', 'Port'));
  await page.keyboard.press('ArrowDown');
  await expect(wizard.radio('Target type', 'Subnet')).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await app.tabTo(wizard.resource);
  await page.keyboard.type(port.id);
  await app.tabTo(wizard.next);
  await page.keyboard.press('Enter');

  await wizard.expectStep('Collection');
  await app.tabTo(wizard.radio('Traffic', 'All'));
  await page.keyboard.press('ArrowDown');
  await expect(wizard.radio('Traffic', 'Accepted')).toBeChecked();
  await app.tabTo(wizard.interval);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('5');
  await app.tabTo(wizard.checkbox('Connection set-up only'));
  await page.keyboard.press('Space');
  await app.tabTo(wizard.next);
  await page.keyboard.press('Enter');

  await wizard.expectStep('Storage');
  await app.tabTo(wizard.storageUrl);
  await page.keyboard.type(url);
  await app.tabTo(wizard.next);
  await page.keyboard.press('Enter');

  await wizard.expectStep('Review');
  await app.tabTo(wizard.create);
  await page.keyboard.press('Enter');

  await expect(app.notifications).toContainText('by-keyboard');
  await expect
    .poll(async () => (await service.loggers()).find(({ name }) => name === 'by-keyboard'))
    .toMatchObject({
      description: 'Made without a mouse',
      resource_type: 'PORT',
      resource_id: port.id,
      filter: 'ACCEPT',
      aggregation_interval: 5,
      connection_setup_only: true,
      storage_url: url,
    });
});

test('defaults are those of the guide', async ({ app, page, service }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await expect(wizard.radio('Target type', 'Port')).toBeChecked();
  await axe(page);
  await wizard.fillTarget({ name: 'defaults', resource: (await freePort(service)).id });
  await wizard.next.click();
  await expect(wizard.radio('Traffic', 'All')).toBeChecked();
  await expect(wizard.interval).toHaveValue('10');
  await expect(wizard.checkbox('Connection set-up only')).not.toBeChecked();
  await expect(wizard.group('Fields')).toBeVisible();
  await axe(page);
  await wizard.next.click();
  await expect(wizard.radio('Log format', 'CSV')).toBeChecked();
  await expect(wizard.radio('Compression', 'Uncompressed')).toBeChecked();
  await expect(wizard.radio('Partition', 'Day')).toBeChecked();
  await expect(wizard.fileName).toHaveValue('');
  await expect(wizard.checkbox('Enabled')).toBeChecked();
  await axe(page);
});

test('Resource offers the ports, subnets and VPCs of the project by name, address and id', async ({
  app,
  service,
}) => {
  const { wizard } = app;
  const port = (await service.ports()).find((one) => one.name !== '')!;
  const address = port.fixed_ips[0]!.ip_address;
  await app.connect('#/create');
  for (const typed of [port.name, address, port.id]) {
    await wizard.resource.fill(typed);
    await expect(
      app.page.getByRole('option', { name: new RegExp(port.id.slice(0, 8)) }).first(),
    ).toBeVisible();
  }
  await wizard.resource.press('ArrowDown');
  await wizard.resource.press('Enter');
  await expect(app.page.getByRole('listbox')).toBeHidden();

  const vpcs = await service.vpcs();
  const shared = vpcs.find((vpc) => vpc['router:external'])!;
  const own = vpcs.find((vpc) => !vpc['router:external'])!;
  await wizard.radio('Target type', 'VPC').check();
  await wizard.resource.fill(own.name);
  await expect(app.page.getByRole('option', { name: new RegExp(own.name) }).first()).toBeVisible();
  await wizard.resource.fill(shared.name);
  await expect(
    app.page.getByRole('option', { name: new RegExp(shared.id) }),
    'the public network is no target',
  ).toHaveCount(0);
});

test('Next with errors goes to the first wrong field and says what is wrong there', async ({
  app,
  page,
  service,
}) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.next.click();
  await expect(wizard.name).toBeFocused();
  await wizard.expectRefused(wizard.name, /\S/);
  await wizard.expectRefused(wizard.resource, /\S/);
  await axe(page);
  await wizard.name.fill('named');
  await wizard.resource.fill('not-a-uuid');
  await wizard.next.click();
  await expect(wizard.resource).toBeFocused();
  await wizard.expectRefused(wizard.resource, /UUID|id/i);
  await wizard.fillTarget({ resource: (await freePort(service)).id });
  await wizard.next.click();

  await wizard.expectStep('Collection');
  for (const wrong of ['0', '16', '2.5', '']) {
    await wizard.interval.fill(wrong);
    await wizard.next.click();
    await expect(wizard.interval, `interval "${wrong}"`).toBeFocused();
    await wizard.expectRefused(wizard.interval, /1.*15/);
  }
  await axe(page);
  await wizard.interval.fill('15');
  await wizard.next.click();

  await wizard.expectStep('Storage');
  await wizard.next.click();
  await expect(wizard.storageUrl).toBeFocused();
  await wizard.expectRefused(wizard.storageUrl, /https/);
});

test('a logger without a field is refused at the group', async ({ app, page, service }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.fillTarget({ name: 'no-fields', resource: (await freePort(service)).id });
  await wizard.next.click();
  await wizard.expectStep('Collection');
  const boxes = wizard.group('Fields').getByRole('checkbox');
  expect(await boxes.count()).toBeGreaterThanOrEqual(24);
  for (const box of await boxes.all()) await box.uncheck();
  await wizard.next.click();
  await wizard.expectStep('Collection');
  await expect(boxes.first()).toBeFocused();
  await expect(app.says(/at least one field/i)).toBeVisible();
  await axe(page);
  await boxes.nth(3).check();
  await wizard.next.click();
  await wizard.expectStep('Storage');
});

test('Request is exactly what the service receives, and the curl line has no token', async ({
  app,
  admin,
  service,
}) => {
  const { wizard } = app;
  const url = await goodUrl(service);
  await app.connect('#/create');
  await wizard.fillTarget({
    name: 'exact "quoted" 이름',
    description: "it's <b>bold</b> & more",
    resource: (await freePort(service)).id,
  });
  await wizard.next.click();
  await wizard.radio('Traffic', 'Dropped').check();
  await wizard.interval.fill('1');
  await wizard.next.click();
  await wizard.storageUrl.fill(url);
  await wizard.radio('Log format', 'Parquet').check();
  await wizard.radio('Compression', 'GZIP').check();
  await wizard.radio('Partition', 'Hour').check();
  await wizard.checkbox('Enabled').uncheck();
  await wizard.next.click();
  await wizard.expectStep('Review');
  await axe(app.page);
  const shown = await wizard.requestShown();
  expect(shown).toMatchObject({
    flowlog_logger: {
      name: 'exact "quoted" 이름',
      filter: 'DROP',
      aggregation_interval: 1,
      storage_type: 'OBS',
      storage_url: url,
      log_format: 'PARQUET',
      compression_type: 'GZIP',
      partition_period: 'HOUR',
      admin_state_up: false,
    },
  });
  const curl = await app.says(/curl /).innerText();
  expect(curl).toContain('/v2.0/flowlog-loggers');
  expect(curl).toMatch(/X-Auth-Token: \$/);
  expect(await app.keeps(app.token)).toEqual([]);
  const sending = app.page.waitForRequest((request) => request.method() === 'POST');
  await wizard.create.click();
  const sent = await sending;
  expect(sent.postDataJSON()).toEqual(shown);
  expect(new URL(sent.url()).pathname).toBe('/v2.0/flowlog-loggers');
  await expect
    .poll(async () => (await admin.requests('POST', '/v2.0/flowlog-loggers')).map(({ status }) => status))
    .toEqual([201]);
});

test('Review leads back to each step, and values are kept', async ({ app, page, service }) => {
  const { wizard } = app;
  const port = await freePort(service);
  await app.connect('#/create');
  await wizard.toReview({
    name: 'kept',
    description: 'kept as well',
    resource: port.id,
    storageUrl: STORAGE_URL,
  });
  for (const value of ['kept', 'kept as well', port.id, STORAGE_URL]) {
    await expect(page.getByRole('main').getByText(value, { exact: true }).first(), value).toBeVisible();
  }
  await wizard.previous.click();
  await wizard.expectStep('Storage');
  await expect(wizard.storageUrl).toHaveValue(STORAGE_URL);
  await wizard.previous.click();
  await wizard.expectStep('Collection');
  await expect(wizard.interval).toHaveValue('10');
  await wizard.previous.click();
  await wizard.expectStep('Target');
  await expect(wizard.name).toHaveValue('kept');
  await expect(wizard.description).toHaveValue('kept as well');
  await expect(wizard.resource).toHaveValue(new RegExp(port.id));
  await expect(wizard.previous).toHaveCount(0);
});

test('Cancel without edits leaves at once; with edits it asks first', async ({ app }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.cancel.click();
  await expect(app.loggersHeading).toBeVisible();

  await app.go('#/create');
  await wizard.name.fill('unsaved');
  await wizard.cancel.click();
  await expect(app.dialog()).toBeVisible();
  await axe(app.page);
  await app.page.keyboard.press('Escape');
  await expect(app.dialog()).toHaveCount(0);
  await expect(wizard.name).toHaveValue('unsaved');

  await wizard.cancel.click();
  await app
    .dialog()
    .getByRole('button', { name: /leave|discard/i })
    .click();
  await expect(app.loggersHeading).toBeVisible();
});

test('leaving by a link with edits asks first too', async ({ app, page }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.name.fill('unsaved');
  await page
    .getByRole('navigation', { name: 'Flow Log' })
    .getByRole('link', { name: 'Logging ports', exact: true })
    .click();
  await expect(app.dialog()).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(wizard.name).toHaveValue('unsaved');
});

test('a created logger is followed from BUILD to ACTIVE', async ({ app, service }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.toReview({
    name: 'will-work',
    resource: (await freePort(service)).id,
    storageUrl: await goodUrl(service),
  });
  await wizard.create.click();
  await expect(app.says(/build/i)).toBeVisible();
  await app.go('#/loggers');
  await app.filterBy('will-work');
  await expect(app.loggers.row('will-work')).toContainText(/active/i, { timeout: 30_000 });
});

for (const [name, type] of [
  ['denied', 'OBSConfigurationError'],
  ['missing', 'OBSServiceNotAvailableError'],
  ['no-token', 'AuthenticationSystemError'],
] as const) {
  test(`a created logger is followed from BUILD to ERROR: ${type}`, async ({ app, service }) => {
    const { wizard } = app;
    const broken = await service.one((logger) => logger.error_type === type);
    await app.connect('#/create');
    await wizard.toReview({ name, resource: (await freePort(service)).id, storageUrl: broken.storage_url });
    await wizard.create.click();
    await expect.poll(async () => (await service.loggers(`?name=${name}`)).length).toBe(1);
    const [made] = await service.loggers(`?name=${name}`);
    await app.go(`#/loggers/${made!.id}`);
    await expect(app.heading(name)).toBeVisible();
    await expect(app.panel('Details')).toContainText(type, { timeout: 30_000 });
  });
}

test.describe('refused by the service', () => {
  test.use({ provoked: true });

  test('the refusal stands above the buttons in the words of the service, with every value kept', async ({
    app,
    service,
  }) => {
    const { wizard } = app;
    await app.connect('#/create');
    const unknown = '11111111-2222-4333-8444-555555555555';
    await wizard.toReview({ name: 'refused', resource: unknown, storageUrl: await goodUrl(service) });
    await wizard.create.click();
    await expect(
      app.page
        .getByRole('main')
        .getByText(/could not be found/)
        .first(),
    ).toBeVisible();
    await axe(app.page);
    await wizard.previous.click();
    await wizard.previous.click();
    await wizard.previous.click();
    await expect(wizard.name).toHaveValue('refused');
    await wizard.fillTarget({ resource: (await freePort(service)).id });
    for (let step = 0; step < 3; step += 1) await wizard.next.click();
    await wizard.create.click();
    await expect.poll(async () => (await service.loggers('?name=refused')).length).toBe(1);
  });
});

test('a field says what is wrong once it is left after an edit, and not before', async ({ app, page, service }) => {
  const { wizard } = app;
  await app.connect('#/create');
  for (const [field, wrong] of [
    [wizard.name, ' '],
    [wizard.resource, 'not-a-uuid'],
  ] as const) {
    await field.focus();
    await page.keyboard.press('Tab');
    await expect(field, 'only visited').not.toHaveAttribute('aria-invalid');
    await field.fill(wrong);
    await expect(field, 'still typing').not.toHaveAttribute('aria-invalid');
    await page.keyboard.press('Tab');
    await wizard.expectRefused(field, /\S/);
  }
  await wizard.fillTarget({ name: 'left', resource: (await freePort(service)).id });
  await expect(wizard.name).not.toHaveAttribute('aria-invalid');
  await wizard.next.click();
  await wizard.expectStep('Collection');
  await wizard.interval.fill('99');
  await page.keyboard.press('Tab');
  await wizard.expectRefused(wizard.interval, /1.*15/);
  await wizard.interval.fill('5');
  await wizard.next.click();
  await wizard.expectStep('Storage');
  await wizard.storageUrl.fill('http:');
  await page.keyboard.press('Tab');
  await wizard.expectRefused(wizard.storageUrl, /https/);
});

test('a message that comes as a field is left moves nothing from under the pointer', async ({ app, page }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.name.fill(' ');
  const box = (await wizard.radio('Target type', 'Subnet').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await expect(wizard.radio('Target type', 'Subnet')).toBeFocused();
  await expect(wizard.name).not.toHaveAttribute('aria-invalid');
  await page.mouse.up();
  await expect(wizard.radio('Target type', 'Subnet')).toBeChecked();
  await wizard.expectRefused(wizard.name, /\S/);
});

test.describe('a clone of a logger', () => {
  test('that says little has the documented defaults', async ({ app, admin, service }) => {
    const { id, resource_id, storage_url } = await service.working();
    const { wizard } = app;
    const flowlog_logger = { id, name: 'bare', resource_id, storage_url };
    const fault = { kind: 'status', status: 200, body: { flowlog_logger } } as const;
    await admin.faults({ method: 'GET', path: `/v2.0/flowlog-loggers/${id}`, fault });
    await app.connect(`#/create?from=${id}`);
    await expect(wizard.name).toHaveValue('bare-copy');
    for (let step = 0; step < 3; step += 1) await wizard.next.click();
    await wizard.expectStep('Review');
    expect(await wizard.requestShown()).toMatchObject({
      flowlog_logger: {
        resource_type: 'PORT',
        filter: 'ALL',
        aggregation_interval: 10,
        log_format: 'CSV',
        compression_type: 'RAW',
        partition_period: 'DAY',
      },
    });
  });

  test('of values that are not known shows and keeps them', async ({ app, admin, service }) => {
    const { id, resource_id, storage_url } = await service.working();
    const { wizard } = app;
    const flowlog_logger = {
      id,
      name: 'newer',
      resource_id,
      storage_url,
      resource_type: 'ROUTER',
      filter: 'REJECT',
      log_format: 'JSON',
      compression_type: 'ZSTD',
    };
    const fault = { kind: 'status', status: 200, body: { flowlog_logger } } as const;
    await admin.faults({ method: 'GET', path: `/v2.0/flowlog-loggers/${id}`, fault });
    await app.connect(`#/create?from=${id}`);
    await expect(wizard.name).toHaveValue('newer-copy');
    await expect(wizard.radio('Target type', 'ROUTER')).toBeChecked();
    await wizard.next.click();
    await expect(wizard.radio('Traffic', 'REJECT')).toBeChecked();
    await wizard.next.click();
    await expect(wizard.radio('Log format', 'JSON')).toBeChecked();
    await expect(wizard.radio('Compression', 'ZSTD')).toBeChecked();
    await wizard.radio('Compression', 'GZIP').check();
    await wizard.next.click();
    await wizard.expectStep('Review');
    const { resource_type, filter, log_format } = flowlog_logger;
    expect(await wizard.requestShown()).toMatchObject({
      flowlog_logger: { resource_type, filter, log_format, compression_type: 'GZIP' },
    });
  });
});
