import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test('every route opens by its link', async ({ app, page, service }) => {
  const logger = await service.working();
  const [port] = await service.loggingPorts(`?logger_id=${logger.id}`);
  const routes: [string, string | RegExp][] = [
    ['#/loggers', /^Flow log loggers/],
    [`#/loggers/${logger.id}`, logger.name],
    [`#/loggers/${logger.id}/ports`, logger.name],
    ['#/create', 'Create logger'],
    ['#/ports', /^Logging ports/],
    [`#/ports/${port!.id}`, 'Logging port'],
  ];
  for (const [route, heading] of routes) {
    await page.goto('about:blank');
    await app.connect(route);
    await expect(app.heading(heading), route).toBeVisible();
    expect(page.url()).toContain(route);
  }
});

test('no route means the loggers', async ({ app }) => {
  await app.connect('');
  await expect(app.loggersHeading).toBeVisible();
});

test.describe('unknown', () => {
  // An id that is none is asked for and refused.
  test.use({ provoked: true });

  test('an unknown route says so and leads on', async ({ app, page }) => {
    for (const route of [
      '#/nowhere',
      '#/logger',
      '#/loggers/not-a-uuid',
      '#/loggers/%ff',
      '#/ports/a/b/c',
      '#/<img src=x onerror=alert(1)>',
    ]) {
      await app.connect(route);
      await expect(app.says(/not found|no page|does not exist|unknown|no such/i), route).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.goto('about:blank');
    }
    await app.connect('#/nowhere');
    await axe(page);
    await page
      .getByRole('main')
      .getByRole('link', { name: /loggers/i })
      .first()
      .click();
    await expect(app.loggersHeading).toBeVisible();
  });
});

test.describe('an id of dots', () => {
  test.use({ provoked: true });

  test('asks for nothing outside its collection', async ({ app, page, admin }) => {
    for (const route of ['#/loggers/%2e%2e', '#/ports/%2e%2e', '#/loggers/%2e']) {
      await page.goto('about:blank');
      await app.connect(route);
      await expect(app.says(/not found|could not be found|does not exist/i), route).toBeVisible();
    }
    for (const path of ['/v2.0/', '/v2.0/flowlog-loggers/', '/v2.0/flowlog-logging-ports/']) {
      expect(await admin.requests('GET', path), path).toEqual([]);
    }
  });
});

test('a query that makes no sense falls back to the whole list', async ({ app }) => {
  await app.toLoggers('#/loggers?page=9999&sort=%00&size=-1&x=%E0%A4%A');
  await app.expectCounter('(40)');
});

test('Back and Forward walk through the pages', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.toLoggers();
  await app.go(`#/loggers/${logger.id}`);
  await expect(app.heading(logger.name)).toBeVisible();
  await app.go('#/ports');
  await expect(app.heading(/^Logging ports/)).toBeVisible();
  await page.goBack();
  await expect(app.heading(logger.name)).toBeVisible();
  await page.goBack();
  await expect(app.loggersHeading).toBeVisible();
  await page.goForward();
  await expect(app.heading(logger.name)).toBeVisible();
});
