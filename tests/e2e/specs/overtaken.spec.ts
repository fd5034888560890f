import type { Locator, Request } from '@playwright/test';
import type { Admin } from '../support/admin.ts';
import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { freePort, goodUrl } from '../support/sample.ts';
import type { Logger, Service } from '../support/service.ts';
import { expect, test } from '../support/test.ts';

test.use({ provoked: true });

const LOGGERS = '/v2.0/flowlog-loggers';
const SLOW = { kind: 'latency', ms: 2_500 } as const;

/** The first two loggers of the list, as the service has them. */
async function firstTwo(app: Console, service: Service): Promise<[Logger, Logger]> {
  await app.toLoggers();
  const [first, second] = await app.loggers.names();
  return [
    await service.one(({ name }) => name === first),
    await service.one(({ name }) => name === second),
  ];
}

/** Selects a row alone and opens its Edit dialog with a description typed in. */
async function edit(app: Console, logger: Logger, description: string): Promise<Locator> {
  await app.select(logger.name).check();
  await app.button('Edit').click();
  await descriptionOf(app).fill(description);
  return app.dialog('Edit logger');
}

function descriptionOf(app: Console): Locator {
  return app.dialog('Edit logger').getByRole('textbox', { name: 'Description', exact: true });
}

async function press(within: Locator, name: string): Promise<void> {
  await within.getByRole('button', { name, exact: true }).click();
}

/** Three clicks before the page gets a turn. */
async function clickThrice(button: Locator): Promise<void> {
  await button.evaluate((element: HTMLElement) => {
    for (let click = 0; click < 3; click += 1) element.click();
  });
}

async function sent(admin: Admin, method: string, path = LOGGERS): Promise<number> {
  return (await admin.requests(method, path)).length;
}

test('a warning about one logger does not reach the dialog of another', async ({ app, admin, service }) => {
  const [one, other] = await firstTwo(app, service);
  const dialog = await edit(app, one, 'mine');
  await service.update(one, { description: 'theirs' });
  await admin.faults({ method: 'GET', path: `${LOGGERS}/${one.id}`, fault: SLOW });
  await press(dialog, 'Save');
  await press(dialog, 'Cancel');
  await app.select(one.name).uncheck();
  await edit(app, other, 'for the other');
  await expect(app.notifications).toContainText(`${one.name} were not saved`);
  await expect(dialog).not.toContainText('Someone else');
  await press(dialog, 'Save');
  await expect(dialog).toHaveCount(0);
  expect((await service.logger(one.id)).description).toBe('theirs');
  expect((await service.logger(other.id)).description).toBe('for the other');
});

test('a late answer leaves the dialog of another logger open', async ({ app, admin, service }) => {
  const [one, other] = await firstTwo(app, service);
  const dialog = await edit(app, one, 'mine');
  await admin.faults({ method: 'PUT', path: LOGGERS, fault: SLOW });
  await press(dialog, 'Save');
  await press(dialog, 'Cancel');
  await app.select(one.name).uncheck();
  await edit(app, other, 'a long text');
  await expect(app.notifications).toContainText(`${one.name} is saved`);
  await expect(descriptionOf(app)).toHaveValue('a long text');
});

test('leaving while a logger is created: it is made, and the next draft stays', async ({
  app,
  admin,
  service,
}) => {
  const { wizard } = app;
  const [port, storageUrl] = [await freePort(service), await goodUrl(service)];
  await app.connect('#/create');
  await wizard.toReview({ name: 'left-behind', resource: port.id, storageUrl });
  await admin.faults({ method: 'POST', path: LOGGERS, fault: { kind: 'latency', ms: 6_000 } });
  await wizard.create.click();
  await wizard.cancel.click();
  const question = app.dialog('Leave while the logger is being created?');
  await expect(question).toContainText('Creating goes on');
  await press(question, 'Leave');
  await expect(app.loggersHeading).toBeVisible();
  await app.go('#/create');
  await wizard.name.fill('second draft');
  await expect(app.notifications).toContainText('left-behind', { timeout: 15_000 });
  await expect(app.heading('Create logger')).toBeVisible();
  await expect(wizard.name).toHaveValue('second draft');
  expect((await service.loggers('?name=left-behind')).length).toBe(1);
});

