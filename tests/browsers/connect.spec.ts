import { expect, test } from './support/test.ts';

test('a token that the service refuses is told, another one connects, and Disconnect asks anew', async ({ app, emulator }) => {
  await app.open('/');
  const token = app.get('field', 'Token');
  await token.write('nonsense-token');
  await app.get('button', 'Connect').click();
  await expect.poll(async () => (await app.get('alert').texts()).join()).toMatch(/token/i);
  await token.write(emulator.token);
  await app.get('button', 'Connect').click();
  await app.loggers.get('rowheader').expectThere();
  await app.get('button', 'Disconnect').click();
  await app.get('heading', 'Connect').expectThere();
  expect(await token.script('element.value')).toBe('');
});

test('an API password connects, and the route that was asked for is shown', async ({ app, admin }) => {
  const { tenant_id, admin: account } = await admin.about();
  await app.open('/#/ports');
  await app.get('radio', 'API password').click();
  await app.get('textbox', 'Tenant ID').write(tenant_id);
  await app.get('textbox', 'User name').write(account.user_name);
  await app.get('field', 'API password').write(account.password);
  await app.get('button', 'Connect').click();
  await app.get('table', 'Logging ports').get('rowheader').expectThere();
});
