import { expect, test } from './support/test.ts';

test('Edit writes name, description and state, and the page shows them', async ({ app, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await app.get('button', 'Edit').click();
  const dialog = app.get('dialog', 'Edit logger');
  const name = dialog.get('textbox', 'Name');
  expect(await name.script('element.value')).toBe(logger.name);
  await name.write('');
  await dialog.get('button', 'Save').click();
  await name.expectFocused();
  expect(await name.attribute('aria-invalid')).toBe('true');
  await name.write('renamed');
  await dialog.get('textbox', 'Description').write('and described');
  await dialog.get('checkbox', 'Enabled').click();
  await dialog.get('button', 'Save').click();
  await dialog.expectGone();
  await app.get('heading', 'renamed').expectThere();
  await app.get('button', 'Enable').expectThere();
  const written = { name: 'renamed', description: 'and described', admin_state_up: false };
  expect(await service.logger(logger.id)).toMatchObject(written);
});

test('Delete wants the word for a logger that collects, and leads to the list', async ({ app, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await app.get('button', 'Delete').click();
  const dialog = app.get('dialog', 'Delete logger');
  await dialog.get('textbox', 'Type delete to confirm').write('delete');
  await dialog.get('button', 'Delete').click();
  await app.get('heading', /^Flow log loggers/).expectThere();
  expect((await service.loggers()).map(({ id }) => id)).not.toContain(logger.id);
});

test('several are deleted at once and reported one by one', async ({ app, admin, service }) => {
  await admin.reset(8);
  await app.toLoggers();
  const names = (await app.names()).slice(0, 3);
  for (const name of names) await app.get('checkbox', `Select ${name}`).click();
  await app.get('button', 'Delete').click();
  const dialog = app.get('dialog', 'Delete 3 loggers');
  await dialog.get('textbox', 'Type delete to confirm').write('delete');
  await dialog.get('button', 'Delete').click();
  const each = app.get('list', 'What became of each logger').get('listitem');
  await expect.poll(() => each.texts()).toEqual(names.map((name) => `${name}: done`));
  expect(await service.loggers()).toHaveLength(5);
});
