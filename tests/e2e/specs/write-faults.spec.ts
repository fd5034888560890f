import type { Fault } from '../support/admin.ts';
import { axe } from '../support/axe.ts';
import { freePort, goodUrl, signIn } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

test.use({ provoked: true });

const LOGGERS = '/v2.0/flowlog-loggers';
/** Long enough for three more tries with their back-off. */
const PATIENCE = { timeout: 40_000 };

test.describe('create', () => {
  for (const [name, fault, made, words] of [
    ['the answer is lost', { kind: 'after' }, 1, /created|being built/i],
    ['the request is lost', { kind: 'drop' }, 0, /not created/i],
    ['503', { kind: 'status', status: 503 }, 0, /Service Unavailable|not created/i],
    ['429', { kind: 'status', status: 429 }, 0, /Too Many Requests|not created/i],
    ['the answer is cut', { kind: 'truncated' }, 1, /created|being built/i],
    ['the answer breaks off', { kind: 'cut' }, 1, /created|being built/i],
    ['a login page', { kind: 'html' }, 0, /not created|JSON|HTML|page/i],
    ['an empty answer', { kind: 'empty' }, 0, /not created|empty|JSON/i],
    ['another shape', { kind: 'wrong_shape' }, 0, /not created|shape|expected/i],
  ] as [string, Fault, number, RegExp][]) {
    test(`${name}: never sent twice, and the console says what became of it`, async ({
      app,
      admin,
      page,
      service,
    }) => {
      const { wizard } = app;
      await app.connect('#/create');
      await wizard.toReview({
        name: 'once-only',
        resource: (await freePort(service)).id,
        storageUrl: await goodUrl(service),
      });
      await admin.faults({ method: 'POST', path: LOGGERS, fault });
      await wizard.create.click();
      await expect(app.says(words)).toBeVisible(PATIENCE);
      if (made === 0) {
        await expect(app.says(/not created/i)).toBeVisible();
        // Every value is kept and the way on is the same button.
        await expect(app.heading('Create logger')).toBeVisible();
        await admin.heal();
        await wizard.create.click();
      } else {
        await expect(page.getByText(/not created/i)).toHaveCount(0);
      }
      await expect.poll(async () => (await service.loggers('?name=once-only')).length).toBe(1);
      expect(await admin.requests('POST', LOGGERS)).toHaveLength(made === 0 ? 2 : 1);
    });
  }

  test('neither the answer nor the list afterwards arrives: says that it is unknown', async ({
    app,
    admin,
    service,
  }) => {
    const { wizard } = app;
    await app.connect('#/create');
    await wizard.toReview({
      name: 'unknown-end',
      resource: (await freePort(service)).id,
      storageUrl: await goodUrl(service),
    });
    // The list fails from the moment at which the create is under way.
    await admin.faults(
      { method: 'POST', path: LOGGERS, fault: { kind: 'latency', ms: 1_500 } },
      { method: 'POST', path: LOGGERS, fault: { kind: 'after' } },
    );
    await wizard.create.click();
    await expect.poll(async () => (await admin.requests('POST', LOGGERS)).length).toBe(1);
    await admin.faults({ method: 'GET', path: LOGGERS, fault: { kind: 'status', status: 500 } });
    await expect(app.says(/unknown|may have been created|not known|cannot tell/i)).toBeVisible(PATIENCE);
    expect(await admin.requests('POST', LOGGERS)).toHaveLength(1);
  });

  test('401 in a filled wizard: sign in over it, and the request is repeated once', async ({
    app,
    admin,
    service,
  }) => {
    const { wizard } = app;
    const { tenant_id, admin: account } = await admin.about();
    await app.connect('#/create');
    await wizard.toReview({
      name: 'made-after-401',
      resource: (await freePort(service)).id,
      storageUrl: await goodUrl(service),
    });
    await admin.revokeTokens();
    await wizard.create.click();
    await expect(app.signInDialog).toBeVisible();
    await expect(app.signInDialog).toContainText('no longer accepts the token');
    await axe(app.page);
    const fresh = await signIn(service, tenant_id, account);
    await app.signInAgain(fresh);
    await expect(app.signInDialog).toBeHidden();
    await expect
      .poll(async () => (await admin.requests('POST', LOGGERS)).map(({ status }) => status))
      .toEqual([201]);
    await expect(app.heading('made-after-401')).toBeVisible();
    expect(await app.keeps(fresh)).toEqual([]);
  });

  test('401 in a filled wizard: Cancel leads to Connect, with every value kept', async ({
    app,
    admin,
    service,
  }) => {
    const { wizard } = app;
    const { tenant_id, admin: account } = await admin.about();
    const port = await freePort(service);
    const url = await goodUrl(service);
    await app.connect('#/create');
    await wizard.toReview({
      name: 'kept-over-401',
      description: 'long text',
      resource: port.id,
      storageUrl: url,
    });
    await admin.revokeTokens();
    await wizard.create.click();
    await app.signInDialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(app.heading('Connect')).toBeVisible();
    await expect(app.says(/no longer accepts the token/)).toBeVisible();
    await axe(app.page);
    const fresh = await signIn(service, tenant_id, account);
    await app.enterToken(fresh);
    await expect(app.heading('Create logger')).toBeVisible();
    await wizard.expectStep('Review');
    await wizard.previous.click();
    await expect(wizard.storageUrl).toHaveValue(url);
    await wizard.previous.click();
    await wizard.expectStep('Collection');
    await wizard.previous.click();
    await expect(wizard.name).toHaveValue('kept-over-401');
    await expect(wizard.description).toHaveValue('long text');
    await expect(wizard.resource).toHaveValue(new RegExp(port.id));
    for (let step = 0; step < 3; step += 1) await wizard.next.click();
    await wizard.create.click();
    await expect
      .poll(async () =>
        (await admin.requests('POST', LOGGERS)).map(({ status }) => status).filter((s) => s !== 401),
      )
      .toEqual([201]);
  });
});