test('a create without an answer is in doubt, and pressing again makes no second one', async ({
  app,
  admin,
  service,
}) => {
  const { wizard } = app;
  const [port, storageUrl] = [await freePort(service), await goodUrl(service)];
  await app.connect('#/create');
  await wizard.toReview({ name: 'comes-late', resource: port.id, storageUrl });
  await admin.faults({ method: 'POST', path: LOGGERS, fault: { kind: 'status', status: 504 } });
  await wizard.create.click();
  await expect(app.saysPart('The logger was not created so far')).toBeVisible();
  await axe(app.page);
  await admin.heal();
  // What the service had still been at.
  await service.create({ name: 'comes-late', resource_id: port.id, storage_url: storageUrl });
  const before = await sent(admin, 'POST');
  await wizard.create.click();
  await expect(app.heading('comes-late')).toBeVisible();
  expect(await sent(admin, 'POST')).toBe(before);
});

test.describe('three clicks in one turn do a thing once', () => {
  test('Create logger', async ({ app, admin, service }) => {
    const { wizard } = app;
    const [port, storageUrl] = [await freePort(service), await goodUrl(service)];
    await app.connect('#/create');
    await wizard.toReview({ name: 'only-one', resource: port.id, storageUrl });
    await clickThrice(wizard.create);
    await expect(app.heading('only-one')).toBeVisible();
    expect(await sent(admin, 'POST')).toBe(1);
  });

  test('Disable', async ({ app, admin, service }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await clickThrice(app.button('Disable'));
    await expect(app.button('Enable')).toBeVisible();
    expect(await sent(admin, 'PUT', `${LOGGERS}/${logger.id}`)).toBe(1);
  });

  test('Delete', async ({ app, admin, service }) => {
    const logger = await service.one(({ status }) => status === 'INACTIVE');
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Delete').click();
    const dialog = app.dialog('Delete logger');
    await clickThrice(dialog.getByRole('button', { name: 'Delete', exact: true }));
    await expect(app.notifications).toContainText(`${logger.name} is deleted`);
    await expect(app.notifications.getByRole('listitem')).toHaveCount(1);
    expect(await sent(admin, 'DELETE', `${LOGGERS}/${logger.id}`)).toBe(1);
  });
});

test.describe('after Disconnect', () => {
  test('nothing is sent again with the token of before', async ({ app, admin, page, service }) => {
    await page.clock.install();
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await admin.faults({
      method: 'PUT',
      path: LOGGERS,
      fault: { kind: 'status', status: 503, headers: { 'Retry-After': '10' } },
    });
    await app.button('Disable').click();
    await expect.poll(() => sent(admin, 'PUT', `${LOGGERS}/${logger.id}`)).toBe(1);
    await app.button('Disconnect').click();
    await expect(app.heading('Connect')).toBeVisible();
    await page.clock.fastForward(30_000);
    await app.enterToken(app.token);
    await expect(app.heading(logger.name)).toBeVisible();
    await expect(app.notifications.getByRole('listitem')).toHaveCount(0);
    expect(await sent(admin, 'PUT', `${LOGGERS}/${logger.id}`)).toBe(1);
  });

  test('a refusal of the old token does not end the new session', async ({ app, admin, service }) => {
    const [one] = await firstTwo(app, service);
    const dialog = await edit(app, one, 'mine');
    await admin.faults(
      { method: 'PUT', path: LOGGERS, fault: SLOW },
      { method: 'PUT', path: LOGGERS, fault: { kind: 'status', status: 401 } },
    );
    await press(dialog, 'Save');
    await press(dialog, 'Cancel');
    await expect.poll(() => sent(admin, 'PUT', `${LOGGERS}/${one.id}`)).toBe(1);
    await app.button('Disconnect').click();
    await app.enterToken(app.token);
    await expect(app.loggers.rows.first()).toBeVisible();
    const status = async () => (await admin.requests('PUT', `${LOGGERS}/${one.id}`))[0]?.status;
    await expect.poll(status).toBe(401);
    await app.button('Refresh').click();
    await expect(app.loggers.rows.first()).toBeVisible();
    await expect(app.signInDialog).toHaveCount(0);
    await expect(app.notifications.getByRole('listitem')).toHaveCount(0);
  });
});

