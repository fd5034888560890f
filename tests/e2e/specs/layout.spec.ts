import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { hold } from '../support/hold.ts';
import { STORAGE_URL, freePort } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

for (const width of [320, 768, 1440, 2560]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('no page scrolls sideways', async ({ app, page, service }) => {
      const logger = await service.one((one) => one.name.startsWith('incident-'));
      const [port] = await service.loggingPorts(`?logger_id=${logger.id}`);
      await app.open();
      await expect(app.heading('Connect')).toBeVisible();
      await app.expectNoSidewaysScroll();
      await app.enterToken(app.token);
      for (const [route, heading] of [
        ['#/loggers', /^Flow log loggers/],
        [`#/loggers/${logger.id}`, logger.name],
        [`#/loggers/${logger.id}/ports`, logger.name],
        ['#/ports', /^Logging ports/],
        [`#/ports/${port!.id}`, 'Logging port'],
        ['#/create', 'Create logger'],
        ['#/nowhere', /./],
      ] as const) {
        await app.go(route);
        await expect(app.heading(heading).first(), route).toBeVisible();
        await page.waitForLoadState('networkidle');
        await app.expectNoSidewaysScroll();
      }
    });

    test('wizard and dialogs fit', async ({ app, service }) => {
      const { wizard } = app;
      const logger = await service.working();
      await app.connect('#/create');
      await wizard.toStorage({ name: 'n'.repeat(200), resource: (await freePort(service)).id });
      await wizard.storageUrl.fill(`${STORAGE_URL}/${'long'.repeat(40)}`);
      await app.expectNoSidewaysScroll();
      await wizard.next.click();
      await wizard.expectStep('Review');
      await app.expectNoSidewaysScroll();
      await app.page.goto('about:blank');
      await app.connect(`#/loggers/${logger.id}`);
      for (const name of ['Edit', 'Delete']) {
        await app.button(name).click();
        await expect(app.dialog()).toBeVisible();
        const box = (await app.dialog().boundingBox())!;
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        await app.expectNoSidewaysScroll();
        await app.dialog().getByRole('button', { name: 'Cancel', exact: true }).click();
      }
    });
  });
}

/** The texts of a table's cells that reach over the edge of their cell. */
async function overTheEdge(page: Page): Promise<string[]> {
  return page.getByRole('table').evaluate((table) =>
    [...table.querySelectorAll('tbody > tr > *')].flatMap((cell) => {
      const edge = cell.getBoundingClientRect().right + 1;
      const texts = cell.querySelectorAll('.flc-cut, .flc-cut-tail, .flc-link, .flc-text, .flc-digits, time');
      return [...texts].filter((text) => text.getBoundingClientRect().right > edge).map((text) => text.textContent);
    }),
  );
}

for (const width of [360, 768]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });

    for (const route of ['#/ports', '#/loggers']) {
      test(`no text of a column stands over the next one: ${route}`, async ({ app, page }) => {
        await app.connect(route);
        await expect(page.getByRole('table').locator('.flc-named').first()).toBeVisible();
        expect(await overTheEdge(page)).toEqual([]);
      });
    }
  });
}

test('wrapped values stay in their columns, and short ones on one line', async ({ app, page }) => {
  await app.toLoggers();
  const region = page.getByRole('region', { name: 'Flow log loggers', exact: true });
  await expect(region.locator('.flc-named').first()).toBeVisible();
  const oneLine = (await region.getByText('10 min', { exact: true }).first().boundingBox())!.height;
  await app.button('Preferences').click();
  await app.dialog().getByRole('checkbox', { name: 'Wrap long values', exact: true }).check();
  await page.keyboard.press('Escape');
  expect(await overTheEdge(page)).toEqual([]);
  expect((await region.getByText('10 min', { exact: true }).first().boundingBox())!.height).toBe(oneLine);
  const [needed, there] = await region.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(needed).toBeLessThanOrEqual(there!);
});

for (const locale of ['en', 'ko']) {
  test(`the usual columns of loggers fit 1440 px in ${locale}`, async ({ app, page }) => {
    await app.open();
    const kept = JSON.stringify({ locale, pageSize: 100 });
    await page.evaluate((kept) => localStorage.setItem('flowlog-console.v1', kept), kept);
    await page.reload();
    await page.getByRole('textbox').last().fill(app.token);
    await page.keyboard.press('Enter');
    await app.go('#/loggers');
    const table = page.getByRole('table');
    await expect(table.getByRole('columnheader')).toHaveCount(11);
    await expect(table.getByText('app-prod-09', { exact: true }).first()).toBeVisible();
    const [needed, there] = await page
      .locator('.flc-table-region')
      .evaluate((region) => [region.scrollWidth, region.clientWidth]);
    expect(needed).toBeLessThanOrEqual(there!);
  });
}

for (const [path, named, title] of [
  ['#/loggers', 'Target', 'Flow log loggers'],
  ['#/ports', 'Network', 'Logging ports'],
] as const) {
  test(`names that come late do not move the columns behind ${named}`, async ({ app, page }) => {
    const release = await hold(page, /\/v2\.0\/(ports|vpcs|vpcsubnets)\b/);
    await app.connect();
    await app.go(path);
    const table = page.getByRole('table', { name: title });
    const created = table.getByRole('columnheader', { name: 'Created' }).getByRole('button');
    await expect(table.getByRole('row').nth(1)).toBeVisible();
    const before = (await created.boundingBox())!.x;
    release();
    await expect(table.locator('.flc-named').first()).toBeVisible();
    const after = (await created.boundingBox())!.x;
    // A pointer that was on the button still is.
    expect(Math.abs(after - before)).toBeLessThan(12);
  });
}

test.describe('narrow', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('everything is still reachable, and axe has nothing to say', async ({ app, admin, page }) => {
    await admin.reset(2);
    await app.toLoggers();
    await axe(page);
    const ports = page
      .getByRole('navigation', { name: 'Flow Log' })
      .getByRole('link', { name: 'Logging ports', exact: true });
    await ports.click();
    await expect(app.heading(/^Logging ports/)).toBeVisible();
    await axe(page);
    await app.go('#/create');
    await expect(app.heading('Create logger')).toBeVisible();
    await axe(page);
  });
});

test('with forced colours and more contrast the page is as readable', async ({ app, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await app.toLoggers();
  await expect(app.loggers.rows.first()).toBeVisible();
  await app.expectNoSidewaysScroll();
});
