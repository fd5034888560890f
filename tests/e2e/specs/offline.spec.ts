import { expect, test } from '../support/test.ts';

// What could not be read because the browser was offline comes by itself once it is back.

test.use({ provoked: true });

const LOGGERS = '/v2.0/flowlog-loggers';

test('lists and pages that failed offline are read when the browser is back', async ({
  app,
  context,
  page,
  service,
}) => {
  const port = (await service.loggingPorts())[0]!;
  const logger = await service.logger(port.logger_id);
  const main = page.getByRole('main');
  await app.connect('#/create');
  const pages: [string, () => Promise<void>][] = [
    ['#/loggers', () => expect(app.loggers.rows.first()).toBeVisible()],
    ['#/ports', () => expect(app.loggingPorts.rows.first()).toBeVisible()],
    [`#/loggers/${logger.id}`, () => expect(main).toContainText(logger.storage_url)],
    [`#/ports/${port.id}`, () => expect(main).toContainText(port.port_id)],
  ];
  for (const [route, whole] of pages) {
    await test.step(route, async () => {
      await context.setOffline(true);
      await app.go(route);
      await expect(app.saysPart('browser is offline')).toBeVisible();
      await context.setOffline(false);
      await whole();
      await expect(app.button('Retry')).toHaveCount(0);
    });
  }
});

test('the names of targets come as well', async ({ app, page, service }) => {
  const named = (await service.ports()).find((port) => port.name !== '')!;
  await service.create({ name: 'named', resource_id: named.id, storage_url: (await service.working()).storage_url });
  await app.connect('#/create');
  await page.route('**/v2.0/ports*', (route) => route.abort('internetdisconnected'));
  await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true }));
  await app.go('#/loggers');
  await app.filterBy('named');
  const row = app.loggers.row('named');
  await expect(row).toContainText(named.id);
  await expect(row).not.toContainText(named.name);
  await page.unroute('**/v2.0/ports*');
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { get: () => true, configurable: true });
    window.dispatchEvent(new Event('online'));
  });
  await expect(row).toContainText(named.name);
});

test('another failure waits for Retry', async ({ app, admin, page }) => {
  await app.connect('#/create');
  const before = (await admin.requests('GET', LOGGERS)).length;
  await admin.faults({ method: 'GET', path: LOGGERS, times: 1, fault: { kind: 'status', status: 500 } });
  await app.go('#/loggers');
  await expect(app.button('Retry')).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await app.button('Retry').click();
  await expect(app.loggers.rows.first()).toBeVisible();
  expect(await admin.requests('GET', LOGGERS)).toHaveLength(before + 2);
});
