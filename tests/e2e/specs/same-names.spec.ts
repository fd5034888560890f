import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

// Loggers of one name, as they come about when one is created twice.

test('the delete dialog and its notice tell loggers of one name apart', async ({ app, service, page }) => {
  const { resource_id } = await service.working();
  const ports = (await service.ports()).filter((port) => port.id !== resource_id);
  const storage_url = (await service.working()).storage_url;
  const far = await service.create({ name: 'twin', resource_id: ports[1]!.id, storage_url });
  const twins = [
    await service.create({ name: 'twin', resource_id, storage_url }),
    await service.create({ name: 'twin', resource_id, storage_url }),
  ];
  await app.toLoggers();
  await app.filterBy('twin');
  await expect(app.loggers.rows).toHaveCount(3);
  await app.loggers.element.getByRole('row').first().getByRole('checkbox').check();
  await app.button('Delete').click();
  const dialog = app.dialog('Delete 3 loggers');
  const list = dialog.getByRole('list', { name: 'Loggers to delete', exact: true });
  await expect(list.getByRole('listitem')).toHaveCount(3);
  const lines = await list.getByRole('listitem').allInnerTexts();
  expect(new Set(lines).size).toBe(3);
  const place = storage_url.split(/AUTH_[0-9a-f]{32}\//)[1]!;
  const told = lines.filter((line) => line.includes(place));
  expect(told, 'one target alone tells it').toHaveLength(1);
  expect(told[0]).not.toContain(far.id);
  for (const { id } of twins) await expect(list).toContainText(`twin (${id})`);
  await axe(page);
  await dialog.getByRole('textbox', { name: 'Type delete to confirm', exact: true }).fill('delete');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(app.notifications).toContainText('3 loggers are deleted');
  for (const { id } of twins) await expect(app.notifications).toContainText(`twin (${id}): done`);
});

test('the notice of one logger says which of its name', async ({ app, service }) => {
  const { resource_id, storage_url } = await service.working();
  const twins = [
    await service.create({ name: 'twin', resource_id, storage_url }),
    await service.create({ name: 'twin', resource_id, storage_url }),
  ];
  await app.toLoggers();
  await app.filterBy('twin');
  await expect(app.loggers.rows).toHaveCount(2);
  await app.loggers.rows.last().getByRole('checkbox').check();
  const href = await app.loggers.rows.last().getByRole('link').first().getAttribute('href');
  const { id } = twins.find((twin) => href!.includes(twin.id))!;
  await app.button('Delete').click();
  await expect(app.dialog('Delete logger')).toContainText(`twin (${id})`);
  const word = app.dialog('Delete logger').getByRole('textbox');
  for (const field of await word.all()) await field.fill('delete');
  await app.dialog('Delete logger').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(app.notifications).toContainText(`Logger twin (${id}) is deleted`);
});

test('a name with characters that nobody sees shows them, and is told from the one that it looks like', async ({ app, service }) => {
  const { resource_id, storage_url } = await service.working();
  for (const name of ['twin', 'twin\u200b', '\u202eniwt']) await service.create({ name, resource_id, storage_url });
  await app.toLoggers();
  await app.filterBy('name:tw');
  await expect(app.loggers.rows).toHaveCount(2);
  await expect(app.loggers.element.getByRole('link', { name: 'twin⟨U+200B⟩', exact: true })).toBeVisible();
  await app.select('twin⟨U+200B⟩').check();
  await app.button('Delete').click();
  await expect(app.dialog('Delete logger')).toContainText(/twin⟨U\+200B⟩ \([0-9a-f-]{36}\)/);
});
