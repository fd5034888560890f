import type { Page } from '@playwright/test';
import type { Admin, Fault } from '../support/admin.ts';
import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { expect, test } from '../support/test.ts';

test('offers every region of the configuration, two ways to sign in, and the demo project', async ({
  app,
  page,
}) => {
  await app.open();
  await expect(app.heading('Connect')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Region' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Token', exact: true })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'API password', exact: true })).toBeVisible();
  await expect(app.button('Use the demo project')).toBeVisible();
  await axe(page);
});

test('the demo project stands a newcomer before the loggers by one click', async ({ app, service }) => {
  await app.open();
  await app.button('Use the demo project').click();
  await expect(app.loggersHeading).toBeVisible();
  await app.expectCounter(`(${(await service.loggers()).length})`);
});

test('a pasted token connects and leads to the route asked for', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  expect(page.url()).toContain(`#/loggers/${logger.id}`);
});

test('white space around a pasted token is not part of it', async ({ app }) => {
  await app.open();
  await app.enterToken(`  ${app.token} `);
  await expect(app.loggersHeading).toBeVisible();
});

test('Enter in the field connects', async ({ app }) => {
  await app.open();
  await app.tokenField.fill(app.token);
  await app.tokenField.press('Enter');
  await expect(app.loggersHeading).toBeVisible();
});

test('nothing entered: the field says so and takes the focus', async ({ app }) => {
  await app.open();
  await app.button('Connect').click();
  await expect(app.tokenField).toBeFocused();
  await expect(app.tokenField).toHaveAttribute('aria-invalid', 'true');
  await expect(app.tokenField).toHaveAccessibleDescription(/token/i);
});

test('a token with characters that no header takes is refused before any request', async ({ app, page }) => {
  await app.open();
  const asked: string[] = [];
  await page.waitForLoadState('networkidle');
  page.on('request', (request) => asked.push(request.url()));
  for (const bad of ['토큰', 'abc def', 'a\u0007b', 'naïve']) {
    await app.tokenField.fill(bad);
    await app.button('Connect').click();
    await expect(app.tokenField).toHaveAttribute('aria-invalid', 'true');
    await expect(app.tokenField).toHaveAccessibleDescription(/character|space|ASCII/i);
  }
  expect(asked).toEqual([]);
  await axe(page);
});

test('Disconnect forgets the token', async ({ app, page }) => {
  await app.toLoggers();
  await app.button('Disconnect').click();
  await expect(app.heading('Connect')).toBeVisible();
  await expect(app.tokenField).toHaveValue('');
  expect(await app.keeps(app.token)).toEqual([]);
  await page.reload();
  await expect(app.heading('Connect')).toBeVisible();
});

