import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test('heading, actions, and every attribute in Details', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  for (const name of ['Refresh', 'Edit', 'Disable', 'Clone', 'Delete'])
    await expect(app.button(name), name).toBeVisible();
  const details = app.panel('Details');
  for (const value of [logger.id, logger.resource_id, logger.storage_url, `${logger.aggregation_interval}`]) {
    await expect(details).toContainText(value);
  }
  for (const field of logger.customized_field.split(',')) await expect(details).toContainText(field);
  await expect(details.getByRole('time').first()).toBeVisible();
  await axe(page);
});

test('a logger that is off offers Enable', async ({ app, service }) => {
  const logger = await service.one((one) => one.status === 'INACTIVE');
  await app.connect(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  await expect(app.button('Enable')).toBeVisible();
  await expect(app.button('Disable')).toHaveCount(0);
});

const ERRORS: [string, RegExp, RegExp][] = [
  ['AuthenticationSystemError', /authentication system/i, /token/i],
  ['OBSConfigurationError', /URL/, /403[\s\S]*access policy|access policy[\s\S]*403/i],
  ['OBSServiceNotAvailableError', /not working|not available|unavailable/i, /container/i],
];

for (const [type, cause, check] of ERRORS) {
  test(`${type}: its cause and what to check stand at the top of Details`, async ({ app, page, service }) => {
    const logger = await service.one((one) => one.error_type === type);
    await app.connect(`#/loggers/${logger.id}`);
    const details = app.panel('Details');
    await expect(details).toContainText(type);
    await expect(details).toContainText(cause);
    await expect(details).toContainText(check);
    const text = await details.innerText();
    expect(text.indexOf(type), 'before the attributes').toBeLessThan(text.indexOf(logger.resource_id));
    await axe(page);
  });
}

test('tabs by keyboard, each with its panel', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await expect(app.tab('Details')).toHaveAttribute('aria-selected', 'true');
  await app.tab('Details').focus();
  for (const name of ['Logging ports', 'Logs', 'JSON', 'Details']) {
    await page.keyboard.press('ArrowRight');
    await expect(app.tab(name)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(app.tab(name)).toHaveAttribute('aria-selected', 'true');
    await expect(app.panel(name)).toBeVisible();
  }
  await page.keyboard.press('End');
  await expect(app.tab('JSON')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(app.tab('Details')).toBeFocused();
});

test('JSON shows the logger as the service describes it', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await app.tab('JSON').click();
  const json = app.panel('JSON');
  for (const key of ['id', 'name', 'resource_id', 'storage_url', 'status'] as const) {
    await expect(json).toContainText(`"${key}": "${logger[key]}"`);
  }
  await axe(page);
});

test('from a VPC logger to one of its ports and back', async ({ app, page, service }) => {
  const logger = await service.one((one) => one.status === 'ACTIVE' && one.resource_type === 'VPC');
  const ports = await service.loggingPorts(`?logger_id=${logger.id}`);
  expect(ports.length).toBeGreaterThan(1);
  await app.connect(`#/loggers/${logger.id}/ports`);
  await expect(app.tab('Logging ports')).toHaveAttribute('aria-selected', 'true');
  const panel = app.panel('Logging ports');
  await expect(panel).toContainText(`${ports.length}`);
  await axe(page);
  const link = panel.getByRole('rowheader').getByRole('link').first();
  await link.click();
  await expect(app.heading('Logging port')).toBeVisible();
  await page.getByRole('link', { name: logger.name, exact: true }).first().click();
  await expect(app.heading(logger.name)).toBeVisible();
});

test('the tab stands in the route', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await app.tab('Logging ports').click();
  await expect(page).toHaveURL(new RegExp(`#/loggers/${logger.id}/ports`));
  await app.go(`#/loggers/${logger.id}`);
  await expect(app.tab('Details')).toHaveAttribute('aria-selected', 'true');
});

test('a logger whose port was deleted stays, and says that its target is gone', async ({
  app,
  admin,
  service,
}) => {
  const logger = await service.working();
  await admin.deletePort(logger.resource_id);
  await app.connect(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  await expect(app.panel('Details')).toContainText(logger.resource_id);
});

test('Refresh asks for the logger and its ports at once', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(`**/flowlog-loggers/${logger.id}`, async (route) => {
    await held;
    await route.continue();
  });
  const ports = page.waitForRequest(/flowlog-logging-ports\?logger_id=/);
  await app.button('Refresh').click();
  await ports;
  answer();
  await expect(app.button('Refresh')).not.toHaveAttribute('aria-busy', 'true');
});

test('Refresh shows what somebody else changed', async ({ app, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  await service.update(logger, { description: 'changed by a colleague' });
  await app.button('Refresh').click();
  await expect(app.panel('Details')).toContainText('changed by a colleague');
});

test.describe('gone', () => {
  test.use({ provoked: true });

  test('a logger that does not exist: says so, with a way to the list', async ({ app, page }) => {
    await app.connect('#/loggers/00000000-0000-4000-8000-000000000000');
    await expect(app.says(/not found|could not be found|does not exist|no longer/i)).toBeVisible();
    await axe(page);
    await page.getByRole('link', { name: 'Loggers', exact: true }).first().click();
    await expect(app.loggersHeading).toBeVisible();
  });

  test('a logger that is deleted while its page is open: its buttons are off and say why', async ({
    app,
    page,
    service,
  }) => {
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await expect(app.button('Disable')).toBeVisible();
    await service.remove(logger.id);
    await app.button('Refresh').click();
    await expect(page.getByRole('main')).toContainText('It was deleted');
    for (const name of ['Edit', 'Disable', 'Clone', 'Delete']) {
      await expect(app.button(name), name).toHaveAttribute('aria-disabled', 'true');
      await expect(app.button(name), name).toHaveAccessibleDescription('This logger does not exist any more');
    }
    await expect(app.button('Refresh')).not.toHaveAttribute('aria-disabled', 'true');
    await axe(page);
  });
});
