import type { Page } from '@playwright/test';
import { Admin } from '../support/admin.ts';
import { axe } from '../support/axe.ts';
import { Console } from '../support/console.ts';
import { Emulator } from '../support/emulator.ts';
import { freePort, goodUrl, signIn } from '../support/sample.ts';
import { Service } from '../support/service.ts';
import { expect, test } from '../support/test.ts';

const LOGGERS = '/v2.0/flowlog-loggers';

/** Connects with the API password of the account that may write. */
async function toLoggersByPassword(app: Console, admin: Admin): Promise<{ user: string; password: string }> {
  const { tenant_id, admin: account } = await admin.about();
  await app.open('#/loggers');
  await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
  await app.button('Connect').click();
  await expect(app.loggers.rows.first()).toBeVisible();
  return { user: account.user_name, password: account.password };
}

/** Ends the token and has it refused: by Refresh, or by a read of the console's own that comes before it. */
async function endToken(app: Console, admin: Admin): Promise<void> {
  await admin.revokeTokens();
  await app
    .button('Refresh')
    .click({ timeout: 2_000 })
    .catch(() => undefined);
  await expect(app.signInDialog).toBeVisible();
}

test.describe('the end of a session', () => {
  test.use({ provoked: true });

  test('is spoken of before, and Renew asks for the password alone', async ({ app, admin }) => {
    await admin.tokenLife(120);
    const { user, password } = await toLoggersByPassword(app, admin);
    await expect(app.notifications).toContainText('signed in until');
    await admin.tokenLife(43_200);
    await app.notifications.getByRole('button', { name: 'Renew', exact: true }).click();
    const dialog = app.signInDialog;
    await expect(dialog.getByLabel('User name', { exact: true })).toHaveValue(user);
    await expect(dialog.getByLabel('Tenant ID', { exact: true })).not.toHaveValue('');
    await expect(app.passwordField(dialog)).toHaveValue('');
    await axe(app.page);
    await app.passwordField(dialog).fill(password);
    await dialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(app.notifications).not.toContainText('signed in until');
    expect(await app.keeps(password)).toEqual([]);
    await expect(app.loggers.rows.first()).toBeVisible();
  });

  test('Cancel of Renew changes nothing', async ({ app, admin }) => {
    await admin.tokenLife(120);
    await toLoggersByPassword(app, admin);
    await app.notifications.getByRole('button', { name: 'Renew', exact: true }).click();
    await app.signInDialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(app.signInDialog).toBeHidden();
    await expect(app.notifications).toContainText('signed in until');
    await app.button('Refresh').click();
    await expect(app.loggers.rows.first()).toBeVisible();
  });

  test('a long session says nothing of its end', async ({ app, admin }) => {
    await toLoggersByPassword(app, admin);
    await expect(app.notifications.getByRole('listitem')).toHaveCount(0);
  });

  test('a save over it: signed in again in place, repeated once, nothing lost', async ({
    app,
    admin,
    service,
  }) => {
    const logger = await service.working();
    const { user, password } = await toLoggersByPassword(app, admin);
    await app.go(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const edit = app.dialog('Edit logger');
    await edit.getByRole('textbox', { name: 'Description', exact: true }).fill('over the end');
    await admin.revokeTokens();
    await edit.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = app.signInDialog;
    await expect(dialog.getByLabel('User name', { exact: true })).toHaveValue(user);
    await app.passwordField(dialog).fill('wrong');
    await dialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
    await expect(dialog.getByText(/user name or the API password is wrong/)).toBeVisible();
    await expect(dialog.getByText('Not signed in').first()).toBeVisible();
    await expect(app.passwordField(dialog)).toHaveValue('');
    await axe(app.page);
    await app.passwordField(dialog).fill(password);
    await dialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(edit).toBeHidden();
    const asked = await admin.requests('PUT', `${LOGGERS}/${logger.id}`);
    expect(asked.map(({ status }) => status)).toEqual([200]);
  });

  test('another tenant is refused in the dialog: the page is not its own', async ({ app, admin }) => {
    const { password } = await toLoggersByPassword(app, admin);
    await endToken(app, admin);
    const dialog = app.signInDialog;
    await app.enterPassword({ tenant: 'f'.repeat(32), password }, dialog);
    await dialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
    const tenant = dialog.getByLabel('Tenant ID', { exact: true });
    await expect(tenant).toHaveAttribute('aria-invalid', 'true');
    await expect(tenant).toHaveAccessibleDescription(/Cancel and connect/);
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(app.heading('Connect')).toBeVisible();
    await expect(app.passwordField()).toHaveValue('');
  });

  test('a token that the region refuses stays in the dialog with the reason', async ({
    app,
    admin,
    service,
  }) => {
    const { tenant_id, admin: account } = await admin.about();
    await app.toLoggers();
    await endToken(app, admin);
    await app.signInAgain('gAAAA-not-a-token');
    await expect(app.signInDialog.getByText(/token is wrong or has expired/)).toBeVisible();
    await app.signInAgain(await signIn(service, tenant_id, account));
    await expect(app.signInDialog).toBeHidden();
    await expect(app.loggers.rows.first()).toBeVisible();
  });

  test("a portal's tokenProvider gives the next token without a question", async ({
    app,
    admin,
    page,
    service,
  }) => {
    const { tenant_id, admin: account } = await admin.about();
    await app.open();
    await page.exposeFunction('freshToken', () => signIn(service, tenant_id, account));
    await page.evaluate(async () => {
      document.querySelector('flowlog-console')!.remove();
      const portal = document.createElement('flowlog-console') as HTMLElement & {
        tokenProvider: unknown;
        whenReady: Promise<unknown>;
      };
      portal.setAttribute('config-url', './config.json');
      portal.tokenProvider = () => (window as unknown as { freshToken(): Promise<string> }).freshToken();
      document.body.append(portal);
      await portal.whenReady;
    });
    await expect(app.loggers.rows.first()).toBeVisible();
    await admin.revokeTokens();
    await app.button('Refresh').click();
    await expect.poll(() => admin.refused()).toBeGreaterThan(0);
    await expect
      .poll(async () => (await admin.requests('GET', LOGGERS)).map(({ status }) => status).at(-1))
      .toBe(200);
    await expect(app.signInDialog).toBeHidden();
    await expect(app.loggers.rows.first()).toBeVisible();
  });
});

test.describe('several regions', () => {
  // Regions are on ports of their own, which the page calls directly.
  test.use({ provoked: true, expected: /^request to http:\/\/127\.0\.0\.1:\d+$/ });

  let emulator: Emulator;
  let admin: Admin;
  test.beforeAll(async () => {
    emulator = await Emulator.start('--regions', '2', '--cors');
    admin = new Admin(emulator.admin);
  });
  test.afterAll(() => emulator.stop());
  test.beforeEach(() => admin.reset());

  const regionOf = (page: Page) => page.getByRole('combobox', { name: 'Region', exact: true });

  async function connected(page: Page, route = '#/loggers'): Promise<Console> {
    const app = new Console(page, emulator.token);
    await page.goto(`${emulator.origin}/${route}`);
    await app.enterToken(emulator.token);
    await expect(app.heading('Connect')).toBeHidden();
    await expect(regionOf(page)).toHaveValue('KR1');
    return app;
  }

  test('another region with the same token: its loggers, the same page', async ({ page }) => {
    const app = await connected(page);
    const there = await new Service(emulator.origins.get('KR2')!, emulator.token).loggers();
    await regionOf(page).focus();
    await regionOf(page).selectOption('KR2');
    await app.expectCounter(`(${there.length})`);
    await expect(regionOf(page)).toBeFocused();
    await expect(app.signInDialog).toBeHidden();
    expect(page.url()).toContain('#/loggers');
    await axe(page);
  });

  test('an account is offered the regions of its catalog', async ({ page }) => {
    const { tenant_id, admin: account } = await admin.about();
    const app = new Console(page, emulator.token);
    await page.goto(emulator.origin);
    await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
    await app.button('Connect').click();
    await expect(regionOf(page).getByRole('option')).toHaveCount(2);
    await regionOf(page).selectOption('KR2');
    await expect(app.loggers.rows.first()).toBeVisible();
  });

  test('regions that only the catalog places: another one, and signing in again there', async ({ page }) => {
    const { tenant_id, admin: account } = await admin.about();
    await page.route('**/config.json', async (route) => {
      const answer = await route.fetch();
      const { regions, ...rest } = (await answer.json()) as { regions: { id: string; name: string }[] };
      const bare = regions.map(({ id, name }) => ({ id, name }));
      await route.fulfill({ response: answer, json: { ...rest, regions: bare } });
    });
    const app = new Console(page, emulator.token);
    await page.goto(emulator.origin);
    await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
    await app.button('Connect').click();
    await expect(app.loggers.rows.first()).toBeVisible();
    const there = await new Service(emulator.origins.get('KR2')!, emulator.token).loggers();
    await regionOf(page).selectOption('KR2');
    await app.expectCounter(`(${there.length})`);
    await endToken(app, admin);
    await app.enterPassword({ password: account.password }, app.signInDialog);
    await app.signInDialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
    await expect(app.signInDialog).toBeHidden();
    await app.expectCounter(`(${there.length})`);
    await expect(regionOf(page)).toHaveValue('KR2');
  });

  test('unsaved edits: asked first, and Stay keeps region and edits', async ({ page }) => {
    const app = await connected(page, '#/create');
    await app.wizard.name.fill('half-way');
    await regionOf(page).selectOption('KR2');
    await page.getByRole('button', { name: 'Stay', exact: true }).click();
    await expect(regionOf(page)).toHaveValue('KR1');
    await expect(app.wizard.name).toHaveValue('half-way');
    await regionOf(page).selectOption('KR2');
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(regionOf(page)).toHaveValue('KR2');
    await expect(app.wizard.name).toHaveValue('');
  });

  test('a region that refuses the token asks to sign in there', async ({ page }) => {
    const app = await connected(page);
    const there = emulator.origins.get('KR2')!;
    const unauthorized = { error: { message: 'Not here.', code: 401, title: 'Unauthorized' } };
    await admin.faults({
      at: there,
      path: LOGGERS,
      fault: { kind: 'status', status: 401, body: unauthorized },
    });
    await regionOf(page).selectOption('KR2');
    await expect(app.signInDialog).toContainText('Not here.');
    await app.signInDialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(app.heading('Connect')).toBeVisible();
    await expect(regionOf(page), 'where one wanted to go').toHaveValue('KR2');
    await admin.heal();
    await app.enterToken(emulator.token);
    await expect(app.loggers.rows.first()).toBeVisible();
    await expect(regionOf(page)).toHaveValue('KR2');
  });
});

test('one region: no choice in the bar', async ({ app, page }) => {
  await app.toLoggers();
  await expect(page.getByRole('combobox', { name: 'Region', exact: true })).toHaveCount(0);
});

test.describe('roles', () => {
  test.use({ provoked: true });

  test('a refused write switches writing off, says so once, and can be tried again', async ({
    app,
    admin,
    page,
    service,
  }) => {
    const { tenant_id, member } = await admin.about();
    const logger = await service.working();
    await app.open(`#/loggers/${logger.id}`);
    await app.enterToken(await signIn(service, tenant_id, member));
    await app.button('Disable').click();
    await expect(app.notifications).toContainText('this account may read here and not write');
    await expect(app.notifications).toContainText(/does not allow/);
    for (const name of ['Edit', 'Disable', 'Delete']) {
      await expect(app.button(name), name).toBeDisabled();
      await expect(app.button(name), name).toHaveAccessibleDescription(/read-only/i);
    }
    await expect(app.says('Read-only')).toBeVisible();
    await axe(page);
    await app.go('#/loggers');
    await expect(app.loggers.rows.first()).toBeVisible();
    await expect(app.button('Create logger')).toBeDisabled();
    await app.notifications.getByRole('button', { name: 'Try writing again', exact: true }).click();
    await expect(app.notifications).not.toContainText('may read here and not write');
    await expect(app.page.getByRole('link', { name: 'Create logger', exact: true })).toBeVisible();
  });

  test('a refused create keeps the wizard and what was entered', async ({ app, admin, service }) => {
    const { tenant_id, member } = await admin.about();
    const { wizard } = app;
    await app.open('#/create');
    await app.enterToken(await signIn(service, tenant_id, member));
    await wizard.toReview({
      name: 'not-mine',
      resource: (await freePort(service)).id,
      storageUrl: await goodUrl(service),
    });
    await wizard.create.click();
    await expect(app.says(/does not allow creating/)).toBeVisible();
    await expect(app.notifications).toContainText('this account may read here and not write');
    await expect(wizard.create).toBeVisible();
    await wizard.previous.click();
    await wizard.expectStep('Storage');
    await expect(wizard.storageUrl).not.toHaveValue('');
  });

  test('a list that is refused says nothing about writing', async ({ app, admin, service }) => {
    const { tenant_id } = await admin.about();
    const operator = { user_name: 'flowlog-operator', password: 'emulator-operator' };
    await app.open('#/create');
    await app.enterToken(await signIn(service, tenant_id, operator));
    await expect(app.wizard.name).toBeVisible();
    await app.wizard.fillTarget({ name: 'typed', resource: (await freePort(service)).id });
    await expect(app.says('Read-only')).toHaveCount(0);
    await expect(app.notifications.getByRole('listitem')).toHaveCount(0);
  });
});
