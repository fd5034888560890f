import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test.describe('edit', () => {
  test('Edit logger: changes name, description and state, and says what is fixed', async ({
    app,
    page,
    service,
  }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const dialog = app.dialog('Edit logger');
    await expect(dialog).toBeVisible();
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
    const description = dialog.getByRole('textbox', { name: 'Description', exact: true });
    await expect(name).toHaveValue(logger.name);
    await expect(description).toHaveValue(logger.description);
    await expect(dialog.getByRole('checkbox', { name: 'Enabled', exact: true })).toBeChecked();
    await expect(dialog).toContainText(logger.storage_url);
    await expect(dialog).toContainText(/fixed|cannot be changed/i);
    await axe(page);

    await name.fill('');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(name).toBeFocused();
    await expect(name).toHaveAttribute('aria-invalid', 'true');

    await name.fill('renamed');
    await description.fill('and described');
    await dialog.getByRole('checkbox', { name: 'Enabled', exact: true }).uncheck();
    const sending = page.waitForRequest((request) => request.method() === 'PUT');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    const { flowlog_logger } = (await sending).postDataJSON() as { flowlog_logger: object };
    expect(['name', 'description', 'admin_state_up']).toEqual(
      expect.arrayContaining(Object.keys(flowlog_logger)),
    );
    await expect(dialog).toHaveCount(0);
    await expect(app.heading('renamed')).toBeVisible();
    expect(await service.logger(logger.id)).toMatchObject({
      name: 'renamed',
      description: 'and described',
      admin_state_up: false,
    });
    await expect(app.button('Enable'), 'the page shows the new state').toBeVisible();
  });

  test('a description can be cleared', async ({ app, service }) => {
    const logger = await service.one((one) => one.description !== '' && one.status === 'ACTIVE');
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const dialog = app.dialog('Edit logger');
    await dialog.getByRole('textbox', { name: 'Description', exact: true }).fill('');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    expect((await service.logger(logger.id)).description).toBe('');
  });

  test('from the list, for the selected row; Cancel changes nothing and the focus returns', async ({
    app,
    page,
    service,
  }) => {
    await app.toLoggers();
    const [first] = await app.loggers.names();
    const logger = await service.one((one) => one.name === first);
    await app.select(first!).check();
    await app.button('Edit').click();
    const dialog = app.dialog('Edit logger');
    await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(first!);
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await expect(app.button('Edit')).toBeFocused();
    await app.button('Edit').click();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    expect(await service.logger(logger.id)).toEqual(logger);
  });

  test('Cancel asks first where something was entered', async ({ app, service }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const dialog = app.dialog('Edit logger');
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('mine');
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await app.dialog('Close without saving the logger?').getByRole('button', { name: 'Stay', exact: true }).click();
    await expect(name).toHaveValue('mine');
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await app.dialog('Close without saving the logger?').getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    expect(await service.logger(logger.id)).toEqual(logger);
  });

  test('a name that was emptied is refused when its field is left', async ({ app, page, service }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const name = app.dialog('Edit logger').getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('');
    await expect(name).not.toHaveAttribute('aria-invalid');
    await page.keyboard.press('Tab');
    await app.wizard.expectRefused(name, /name/i);
  });

  test('changed by somebody else in between: both are shown, and the person decides', async ({
    app,
    page,
    service,
  }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const dialog = app.dialog('Edit logger');
    await dialog.getByRole('textbox', { name: 'Description', exact: true }).fill('mine');
    await service.update(logger, { description: 'by a colleague' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.dialog().filter({ hasText: 'by a colleague' })).toBeVisible();
    await axe(page);
    expect((await service.logger(logger.id)).description, 'nothing written before the answer').toBe(
      'by a colleague',
    );
    await app
      .dialog()
      .getByRole('button', { name: /save|overwrite|mine/i })
      .first()
      .click();
    await expect.poll(async () => (await service.logger(logger.id)).description).toBe('mine');
  });
});

test.describe('enable and disable', () => {
  test('a logger from its page, there and back', async ({ app, service }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Disable').click();
    await expect(app.button('Enable')).toBeVisible();
    expect(await service.logger(logger.id)).toMatchObject({
      admin_state_up: false,
      description: logger.description,
    });
    await app.button('Enable').click();
    await expect(app.button('Disable')).toBeVisible();
    expect((await service.logger(logger.id)).admin_state_up).toBe(true);
  });

  test('several from the list, with one report', async ({ app, service }) => {
    await app.toLoggers();
    await app.filterBy('db-prod');
    const active = (await service.loggers()).filter(
      ({ name, status }) => name.startsWith('db-prod') && status === 'ACTIVE',
    );
    expect(active.length).toBeGreaterThan(2);
    for (const { name } of active) await app.select(name).check();
    await app.button('Disable').click();
    await expect
      .poll(
        async () =>
          (await service.loggers()).filter(
            ({ id, admin_state_up }) => !admin_state_up && active.some((one) => one.id === id),
          ).length,
      )
      .toBe(active.length);
    await expect(app.notifications).toContainText(`${active.length}`);
    for (const { name } of active) await expect(app.loggers.row(name)).toContainText(/inactive/i);
  });
});

test('of several, one that somebody else has changed is left alone until the person tries again', async ({
  app,
  page,
  admin,
  service,
}) => {
  await admin.reset(8);
  await app.toLoggers();
  const [first, second] = (await service.loggers()).filter(({ admin_state_up }) => admin_state_up);
  for (const { name } of [first!, second!]) await app.select(name).check();
  await service.update(second!, { description: 'by a colleague' });
  await app.button('Disable').click();
  const each = app.notifications.getByRole('list', { name: 'What became of each logger', exact: true });
  await expect(each.getByRole('listitem').filter({ hasText: second!.name })).toContainText('→ by a colleague');
  await expect(each.getByRole('listitem').filter({ hasText: first!.name })).toHaveText(`${first!.name}: done`);
  await axe(page);
  expect((await service.logger(second!.id)).admin_state_up, 'nothing is written before the answer').toBe(true);
  await app.notifications.getByRole('button', { name: 'Retry', exact: true }).click();
  await expect
    .poll(() => service.logger(second!.id))
    .toMatchObject({ admin_state_up: false, description: 'by a colleague' });
});

test.describe('delete', () => {
  test('a logger that is collecting: names it, says what stays, wants the word', async ({
    app,
    page,
    service,
  }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Delete').click();
    const dialog = app.dialog('Delete logger');
    await expect(dialog).toContainText(logger.name);
    await expect(dialog).toContainText(/files?.*(stay|kept|remain)/i);
    await axe(page);
    const word = dialog.getByRole('textbox', { name: 'Type delete to confirm', exact: true });
    const remove = dialog.getByRole('button', { name: 'Delete', exact: true });
    await word.fill('delet');
    await remove.click();
    await expect(word).toHaveAttribute('aria-invalid', 'true');
    await expect(dialog).toBeVisible();
    expect((await service.loggers()).some(({ id }) => id === logger.id)).toBe(true);
    await word.fill('delete');
    await remove.click();
    await expect(app.loggersHeading).toBeVisible();
    await expect(app.notifications).toContainText(logger.name);
    expect((await service.loggers()).some(({ id }) => id === logger.id)).toBe(false);
  });

  test('a logger that does not collect needs no word; Enter does the safe thing', async ({
    app,
    page,
    service,
  }) => {
    const logger = await service.one((one) => one.status === 'INACTIVE');
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Delete').click();
    const dialog = app.dialog('Delete logger');
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('textbox')).toHaveCount(0);
    await page.keyboard.press('Enter');
    expect(
      (await service.loggers()).some(({ id }) => id === logger.id),
      'Enter does not delete',
    ).toBe(true);
    await expect(dialog).toHaveCount(0);
    await app.button('Delete').click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(app.loggersHeading).toBeVisible();
    expect((await service.loggers()).some(({ id }) => id === logger.id)).toBe(false);
  });

  test('many, by one word, reported item by item', async ({ app, page, admin, service }) => {
    await admin.reset(8);
    await app.toLoggers();
    const names = (await app.loggers.names()).slice(0, 3);
    for (const name of names) await app.select(name).check();
    await app.button('Delete').click();
    const dialog = app.dialog('Delete 3 loggers');
    for (const name of names) await expect(dialog).toContainText(name);
    await axe(page);
    await dialog.getByRole('textbox', { name: 'Type delete to confirm', exact: true }).fill('delete');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await app.expectCounter('(5)');
    await expect(app.notifications).toContainText('3');
    const each = app.notifications.getByRole('list', { name: 'What became of each logger', exact: true });
    await expect(each.getByRole('listitem')).toHaveText(names.map((name) => `${name}: done`));
    const left = (await service.loggers()).map(({ name }) => name);
    for (const name of names) expect(left).not.toContain(name);
  });

  test('Cancel deletes nothing', async ({ app, service }) => {
    await app.toLoggers();
    const [first] = await app.loggers.names();
    await app.select(first!).check();
    await app.button('Delete').click();
    await app.dialog('Delete logger').getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(app.dialog()).toHaveCount(0);
    await expect(app.button('Delete')).toBeFocused();
    expect(await service.loggers()).toHaveLength(40);
  });

  test.describe('gone already', () => {
    test.use({ provoked: true });

    test('deleting a logger that somebody else deleted is a success', async ({ app, service }) => {
      const logger = await service.one((one) => one.status === 'INACTIVE');
      await app.connect(`#/loggers/${logger.id}`);
      await app.button('Delete').click();
      await service.remove(logger.id);
      await app.dialog('Delete logger').getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(app.loggersHeading).toBeVisible();
      await app.expectCounter('(39)');
      await expect(app.notifications).toContainText(logger.name);
      await expect(app.notifications).not.toContainText(/fail|could not|error/i);
    });
  });
});

test('only where something is collecting does deleting say that it stops', async ({ app, page, service }) => {
  const stops = app.dialog('Delete logger').getByText('Collecting stops at once.');
  const keeps = app.dialog('Delete logger').getByText('Log files already written stay');
  const broken = await service.one((one) => one.status === 'ERROR');
  await app.connect(`#/loggers/${broken.id}`);
  await app.button('Delete').click();
  await expect(keeps).toBeVisible();
  await expect(stops).toHaveCount(0);
  await page.keyboard.press('Escape');
  await app.go(`#/loggers/${(await service.working()).id}`);
  await expect(app.heading((await service.working()).name)).toBeVisible();
  await app.button('Delete').click();
  await expect(keeps).toBeVisible();
  await expect(stops).toBeVisible();
});
