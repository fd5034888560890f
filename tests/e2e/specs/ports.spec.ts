import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test('the list: columns, filter, sort', async ({ app, page, admin, service }) => {
  await admin.reset(2);
  const ports = await service.loggingPorts();
  await app.connect('#/ports');
  await expect(app.heading(/^Logging ports/)).toBeVisible();
  await expect(app.loggingPorts.element.getByRole('columnheader')).toHaveText([
    'Port',
    'Logger',
    'Network',
    'Created',
    'Updated',
    'ID',
  ]);
  await axe(page);
  const wanted = ports.at(-1)!;
  await app.filterBy(wanted.id, 'Filter logging ports');
  await expect(app.loggingPorts.rows).toHaveCount(1);
  await app.filterBy('zzz-nothing', 'Filter logging ports');
  await expect(app.says('No matches')).toBeVisible();
  await app.button('Clear filter').last().click();
  await app.loggingPorts.sortBy('Created');
  await expect(app.loggingPorts.header('Created')).toHaveAttribute('aria-sort', /ascending|descending/);
});

test('one port: its values, its logger, and every logger that logs the same port', async ({
  app,
  page,
  service,
}) => {
  const all = await service.loggingPorts();
  const shared = all.find((port) => all.some((other) => other !== port && other.port_id === port.port_id));
  expect(shared, 'the sample has a port with two loggers').toBeDefined();
  const loggers = await service.loggers();
  const name = (id: string) => loggers.find((logger) => logger.id === id)!.name;
  await app.connect(`#/ports/${shared!.id}`);
  await expect(app.heading('Logging port')).toBeVisible();
  const main = page.getByRole('main');
  for (const value of [shared!.id, shared!.port_id, shared!.network_id])
    await expect(main).toContainText(value);
  for (const other of all.filter((port) => port.port_id === shared!.port_id)) {
    await expect(main.getByRole('link', { name: name(other.logger_id), exact: true }).first()).toBeVisible();
  }
  await axe(page);
  await main
    .getByRole('link', { name: name(shared!.logger_id), exact: true })
    .first()
    .click();
  await expect(app.heading(name(shared!.logger_id))).toBeVisible();
});

test('from the list to a port, and from its row to its logger', async ({ app, page, service }) => {
  const port = (await service.loggingPorts())[0]!;
  const logger = await service.logger(port.logger_id);
  await app.connect('#/ports');
  await app.filterBy(port.id, 'Filter logging ports');
  await expect(app.loggingPorts.rows).toHaveCount(1);
  await app.loggingPorts.element.getByRole('rowheader').getByRole('link').click();
  await expect(app.heading('Logging port')).toBeVisible();
  await page.goBack();
  await app.loggingPorts.element.getByRole('link', { name: logger.name, exact: true }).first().click();
  await expect(app.heading(logger.name)).toBeVisible();
});

test('no logging ports: says so', async ({ app, admin, page }) => {
  await admin.reset('empty');
  await app.connect('#/ports');
  await expect(app.says(/^No logging ports/)).toBeVisible();
  await axe(page);
});

test.describe('gone', () => {
  test.use({ provoked: true });

  test('a port that does not exist: says so, with a way to the list', async ({ app, page }) => {
    await app.connect('#/ports/00000000-0000-4000-8000-000000000000');
    await expect(app.says(/not found|could not be found|does not exist|no longer/i)).toBeVisible();
    await page.getByRole('link', { name: 'Logging ports', exact: true }).first().click();
    await expect(app.heading(/^Logging ports/)).toBeVisible();
  });
});