test.describe('edits in the dialog', () => {
  test('Escape asks first; Stay keeps the text, Leave closes', async ({ app, page, service }) => {
    const [one] = await firstTwo(app, service);
    const dialog = await edit(app, one, 'typed');
    const question = app.dialog('Close without saving the logger?');
    const escape = () => page.keyboard.press('Escape');
    for (const stay of [escape, escape, escape, () => press(question, 'Stay')]) {
      await escape();
      await expect(question.getByRole('button', { name: 'Stay', exact: true })).toBeFocused();
      await stay();
      await expect(question).toHaveCount(0);
      await expect(descriptionOf(app)).toHaveValue('typed');
    }
    await page.keyboard.press('Escape');
    await press(question, 'Leave');
    await expect(question).toHaveCount(0);
    await expect(dialog).toHaveCount(0);
    await expect(app.button('Edit')).toBeFocused();
    expect(await service.logger(one.id)).toEqual(one);
  });

  test('Back asks first, and without edits it closes the dialog with its page', async ({
    app,
    page,
    service,
  }) => {
    const logger = await service.working();
    await app.toLoggers();
    await app.go(`#/loggers/${logger.id}`);
    await expect(app.heading(logger.name)).toBeVisible();
    await app.button('Edit').click();
    await descriptionOf(app).fill('typed');
    await page.goBack();
    const question = app.dialog('Close without saving the logger?');
    await press(question, 'Stay');
    await expect(descriptionOf(app)).toHaveValue('typed');
    await page.goBack();
    await press(question, 'Leave');
    await expect(app.loggersHeading).toBeVisible();
    await expect(app.dialog('Edit logger')).toHaveCount(0);

    await app.go(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    await expect(app.dialog('Edit logger')).toBeVisible();
    await page.goBack();
    await expect(app.loggersHeading).toBeVisible();
    await expect(app.dialog('Edit logger')).toHaveCount(0);
  });
});

test('Disconnect with a filled wizard asks first', async ({ app }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.name.fill('unsaved');
  await app.button('Disconnect').click();
  const question = app.dialog('Leave without creating the logger?');
  await press(question, 'Stay');
  await expect(wizard.name).toHaveValue('unsaved');
  await app.button('Disconnect').click();
  await press(question, 'Leave');
  await expect(app.heading('Connect')).toBeVisible();
});

test('loggers in BUILD are not read while the browser is offline, and at once when it is back', async ({
  app,
  context,
  page,
}) => {
  await page.clock.install();
  await app.toLoggers();
  let [asked, answered] = [0, 0];
  const isRead = (request: Request) => /\/flowlog-loggers(\/|\?status=BUILD$)/.test(request.url());
  page.on('request', (request) => {
    if (isRead(request)) asked += 1;
  });
  page.on('requestfinished', (request) => {
    if (isRead(request)) answered += 1;
  });
  await page.clock.fastForward(10_000);
  await expect.poll(() => asked, { message: 'the sample has loggers in BUILD' }).toBeGreaterThan(0);
  // What is cut off is tried again.
  await expect.poll(() => asked - answered).toBe(0);
  await context.setOffline(true);
  await expect.poll(() => page.evaluate(() => navigator.onLine)).toBe(false);
  asked = 0;
  for (let wait = 0; wait < 4; wait += 1) await page.clock.fastForward(30_000);
  expect(asked).toBe(0);
  await context.setOffline(false);
  await expect.poll(() => asked).toBeGreaterThan(0);
});

test('lists that nobody waits for any more are not fetched to their end', async ({ app, page }) => {
  await app.toLoggers();
  const gone: string[] = [];
  page.on('requestfailed', (request) => gone.push(new URL(request.url()).pathname));
  let asked = 0;
  await page.route(
    (url) => url.pathname.endsWith(LOGGERS),
    async (route) => {
      asked += 1;
      if (asked > 5) await route.continue();
    },
  );
  const refresh = () =>
    page.evaluate(() => (document.querySelector('flowlog-console') as HTMLElement & { refresh(): Promise<void> }).refresh());
  for (let times = 1; times <= 6; times += 1) {
    await refresh();
    await expect.poll(() => asked).toBe(times);
  }
  await expect.poll(() => gone.filter((path) => path.endsWith(LOGGERS)).length).toBe(5);
  await expect(app.loggers.rows.first()).toBeVisible();
});

test('a page to which one comes back while its logger is deleted says that it is gone', async ({ app, admin, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await admin.faults({ method: 'DELETE', path: `${LOGGERS}/${logger.id}`, fault: SLOW });
  await app.button('Delete').click();
  const dialog = app.dialog('Delete logger');
  for (const field of await dialog.getByRole('textbox').all()) await field.fill('delete');
  await press(dialog, 'Delete');
  await expect(app.heading(/^Flow log loggers/)).toBeVisible();
  await page.goBack();
  await expect(app.heading(logger.name)).toBeVisible();
  await expect(app.notifications).toContainText('is deleted');
  await expect(app.saysPart('does not exist any more')).toBeVisible();
});
