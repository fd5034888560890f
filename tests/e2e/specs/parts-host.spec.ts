import { type Heard, LOGGER, PartsPage, PORTS, TABLE } from '../support/parts.ts';
import { expect, test } from '../support/test.ts';

// What the page around parts of the console hears, prevents and does.

test('what a host prevents does not happen', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(TABLE + LOGGER);
  const name = await portal.firstName();
  await page.evaluate(() => Object.assign(window, { kept: 'yes' }));
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect.poll(() => portal.heard('navigate')).toHaveLength(1);
  await expect(portal.element('logger').getByText('No logger chosen')).toBeVisible();
  await expect(portal.heading('logger-table')).toContainText('Flow log loggers');
});

test('a host that keeps the route sets it', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place('<flowlog-logger-table routing="host" config-url="./config.json"></flowlog-logger-table>');
  const name = await portal.firstName();
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect.poll(() => portal.heard('navigate')).toHaveLength(1);
  await expect(portal.heading('logger-table')).toContainText('Flow log loggers');
  await page.evaluate(() => {
    const heard = (window as unknown as { heard: Heard[] }).heard.find(({ name }) => name === 'navigate');
    document.querySelector('flowlog-logger-table')!.setAttribute('route', heard!.detail.route as string);
  });
  await expect(portal.heading('logger-table')).toHaveText(name);
});

test('mount() places an element for hosts that write no tags', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place('<div id="place"></div>');
  await page.evaluate(async () => {
    const entry = './flowlog-console.js';
    const { mount } = await import(new URL(entry, document.baseURI).href);
    const { provider } = window as unknown as { provider: () => string };
    const handle = mount(document.querySelector('#place'), {
      element: 'flowlog-port-table',
      configUrl: './config.json',
      tokenProvider: provider,
      locale: 'ko',
      on: { 'flowlog-ready': (event: CustomEvent) => Object.assign(window, { version: event.detail.version }) },
    });
    await handle.ready;
    Object.assign(window, { handle });
  });
  await expect(portal.heading('port-table')).toContainText('로깅 포트');
  expect(await page.evaluate(() => (window as unknown as { version: string }).version)).toMatch(/^\d+\.\d+\.\d+$/);
  await page.evaluate(() => {
    const { handle } = window as unknown as { handle: { update(o: object): void; navigate(r: string): void } };
    handle.update({ locale: 'en' });
    handle.navigate('/loggers');
  });
  await expect(portal.heading('port-table')).toContainText('Flow log loggers');
  await page.evaluate(() => (window as unknown as { handle: { unmount(): void } }).handle.unmount());
  await expect(portal.element('port-table')).toHaveCount(0);
});

test('update() of mount() takes listeners in place of the former ones', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place('<div id="place"></div>');
  const heard = await page.evaluate(async () => {
    const entry = './flowlog-console.js';
    const { mount } = await import(new URL(entry, document.baseURI).href);
    const heard: string[] = [];
    const hear = (name: string) => () => heard.push(name);
    const handle = mount(document.querySelector('#place'), { on: { 'flowlog-select': hear('first') } });
    const tell = (...names: string[]) => names.forEach((name) => handle.element.dispatchEvent(new CustomEvent(name)));
    tell('flowlog-select');
    handle.update({ on: { 'flowlog-notify': hear('second') } });
    tell('flowlog-select', 'flowlog-notify');
    handle.update({ locale: 'ko' });
    tell('flowlog-notify');
    handle.update({ on: null });
    tell('flowlog-select', 'flowlog-notify');
    try {
      handle.update({ element: 'flowlog-console' });
    } catch (error) {
      heard.push((error as Error).message);
    }
    handle.unmount();
    return heard;
  });
  expect(heard).toEqual(['first', 'second', 'second', 'mount: there is no option element']);
});

