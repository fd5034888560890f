import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { ACCOUNT, HOST, STORAGE_URL, freePort, signIn } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

const START = `https://${HOST}/v1/${ACCOUNT}`;

/** Names an Object Storage in the configuration, as a deployment does that lets the console list it, or none. */
async function withObjectStorage(page: Page, url: string | null): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = await answer.json();
    config.regions[0].objectStorage = url;
    await route.fulfill({ response: answer, json: config });
  });
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const list = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

test('a refused container: the header and the commands, with ids that are asked for once', async ({
  app,
  page,
  service,
  emulator,
}) => {
  const about = (await (await fetch(emulator.admin)).json()) as { system_account: string };
  const [tenant, user] = about.system_account.split(':') as [string, string];
  const broken = await service.one((one) => one.error_type === 'OBSConfigurationError');
  const container = new URL(broken.storage_url).pathname.split('/')[3]!;
  const url = `${START}/${container}`;
  await app.connect(`#/loggers/${broken.id}`);
  await expect(
    page.getByRole('heading', { level: 2, name: `Let Flow Log write to ${container}`, exact: true }),
  ).toBeVisible();
  await expect(region(page, 'Read the current policy')).toHaveText(
    `curl -gsS --head '${url}' -H "X-Auth-Token: $TOKEN"`,
  );
  await expect(region(page, 'Header to set')).toHaveCount(0);

  await field(page, 'System account tenant ID').fill(`${tenant}:x`);
  await expect(field(page, 'System account tenant ID')).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'System account tenant ID').fill(tenant);
  await field(page, 'System account user ID').fill(user);
  await field(page, 'System account user ID').press('Tab');
  await expect(region(page, 'Header to set')).toHaveText(`X-Container-Write: ${tenant}:${user}`);
  await field(page, 'Current policy').fill('x-container-write: a:b, c:d');
  const policy = `a:b,c:d,${tenant}:${user}`;
  await expect(region(page, 'Header to set')).toHaveText(`X-Container-Write: ${policy}`);
  await expect(region(page, 'Set it with curl')).toHaveText(
    `curl -gsS -X POST '${url}' -H "X-Auth-Token: $TOKEN" -H 'X-Container-Write: ${policy}'`,
  );
  await expect(region(page, 'Set it with the swift client')).toHaveText(
    `swift --os-storage-url '${START}' --os-auth-token "$TOKEN" post --write-acl '${policy}' '${container}'`,
  );
  await axe(page);
  await field(page, 'Current policy').fill('two words');
  await expect(field(page, 'Current policy')).toHaveAttribute('aria-invalid', 'true');
  await expect(region(page, 'Header to set')).toHaveCount(0);
  expect(await app.keeps(emulator.token)).toEqual([]);

  await page.reload();
  await app.enterToken(emulator.token);
  await expect(field(page, 'System account tenant ID')).toHaveValue(tenant);
  await expect(region(page, 'Header to set')).toHaveText(`X-Container-Write: ${tenant}:${user}`);
});

test('other errors of a logger say nothing about policies', async ({ app, page, service }) => {
  const broken = await service.one((one) => one.error_type === 'OBSServiceNotAvailableError');
  await app.connect(`#/loggers/${broken.id}`);
  await expect(app.panel('Details')).toContainText('OBSServiceNotAvailableError');
  await expect(page.getByRole('heading', { name: /Let Flow Log write/ })).toHaveCount(0);
});

test('accounts and containers of the loggers are offered for the URL', async ({ app, page, service }) => {
  const { wizard } = app;
  await withObjectStorage(page, null);
  await app.toLoggers();
  await app.go('#/create');
  await wizard.toStorage({ name: 'offered', resource: (await freePort(service)).id });
  await expect(list(page, 'Container')).toHaveCount(0);
  await list(page, 'Account').selectOption({ label: `${ACCOUNT} at ${HOST}` });
  await expect(wizard.storageUrl).toHaveValue(`${START}/`);
  await list(page, 'Container').fill('network-logs');
  await expect(wizard.storageUrl).toHaveValue(`${START}/network-logs/`);
  await list(page, 'Container').fill('security');
  await page.getByRole('option', { name: /security-audit/ }).click();
  await list(page, 'Container').fill('finance');
  await expect(page.getByRole('option', { name: /finance-locked/ }), 'of a logger in error').toHaveCount(0);
  await list(page, 'Container').fill('security-audit');
  await expect(wizard.storageUrl).toHaveValue(`${START}/security-audit/`);
  await axe(page);
  await wizard.storageUrl.fill(`${START}/security-audit/web/tier-1`);
  await list(page, 'Container').fill('net work');
  await expect(wizard.storageUrl).toHaveValue(`${START}/net%20work/web/tier-1`);
  await wizard.storageUrl.fill(`${START.replace('kr1', 'kr2')}/logs/web`);
  await expect(list(page, 'Account')).toHaveValue('');
  await expect(list(page, 'Container')).toHaveCount(0);
  await list(page, 'Account').selectOption({ label: `${ACCOUNT} at ${HOST}` });
  await expect(wizard.storageUrl).toHaveValue(`${START}/logs/web`);
});

