import type { Fault } from '../support/admin.ts';
import { axe } from '../support/axe.ts';
import { freePort, signIn } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

test.use({ provoked: true });

const LOGGERS = '/v2.0/flowlog-loggers';
/** Long enough for three more tries with their back-off. */
const PATIENCE = { timeout: 40_000 };

/** What ends in a failure that a person reads, and a word that the reason must have. */
const FATAL: [string, Fault, RegExp][] = [
  ['500', { kind: 'status', status: 500 }, /500|Internal Server Error/],
  ['503 that lasts', { kind: 'status', status: 503 }, /503|Service Unavailable/],
  [
    '429 that lasts',
    { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    /429|Too Many Requests/,
  ],
  [
    'HTML error of a gateway',
    { kind: 'status', status: 502, body: '<html><h1>Bad Gateway</h1><img src=x onerror=alert(1)></html>' },
    /502|Bad Gateway/,
  ],
  [
    '403',
    {
      kind: 'status',
      status: 403,
      body: { NeutronError: { type: 'PolicyNotAuthorized', message: 'Not for this role.', detail: '' } },
    },
    /Not for this role\./,
  ],
  ['a login page with 200', { kind: 'html' }, /JSON|HTML|page/i],
  ['truncated JSON', { kind: 'truncated' }, /guide|JSON|cut/i],
  ['an answer that breaks off', { kind: 'cut' }, /network|connection|reach|offline|proxy|cut/i],
  ['a dropped connection', { kind: 'drop' }, /network|connection|reach|offline|proxy/i],
  ['an empty answer', { kind: 'empty' }, /empty|JSON/i],
  ['another shape', { kind: 'wrong_shape' }, /guide|shape|expected/i],
];

for (const [name, fault, reason] of FATAL) {
  test(`${name}: every page says why and offers Retry`, async ({ app, admin, service }) => {
    test.setTimeout(120_000);
    await admin.reset(8);
    const port = (await service.loggingPorts())[0]!;
    const logger = await service.logger(port.logger_id);
    await app.toLoggers();

    const main = app.page.getByRole('main');
    const broken = { method: 'GET', path: '/v2.0/flowlog-', fault };
    const pages: [string, () => Promise<void>][] = [
      ['#/ports', () => expect(app.loggingPorts.rows.first()).toBeVisible()],
      [`#/ports/${port.id}`, () => expect(main).toContainText(port.port_id)],
      [`#/loggers/${logger.id}`, () => expect(main).toContainText(logger.storage_url)],
    ];
    for (const [route, whole] of pages) {
      await test.step(route, async () => {
        await admin.faults(broken);
        await app.go(route);
        await expect(app.button('Retry').first()).toBeVisible(PATIENCE);
        await expect(main).toContainText(reason);
        await admin.heal();
        await app.button('Retry').first().click();
        await whole();
      });
    }
    await test.step('#/loggers, with rows already there', async () => {
      await app.go('#/loggers');
      await expect(app.loggers.rows.first()).toBeVisible();
      const [first] = await app.loggers.names();
      await admin.faults(broken);
      await app.button('Refresh').click();
      await expect(app.button('Retry').first()).toBeVisible(PATIENCE);
      await expect(main).toContainText(reason);
      await expect(app.loggers.row(first!), 'rows stay').toBeVisible();
      // The reasons differ in words alone: one of them stands for all before axe.
      if (name === '500') await axe(app.page);
      await admin.heal();
      await app.button('Retry').first().click();
      await expect(app.button('Retry')).toHaveCount(0);
    });
  });
}

test('a failure at the first look at the list: the reason and Retry in place of rows', async ({
  app,
  admin,
}) => {
  await app.connect('#/create');
  await admin.faults({ method: 'GET', path: LOGGERS, fault: { kind: 'status', status: 500 } });
  await app.go('#/loggers');
  await expect(app.button('Retry').first()).toBeVisible(PATIENCE);
  await axe(app.page);
  await admin.heal();
  await app.button('Retry').first().click();
  await expect(app.loggers.rows.first()).toBeVisible();
});

test('the service is down while one connects: the reason, and Connect again', async ({ app, admin }) => {
  await admin.faults({ path: '/v2.0/', fault: { kind: 'drop' } });
  await app.open();
  await app.enterToken(app.token);
  await expect(app.says(/network|connection|reach|proxy/i)).toBeVisible(PATIENCE);
  await admin.heal();
  const again = app.button('Retry').or(app.button('Connect')).first();
  await again.click();
  await expect(app.loggers.rows.first()).toBeVisible();
});

for (const [name, fault] of [
  ['503 with Retry-After in seconds', { kind: 'status', status: 503, headers: { 'retry-after': '1' } }],
  ['429', { kind: 'status', status: 429 }],
  ['a dropped connection', { kind: 'drop' }],
] as [string, Fault][]) {
  test(`${name}, once: tried again without a word`, async ({ app, admin }) => {
    await app.connect('#/create');
    await admin.faults({ method: 'GET', path: LOGGERS, times: 1, fault });
    await app.go('#/loggers');
    await expect(app.loggers.rows.first()).toBeVisible(PATIENCE);
    await expect(app.button('Retry')).toHaveCount(0);
  });
}

test('a slow answer: the page is marked busy and stays usable', async ({ app, admin, page }) => {
  await app.connect('#/create');
  await admin.faults({ method: 'GET', path: LOGGERS, fault: { kind: 'latency', ms: 3_000 } });
  await app.go('#/loggers');
  await expect(app.loggersHeading).toBeVisible();
  await expect(app.loggers.element).toHaveAttribute('aria-busy', 'true');
  await page
    .getByRole('navigation', { name: 'Flow Log' })
    .getByRole('link', { name: 'Logging ports', exact: true })
    .click();
  await expect(app.heading(/^Logging ports/), 'an overtaken answer changes nothing').toBeVisible();
  await app.go('#/loggers');
  await expect(app.loggers.rows.first()).toBeVisible(PATIENCE);
});

test('one malformed row does not hide the others; it is shown as it came', async ({ app, admin, page }) => {
  await admin.reset(10);
  await app.connect('#/create');
  await admin.faults({ method: 'GET', path: '/v2.0/flowlog-', fault: { kind: 'malformed_row' } });
  await app.go('#/loggers');
  await expect(app.loggers.row('web-prod-ingress')).toBeVisible();
  const unreadable = app.says(/could not be read|unreadable/i);
  await expect(unreadable).toBeVisible();
  await axe(page);
  const raw = app.says(/onerror=alert\(1\)/);
  await expect(raw).toBeVisible();
  const everything = app.loggers.element.getByRole('row').first().getByRole('checkbox');
  await everything.check();
  await app.expectCounter('(9/10)');
  await app.go('#/ports');
  await expect(app.loggingPorts.rows.first()).toBeVisible();
});

test('nulls where the guide promises values: rows all the same, absent values as a dash', async ({
  app,
  admin,
  page,
  service,
}) => {
  await admin.reset(20);
  const logger = await service.working();
  await app.connect('#/create');
  await admin.faults({ method: 'GET', fault: { kind: 'nulls' } });
  await app.go('#/loggers');
  await expect(app.loggers.rows.first()).toBeVisible();
  await app.go(`#/loggers/${logger.id}`);
  await expect(app.panel('Details')).toContainText('–');
  for (const tab of ['Logging ports', 'JSON']) await app.tab(tab).click();
  await app.go('#/ports');
  await expect(app.loggingPorts.rows.first()).toBeVisible();
  await axe(page);
});

test('words that no guide lists are shown as they are', async ({ app, admin, service }) => {
  const logger = await service.working();
  await app.connect('#/create');
  await admin.faults({ method: 'GET', path: '/v2.0/flowlog-', fault: { kind: 'unknown_enums' } });
  await app.go('#/loggers');
  await expect(app.loggers.rows.first()).toContainText('PENDING_UPGRADE');
  await expect(app.loggers.rows.first()).toContainText('TRANSIT_HUB');
  await app.go(`#/loggers/${logger.id}`);
  for (const word of ['PENDING_UPGRADE', 'QuotaExceededError', 'ZSTD', 'ARCHIVE', 'MINUTE']) {
    await expect(app.panel('Details')).toContainText(word);
  }
});

test('401 on the list: sign in again over it, and the list is read', async ({ app, admin, page, service }) => {
  const { tenant_id, admin: account } = await admin.about();
  await app.toLoggers();
  await app.filterBy('db-prod');
  const before = page.url();
  await admin.revokeTokens();
  await app.button('Refresh').click();
  await expect(app.signInDialog).toBeVisible();
  expect(await app.keeps(app.token)).toEqual([]);
  await app.signInAgain(await signIn(service, tenant_id, account));
  await expect(app.signInDialog).toBeHidden();
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(app.button('Refresh')).not.toHaveAttribute('aria-busy', 'true');
  expect(page.url()).toBe(before);
});

test('401 on the list: Escape leads to Connect, and Connect back to the same place', async ({
  app,
  admin,
  page,
  service,
}) => {
  const { tenant_id, admin: account } = await admin.about();
  await app.toLoggers();
  await app.filterBy('db-prod');
  const before = page.url();
  await admin.revokeTokens();
  await app.button('Refresh').click();
  await expect(app.signInDialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.heading('Connect')).toBeVisible();
  expect(await app.keeps(app.token)).toEqual([]);
  await app.enterToken(await signIn(service, tenant_id, account));
  await expect(app.loggersHeading).toBeVisible();
  expect(page.url()).toBe(before);
});

test('the pickers fail: a UUID can be typed all the same', async ({ app, admin, service }) => {
  const port = await freePort(service);
  await admin.faults({ method: 'GET', path: '/v2.0/ports', fault: { kind: 'status', status: 500 } });
  await app.connect('#/create');
  const { wizard } = app;
  await wizard.fillTarget({ name: 'typed', resource: port.id });
  await wizard.next.click();
  await wizard.expectStep('Collection');
});
