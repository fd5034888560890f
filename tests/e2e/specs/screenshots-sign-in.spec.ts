import type { Fault } from '../support/admin.ts';
import { freePort, signIn } from '../support/sample.ts';
import { shoot } from '../support/shoot.ts';
import { expect, test } from '../support/test.ts';

// Pictures of what has to do with reaching a deployment: signing in, regions, roles, pickers and help with storage.

test.use({ provoked: true });
test.setTimeout(120_000);

for (const [size, width, height] of [
  ['320', 320, 640],
  ['1440', 1440, 900],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`signing in, ${size} px, ${colorScheme}`, async ({ app, admin, page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const at = (name: string) => shoot(page, `sign-in-${size}-${colorScheme}-${name}`);
      const { tenant_id, admin: account } = await admin.about();
      await app.open();
      await page.getByRole('radio', { name: 'API password', exact: true }).check();
      await at('fields');
      await app.button('Connect').click();
      await at('empty');
      for (const [name, tenant, user, password] of [
        ['wrong-password', tenant_id, account.user_name, 'wrong'],
        ['locked', tenant_id, 'flowlog-locked', 'emulator-locked'],
        ['no-tenant', '0'.repeat(32), account.user_name, account.password],
      ] as const) {
        await app.enterPassword({ tenant, user, password });
        await app.button('Connect').click();
        await expect(app.alert.filter({ hasText: /\S/ }).first()).toBeVisible();
        await at(name);
      }
      for (const [name, fault] of [
        ['unreachable', { kind: 'drop' }],
        ['login-page', { kind: 'html' }],
      ] as [string, Fault][]) {
        await admin.faults({ method: 'POST', path: '/v2.0/tokens', fault });
        await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
        await app.button('Connect').click();
        await expect(app.passwordField()).toHaveValue('');
        await at(name);
      }
      await admin.heal();
      await admin.catalog('no-network');
      await admin.tokenLife(120);
      await app.enterPassword({ tenant: tenant_id, user: account.user_name, password: account.password });
      await app.button('Connect').click();
      await expect(app.notifications).toContainText('signed in until');
      await at('ends-soon');
      await app.notifications.getByRole('button', { name: 'Renew', exact: true }).click();
      await expect(app.signInDialog).toBeVisible();
      await at('again');
      await app.passwordField(app.signInDialog).fill('wrong');
      await app.signInDialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
      await expect(app.signInDialog.getByText(/user name or the API password is wrong/)).toBeVisible();
      await at('again-refused');
    });

    test(`roles and notices, ${size} px, ${colorScheme}`, async ({ app, admin, page, service }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const at = (name: string) => shoot(page, `roles-${size}-${colorScheme}-${name}`);
      const { tenant_id, member } = await admin.about();
      const logger = await service.working();
      await app.open('#/loggers');
      await app.enterToken(await signIn(service, tenant_id, member));
      await expect(app.loggers.rows.first()).toBeVisible();
      for (const name of (await app.loggers.names()).slice(0, 3)) await app.select(name).check();
      await app.button('Disable').click();
      await expect(app.notifications).toContainText('may read here and not write');
      await at('read-only');
      await app.go(`#/loggers/${logger.id}`);
      await expect(app.heading(logger.name)).toBeVisible();
      await at('read-only-logger');
      await app.button('Disconnect').click();
      await app.enterToken(app.token);
      await app.go('#/loggers');
      await expect(app.loggers.rows.first()).toBeVisible();
      const names = (await app.loggers.names()).slice(0, 4);
      for (const name of names) await app.select(name).check();
      const { id } = await service.one(({ name }) => name === names[1]);
      await admin.faults({ method: 'DELETE', path: `/v2.0/flowlog-loggers/${id}`, fault: { kind: 'status', status: 500 } });
      await app.button('Delete').click();
      await app.dialog().getByRole('textbox').fill('delete');
      await app.dialog().getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(app.notifications).toContainText(/Deleted \d of 4 loggers/);
      await at('partly');
      await app.button('Preferences').click();
      await expect(app.dialog('Preferences').getByRole('checkbox').first()).toBeVisible();
      await at('preferences');
    });

    test(`pickers and storage, ${size} px, ${colorScheme}`, async ({ app, admin, page, service }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const at = (name: string) => shoot(page, `pick-${size}-${colorScheme}-${name}`);
      const { wizard } = app;
      await page.route('**/config.json', async (route) => {
        const answer = await route.fetch();
        const config = await answer.json();
        config.regions.push({ ...config.regions[0], id: 'KR9', name: 'Korea (elsewhere)' });
        await route.fulfill({ response: answer, json: config });
      });
      await app.toLoggers();
      await app.go('#/create');
      await wizard.name.fill('web-prod-review');
      await wizard.resource.click();
      await at('ports');
      await page.keyboard.press('Escape');
      await wizard.radio('Target type', 'Subnet').check();
      await wizard.resource.click();
      await at('subnets');
      await page.keyboard.press('Escape');
      await wizard.radio('Target type', 'VPC').check();
      await wizard.resource.click();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(app.saysPart('Ports covered now')).toBeVisible();
      await at('vpc-chosen');
      await wizard.radio('Target type', 'Port').check();
      await wizard.toStorage({ name: 'offered', resource: (await freePort(service)).id });
      await page.getByRole('combobox', { name: 'Account', exact: true }).selectOption({ index: 1 });
      await page.getByRole('combobox', { name: 'Container', exact: true }).click();
      await at('containers');
      await admin.faults({ method: 'GET', path: '/v2.0/vpcs', fault: { kind: 'status', status: 403 } });
      const broken = await service.one((one) => one.error_type === 'OBSConfigurationError');
      await app.go(`#/loggers/${broken.id}`);
      await app.dialog().getByRole('button', { name: 'Leave', exact: true }).click();
      await expect(app.heading(broken.name)).toBeVisible();
      await page.getByRole('textbox', { name: 'System account tenant ID', exact: true }).fill('a'.repeat(32));
      await page.getByRole('textbox', { name: 'System account user ID', exact: true }).fill('b'.repeat(32));
      await page.keyboard.press('Tab');
      await page.getByRole('textbox', { name: 'System account user ID', exact: true }).scrollIntoViewIfNeeded();
      await at('policy');
    });
  }
}

test('Korean forms and dialogs', async ({ app, page, service }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), locale: 'ko' } });
  });
  const at = (name: string) => shoot(page, `ko-${name}`);
  const broken = await service.one((one) => one.error_type === 'OBSConfigurationError');
  const working = await service.working();
  await app.open();
  await page.getByRole('radio', { name: 'API 비밀번호', exact: true }).check();
  await page.getByRole('button', { name: '연결', exact: true }).click();
  await at('connect-errors');
  await page.getByRole('button', { name: /데모/ }).click();
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  await at('table');
  await app.go(`#/loggers/${broken.id}`);
  await expect(page.getByRole('tab').first()).toBeVisible();
  await at('policy');
  await app.go(`#/loggers/${working.id}`);
  await expect(app.heading(working.name)).toBeVisible();
  await page.getByRole('button', { name: '수정', exact: true }).or(page.getByRole('button', { name: '편집', exact: true })).click();
  await at('edit');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '삭제', exact: true }).click();
  await at('delete');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '설정', exact: true }).click();
  await at('settings');
});