test('an account that was entered is offered the next time', async ({ app, page, service, emulator }) => {
  const { wizard } = app;
  const resource = (await freePort(service)).id;
  await app.connect('#/create');
  await wizard.toStorage({ name: 'kept', resource });
  await expect(list(page, 'Account')).toHaveCount(0);
  await wizard.storageUrl.fill(STORAGE_URL);
  await wizard.storageUrl.press('Tab');
  await page.reload();
  await app.enterToken(emulator.token);
  await wizard.toStorage({ name: 'kept', resource });
  await list(page, 'Account').selectOption({ label: `${ACCOUNT} at ${HOST}` });
  await expect(wizard.storageUrl).toHaveValue(`${START}/`);
});

test('containers are listed where the configuration names the Object Storage', async ({
  app,
  page,
  service,
  admin,
  emulator,
}) => {
  const { wizard } = app;
  await withObjectStorage(page, `${emulator.origin}/v1/${ACCOUNT}`);
  await app.connect('#/create');
  await wizard.toStorage({ name: 'listed', resource: (await freePort(service)).id });
  await wizard.storageUrl.fill(START);
  await list(page, 'Container').fill('cold');
  await page.getByRole('option', { name: /cold-storage/ }).click();
  await expect(wizard.storageUrl).toHaveValue(`${START}/cold-storage/`);
  const asked = await admin.requests('GET', `/v1/${ACCOUNT}`);
  expect(asked.map((request) => request.status)).toEqual([200]);
});

test.describe('where listing is refused', () => {
  test.use({ provoked: true });

  test('a name can be typed, and the session goes on', async ({ app, page, service, admin, emulator }) => {
    const { wizard } = app;
    const tenant = (await admin.about()).tenant_id;
    const operator = { user_name: 'flowlog-operator', password: 'emulator-operator' };
    await withObjectStorage(page, emulator.origin);
    await app.open('#/create');
    await app.enterToken(await signIn(service, tenant, operator));
    await wizard.toStorage({ name: 'refused', resource: (await freePort(service)).id });
    await wizard.storageUrl.fill(START);
    await expect(list(page, 'Container')).toHaveAccessibleDescription(/could not be listed/);
    await list(page, 'Container').fill('network-logs');
    await expect(wizard.storageUrl).toHaveValue(`${START}/network-logs/`);
    await axe(page);
    await wizard.storageUrl.fill(`${START}/network-logs/web`);
    await wizard.next.click();
    await wizard.expectStep('Review');
  });
});

test.describe('where the Object Storage gives no answer', () => {
  test.use({ provoked: true, expected: /storage\.cloud\.example/ });

  test('a host that is not the one of the region is a warning', async ({ app, page, service }) => {
    const { wizard } = app;
    await page.route('**/config.json', async (route) => {
      const config = await (await route.fetch()).json();
      // A demo is for this machine alone.
      delete config.demo;
      config.regions[0].objectStorage = 'https://storage.cloud.example';
      await route.fulfill({ json: config });
    });
    await app.connect('#/create');
    await wizard.toStorage({ name: 'elsewhere', resource: (await freePort(service)).id });
    await wizard.storageUrl.fill(`https://other.cloud.example/v1/${ACCOUNT}/logs/web`);
    await expect(wizard.storageUrl).toHaveAccessibleDescription(/other\.cloud\.example .*storage\.cloud\.example/);
    await wizard.storageUrl.fill(`https://storage.cloud.example/v1/${ACCOUNT}/logs/web`);
    await expect(wizard.storageUrl).not.toHaveAccessibleDescription(/is not the Object Storage/);
    await expect(list(page, 'Container')).toHaveAccessibleDescription(/could not be listed/);
  });
});

test('each step has its help, beside the form where there is room', async ({ app, page, service }) => {
  const { wizard } = app;
  const help = region(page, 'About this step');
  await app.connect('#/create');
  await expect(help).toContainText(/captures every port/);
  await wizard.fillTarget({ name: 'helped', resource: (await freePort(service)).id });
  await wizard.next.click();
  await expect(help).toContainText('1,440 files a day');
  await wizard.next.click();
  await expect(help).toContainText('another one than the tenant ID of the network');
  const form = (await wizard.storageUrl.boundingBox())!;
  const beside = (await help.boundingBox())!;
  expect(beside.x, 'right of the form').toBeGreaterThan(form.x + form.width);
  expect(beside.y, 'at its height').toBeLessThan(form.y);
  await axe(page);
  await page.setViewportSize({ width: 700, height: 900 });
  const below = (await help.boundingBox())!;
  expect(below.y, 'below the form').toBeGreaterThan((await wizard.next.boundingBox())!.y);
  await app.expectNoSidewaysScroll();
  await page.setViewportSize({ width: 1440, height: 900 });
  await wizard.storageUrl.fill(STORAGE_URL);
  await wizard.next.click();
  await expect(help).toContainText('sends this request once');
});