test('a member who may only read: the refusal in the words of the service', async ({
  app,
  admin,
  service,
}) => {
  const { tenant_id, member } = await admin.about();
  const logger = await service.working();
  await app.open(`#/loggers/${logger.id}`);
  await app.enterToken(await signIn(service, tenant_id, member));
  await app.button('Edit').click();
  const dialog = app.dialog('Edit logger');
  await dialog.getByRole('textbox', { name: 'Description', exact: true }).fill('try');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.says(/The role of this account does not allow editing/)).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Description', exact: true })).toHaveValue('try');
});

for (const [name, fault, words] of [
  ['500', { kind: 'status', status: 500 }, /Internal Server Error/],
  ['a lost answer', { kind: 'drop' }, /network|connection|reach|proxy/i],
  ['a login page', { kind: 'html' }, /JSON|HTML|page/i],
] as [string, Fault, RegExp][]) {
  test(`${name} on Save: the dialog stays with its values, and Save works once all is well`, async ({
    app,
    admin,
    service,
  }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const dialog = app.dialog('Edit logger');
    const description = dialog.getByRole('textbox', { name: 'Description', exact: true });
    await description.fill('kept');
    await admin.faults({ method: 'PUT', path: LOGGERS, fault });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog.getByText(words).filter({ visible: true }).first()).toBeVisible(PATIENCE);
    await expect(description).toHaveValue('kept');
    await admin.heal();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    expect((await service.logger(logger.id)).description).toBe('kept');
  });
}

for (const kind of ['after', 'cut', 'truncated'] as const) {
  test(`${kind}: a save, a switch and a delete whose answers are lost are seen to be done`, async ({
    app,
    admin,
    service,
  }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const dialog = app.dialog('Edit logger');
    await dialog.getByRole('textbox', { name: 'Description', exact: true }).fill('done');
    await admin.faults(...['PUT', 'DELETE'].map((method) => ({ method, path: LOGGERS, fault: { kind } })));
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toHaveCount(0, PATIENCE);
    await expect(app.notifications).toContainText(`Logger ${logger.name} is saved`);
    await app.button('Disable').click();
    await expect(app.notifications).toContainText(`Logger ${logger.name} is disabled`, PATIENCE);
    expect((await service.logger(logger.id)).status).toBe('INACTIVE');
    await app.button('Delete').click();
    await app.dialog('Delete logger').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(app.notifications).toContainText(`Logger ${logger.name} is deleted`, PATIENCE);
    expect(await admin.requests('PUT', `${LOGGERS}/${logger.id}`)).toHaveLength(2);
  });
}

test('a delete that fails: the notification has the words of the service and Retry', async ({
  app,
  admin,
  service,
}) => {
  const logger = await service.one((one) => one.status === 'INACTIVE');
  await app.connect(`#/loggers/${logger.id}`);
  await admin.faults({ method: 'DELETE', path: LOGGERS, fault: { kind: 'status', status: 500 } });
  await app.button('Delete').click();
  await app.dialog('Delete logger').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(app.notifications).toContainText('Internal Server Error', PATIENCE);
  await admin.heal();
  await app.notifications.getByRole('button', { name: 'Retry', exact: true }).click();
  await expect.poll(async () => (await service.loggers()).some(({ id }) => id === logger.id)).toBe(false);
});

test('of several deletes one fails: reported item by item', async ({ app, admin, page, service }) => {
  await admin.reset(8);
  await app.toLoggers();
  const names = (await app.loggers.names()).slice(0, 3);
  for (const name of names) await app.select(name).check();
  await admin.faults({
    method: 'DELETE',
    path: LOGGERS,
    skip: 1,
    times: 1,
    fault: { kind: 'status', status: 500 },
  });
  await app.button('Delete').click();
  const dialog = app.dialog('Delete 3 loggers');
  await dialog.getByRole('textbox', { name: 'Type delete to confirm', exact: true }).fill('delete');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(async () => (await service.loggers()).length).toBe(6);
  const left = names.filter((name) => name !== undefined);
  const remaining = (await service.loggers()).map(({ name }) => name);
  const failed = left.find((name) => remaining.includes(name))!;
  await expect(app.notifications).toContainText(failed);
  await expect(app.notifications).toContainText('Internal Server Error');
  await axe(page);
});

test('of several notices at once each is said', async ({ app, page, admin, service }) => {
  const { tenant_id, member } = await admin.about();
  const logger = await service.one((one) => one.status === 'ERROR');
  await app.open(`#/loggers/${logger.id}`);
  await app.enterToken(await signIn(service, tenant_id, member));
  await app.button('Disable').or(app.button('Enable')).first().click();
  // The failure of the one logger, and that the account may not write at all.
  await expect(page.getByRole('alert').filter({ hasText: `Logger ${logger.name} was not` })).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'this account may read here and not write' })).toHaveCount(1);
});