test('a token is kept nowhere in the page', async ({ app, page, service }) => {
  await app.toLoggers();
  expect(await app.keeps(app.token)).toEqual([]);
  const logger = await service.working();
  await app.go(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  await app.tab('JSON').click();
  await expect(app.panel('JSON')).toContainText(logger.id);
  expect(await app.keeps(app.token)).toEqual([]);
  await page.reload();
  await expect(app.heading('Connect'), 'memory only').toBeVisible();
});

test('the API password of an account gets a token by itself', async ({ app, admin }) => {
  const { tenant_id, admin: account } = await admin.about();
  await app.open();
  await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
  await app.button('Connect').click();
  await expect(app.loggersHeading).toBeVisible();
  expect(await app.keeps(account.password)).toEqual([]);
});

test.describe('refused', () => {
  test.use({ provoked: true });

  test('a wrong API password is refused in the words of the service', async ({
    app,
    page,
    admin,
    service,
  }) => {
    const { tenant_id, admin: account } = await admin.about();
    const answer = await service.call('POST', '/v2.0/tokens', {
      auth: { tenantId: tenant_id, passwordCredentials: { username: account.user_name, password: 'wrong' } },
    });
    const { error } = (await answer.json()) as { error: { message: string } };
    await app.open();
    await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: 'wrong' });
    await app.button('Connect').click();
    await expect(app.alert.filter({ hasText: error.message }).first()).toBeVisible();
    await axe(page);
  });

  /** An account of the emulator, its tenant where it is another one, and what Connect says of it. */
  const DENIED: [string, { user: string; password: string; tenant?: string }, RegExp[]][] = [
    ['a locked account', { user: 'flowlog-locked', password: 'emulator-locked' }, [/account is locked/]],
    [
      'a tenant that there is not',
      { user: 'flowlog-admin', password: 'emulator-admin', tenant: '0'.repeat(32) },
      [/knows no such tenant/, /Could not find project/],
    ],
    [
      'an account without a role',
      { user: 'flowlog-stranger', password: 'emulator-stranger' },
      [/no role in this tenant/, /unauthorized for tenant/],
    ],
    [
      'a wrong password',
      { user: 'flowlog-admin', password: 'not-the-password' },
      [/user name or the API password is wrong/, /Invalid user \/ password/],
    ],
  ];

  for (const [name, { user, password, tenant }, words] of DENIED) {
    test(`${name} has words of its own, and the password leaves its field`, async ({ app, admin }) => {
      const { tenant_id } = await admin.about();
      await app.open();
      await app.enterPassword({ tenant: tenant ?? tenant_id, user, password });
      await app.button('Connect').click();
      for (const word of words) await expect(app.says(word)).toBeVisible();
      await expect(app.saysPart('Not connected to Korea (Pangyo)')).toBeVisible();
      await expect(app.passwordField()).toHaveValue('');
      await expect(app.passwordField()).not.toHaveAttribute('aria-invalid', 'true');
      expect(await app.keeps(password)).toEqual([]);
      await axe(app.page);
    });
  }

  const BROKEN: [string, Fault, RegExp[]][] = [
    ['cannot be reached', { kind: 'drop' }, [/identity service gave no answer/, /Check identity/]],
    ['answers with a login page', { kind: 'html' }, [/web page came in place/, /Check identity and proxy/]],
    ['answers with something else than JSON', { kind: 'truncated' }, [/no token that can be read/]],
    ['is not there', { kind: 'status', status: 404, body: 'Nothing here.' }, [/is no identity service/]],
    ['fails', { kind: 'status', status: 500, body: 'broken' }, [/service failed/]],
  ];

  for (const [name, fault, words] of BROKEN) {
    test(`the identity service ${name}`, async ({ app, admin }) => {
      const { tenant_id, admin: account } = await admin.about();
      await admin.faults({ method: 'POST', path: '/v2.0/tokens', fault });
      await app.open();
      await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
      await app.button('Connect').click();
      for (const word of words) await expect(app.says(word)).toBeVisible();
      await admin.heal();
      await app.passwordField().fill(account.password);
      await app.button('Connect').click();
      await expect(app.loggersHeading).toBeVisible();
    });
  }

  test('what was said of a token does not stay for the API password', async ({ app, page }) => {
    const said = page.locator('.flc-notice').filter({ hasText: 'The token is wrong or has expired.' });
    await app.open();
    await app.enterToken('0'.repeat(32));
    await expect(said).toBeVisible();
    await page.getByRole('radio', { name: 'API password', exact: true }).check();
    await expect(said).toHaveCount(0);
    await app.button('Connect').click();
    await expect(page.getByRole('textbox', { name: 'Tenant ID', exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(said).toHaveCount(0);
  });

  test('a wrong token is refused in the words of the service', async ({ app, page, service }) => {
    const wrong = 'gAAAA-not-a-token';
    const answer = await service.call('GET', '/v2.0/flowlog-loggers', undefined, wrong);
    expect(answer.status).toBe(401);
    const { error } = (await answer.json()) as { error: { message: string } };
    await app.open();
    await app.enterToken(wrong);
    await expect(app.alert.filter({ hasText: error.message }).first()).toBeVisible();
    await expect(app.heading('Connect')).toBeVisible();
    expect(
      (await app.keeps(wrong)).filter((place) => place !== 'document'),
      'only the field may still hold it',
    ).toEqual([]);
    await axe(page);
    await app.enterToken(app.token);
    await expect(app.loggersHeading).toBeVisible();
  });
});

for (const kind of ['no-network', 'empty', 'absent', 'object', 'mangled']) {
  test(`a catalog without network (${kind}): said, and the configured endpoint is used`, async ({ app, admin }) => {
    const { tenant_id, admin: account } = await admin.about();
    await admin.catalog(kind);
    await app.open();
    await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
    await app.button('Connect').click();
    await expect(app.loggers.rows.first()).toBeVisible();
    await expect(app.notifications).toContainText('no endpoint of type network');
  });
}

test('a catalog of hostile endpoints leads nowhere', async ({ app, admin }) => {
  const { tenant_id, admin: account } = await admin.about();
  await admin.catalog('hostile');
  await app.open();
  await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
  await app.button('Connect').click();
  // That nothing else was asked is what every test watches.
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(app.notifications.getByRole('listitem')).toHaveCount(0);
});

test.describe('an endpoint of the service catalog', () => {
  /** The configuration with these regions, which say nothing of where they are. */
  async function serveRegions(page: Page, ids: string[], proxy: string | null = null): Promise<void> {
    await page.route('**/config.json', async (route) => {
      const answer = await route.fetch();
      const regions = ids.map((id) => ({ id, name: `Region ${id}` }));
      await route.fulfill({ response: answer, json: { ...(await answer.json()), regions, proxy } });
    });
  }

  async function byPassword(app: Console, admin: Admin): Promise<void> {
    const { tenant_id, admin: account } = await admin.about();
    await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
    await app.button('Connect').click();
  }

  test('leads an API password to a region that is not configured, and nothing else does', async ({
    app,
    admin,
    page,
  }) => {
    await serveRegions(page, ['KR1']);
    await app.open();
    await expect(page.getByRole('radio', { name: 'API password', exact: true }), 'what leads there').toBeChecked();
    await byPassword(app, admin);
    await app.expectCounter('(40)');
    await expect(app.notifications.getByRole('listitem')).toHaveCount(0);
    await app.button('Disconnect').click();
    const before = (await admin.requests('GET', '/v2.0/flowlog-loggers')).length;
    await page.getByRole('radio', { name: 'Token', exact: true }).check();
    await app.enterToken(app.token);
    await expect(app.says(/known only after signing in with an API password/)).toBeVisible();
    await expect(app.says(/set network of this region/)).toBeVisible();
    await axe(page);
    expect(await admin.requests('GET', '/v2.0/flowlog-loggers')).toHaveLength(before);
  });

  test('is used with a version at its end, and through a proxy', async ({ app, admin, page, emulator }) => {
    const network = { type: 'network', endpoints: [{ region: 'KR1', publicURL: 'https://kr1.example/v2.0/' }] };
    const body = { access: { token: { id: app.token, expires: '2100-01-01T00:00:00Z' }, serviceCatalog: [network] } };
    await serveRegions(page, ['KR1'], '/nhn/{host}{+path}');
    await page.route('**/nhn/**', async (route) => {
      const path = /^\/nhn\/kr1\.example(\/v2\.0\/(?!v2\.0).*)$/.exec(route.request().url().slice(emulator.origin.length))?.[1];
      if (path !== undefined) return route.fulfill({ response: await route.fetch({ url: emulator.origin + path }) });
      return route.request().method() === 'POST' ? route.fulfill({ json: body }) : route.abort();
    });
    await app.open();
    await byPassword(app, admin);
    await app.expectCounter('(40)');
    await page.goto('about:blank');
    await page.unrouteAll({ behavior: 'wait' });
  });

  for (const [name, region, words] of [
    ['of plain http to another host', 'TRAP9', /service catalog cannot be used.*plain http/],
    ['with a user name', 'TRAP4', /service catalog cannot be used.*user name/],
    ['that is none', 'KR7', /service catalog has no endpoint of type network for Region KR7/],
  ] as const) {
    test(`${name} is refused, and no token leaves`, async ({ app, admin, page }) => {
      await admin.catalog('hostile');
      await serveRegions(page, [region, 'KR1']);
      const carriers = new Set<string>();
      page.on('request', (request) => {
        if ('x-auth-token' in request.headers()) carriers.add(request.url());
      });
      await app.open();
      await byPassword(app, admin);
      await expect(app.says(words)).toBeVisible();
      await expect(app.heading('Connect')).toBeVisible();
      await axe(page);
      expect([...carriers], 'the token stays here').toEqual([]);
      await page.getByRole('combobox', { name: 'Region' }).selectOption('KR1');
      await byPassword(app, admin);
      await app.expectCounter('(40)');
      await expect(page.getByRole('combobox', { name: 'Region' }), 'the other one is not offered').toHaveCount(0);
    });
  }
});

for (const [name, expires, words] of [
  ['without', {}, 'does not say until when'],
  ['with an unreadable', { expires: 'soon' }, '“soon”, which is no time'],
] as const) {
  test(`a token ${name} expires: connected, and said`, async ({ app, admin }) => {
    const body = { access: { token: { id: app.token, ...expires } } };
    await admin.faults({ method: 'POST', path: '/v2.0/tokens', fault: { kind: 'status', status: 200, body } });
    await app.open();
    await app.enterPassword({ tenant: 't', user: 'u', password: 'p' });
    await app.button('Connect').click();
    await expect(app.loggers.rows.first()).toBeVisible();
    await expect(app.notifications).toContainText(words);
  });
}