test.describe('what concerns all parts', () => {
  test.use({ provoked: true });

  test('the first part tells of a list that could not be read before any part was drawn', async ({ app, admin, page }) => {
    const body = { NeutronError: { type: 'Busy', message: 'Not now.', detail: '' } };
    await admin.faults({ method: 'GET', path: '/v2.0/flowlog-loggers', fault: { kind: 'status', status: 409, body } });
    const portal = new PartsPage(page, app);
    await portal.place(TABLE + PORTS);
    await expect(portal.element('logger-table').getByText('Not now.').first()).toBeVisible();
    const told = { from: 'flowlog-logger-table', detail: { kind: 'refused', status: 409, message: 'Not now.' } };
    await expect.poll(() => portal.heard('error')).toContainEqual(expect.objectContaining({ ...told, detail: expect.objectContaining(told.detail) }));
  });

  test('the first part shows why no token came, and the next one when it goes', async ({ app, admin, page }) => {
    const portal = new PartsPage(page, app);
    await portal.place((TABLE + PORTS).replaceAll('config-url', 'data-bare config-url'));
    await app.enterToken(app.token);
    await expect(portal.rows('logger-table').first()).toBeVisible();
    await admin.revokeTokens();
    // Not by the button: what is still being read may bring the question, which lies over it.
    await page.evaluate(() => (document.querySelector('flowlog-logger-table') as HTMLElement & { refresh(): Promise<void> }).refresh());
    await expect(app.signInDialog).toBeVisible();
    await page.evaluate(() => {
      const fail = () => Promise.reject(new Error('closed for today'));
      for (const part of document.querySelectorAll('main > *')) Object.assign(part, { tokenProvider: fail });
    });
    const notices = (name: string) => portal.element(name).getByRole('list', { name: 'Notifications', exact: true, includeHidden: true });
    await expect(notices('logger-table')).toContainText('closed for today');
    await expect(notices('port-table')).not.toContainText('closed for today');
    await expect.poll(() => portal.heard('notify')).toContainEqual(expect.objectContaining({ from: 'flowlog-logger-table' }));
    await page.evaluate(() => document.querySelector('flowlog-logger-table')!.remove());
    await expect(notices('port-table')).toContainText('closed for today');
  });
});

test.describe('what a host hears', () => {
  test.use({ provoked: true });

  test('of a logger that is disabled, then deleted, and of a call that fails', async ({ app, page, admin, service }) => {
    const portal = new PartsPage(page, app);
    const logger = await service.working();
    await portal.place(`<flowlog-logger config-url="./config.json" logger-id="${logger.id}"></flowlog-logger>`);
    await expect(portal.heading('logger')).toHaveText(logger.name);
    await portal.element('logger').getByRole('button', { name: 'Disable', exact: true }).click();
    await expect.poll(() => portal.heard('updated')).toHaveLength(1);
    expect((await portal.heard('updated'))[0]!.detail).toMatchObject({
      logger: {
        id: logger.id,
        name: logger.name,
        description: logger.description,
        status: 'INACTIVE',
        enabled: false,
        targetType: logger.resource_type,
        targetId: logger.resource_id,
        filter: logger.filter,
        intervalMinutes: logger.aggregation_interval,
        setupOnly: logger.connection_setup_only,
        fields: logger.customized_field.split(','),
        storageType: logger.storage_type,
        storageUrl: logger.storage_url,
        logFormat: expect.any(String),
        compression: logger.compression_type,
        partition: logger.partition_period,
        errorType: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    });
    await portal.element('logger').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => portal.heard('deleted')).toHaveLength(1);
    expect((await portal.heard('deleted'))[0]!.detail).toEqual({ id: logger.id, name: logger.name });
    const body = { NeutronError: { type: 'Busy', message: 'Not now.', detail: '' } };
    await admin.faults({ method: 'GET', path: '/v2.0/flowlog-loggers', fault: { kind: 'status', status: 409, body, headers: { 'x-openstack-request-id': 'req-1' } } });
    await portal.element('logger').getByRole('button', { name: 'Refresh', exact: true }).first().click();
    await expect.poll(() => portal.heard('error')).not.toHaveLength(0);
    expect((await portal.heard('error'))[0]!.detail).toEqual({
      message: 'Not now.',
      kind: 'refused',
      status: 409,
      code: 'Busy',
      requestId: 'req-1',
    });
  });
});
