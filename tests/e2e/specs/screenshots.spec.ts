import { fileURLToPath } from 'node:url';
import type { Locator } from '@playwright/test';
import { Explorer, storyRange } from '../support/explorer.ts';
import { STORAGE_URL, freePort } from '../support/sample.ts';
import { shoot, snap } from '../support/shoot.ts';
import type { Console } from '../support/console.ts';
import { expect, test } from '../support/test.ts';

// Pictures for people: the README's and, in a folder that is not committed, every page in every state.
const README = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));

test.use({ provoked: true });
test.setTimeout(180_000);

/** A state of the console: how to come to it, from a page that is connected. */
type State = [name: string, arrive: (app: Console) => Promise<void>];

test('the README', async ({ app, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await app.toLoggers();
  await shoot(page, 'loggers', README);
});

test('the guide to exploring', async ({ app, page, service }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const explorer = new Explorer(page);
  const idOf = async (name: string) => (await service.one((one) => one.name === name)).id;
  const open = async (name: string, from: string, until: string) => {
    await app.go(`#/loggers/${await idOf(name)}/logs?range=${storyRange(from, until)}`);
    await expect(app.heading(name)).toBeVisible();
    await explorer.expectRecords();
  };
  const at = async (name: string, part: Locator) => {
    await part.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await page.mouse.move(0, 0);
    await shoot(page, `exploring-${name}`, README);
  };
  await app.toLoggers();
  await open('web-prod-lb-1', '09:00', '10:00');
  await at('overview', explorer.overTime);
  await open('web-prod-denied', '03:00', '04:00');
  await explorer.quick('Scans').click();
  await expect(explorer.rows('Who reaches most targets and ports').first()).toContainText('192.0.2.77');
  await at('scan', explorer.top('Who reaches most targets and ports'));
  await explorer.quick('New since before').click();
  await explorer.whatChanged.getByRole('button', { name: 'Load the other range', exact: true }).click();
  await explorer.whatChanged.getByText(/^New \(/).first().click();
  await at('changes', explorer.whatChanged);
  await open('db-prod-denied', '13:00', '15:00');
  await explorer.quick('Refused ports').click();
  await expect(explorer.rows('Top ports').first()).toContainText('3306');
  await at('database', explorer.top('Top ports'));
  await explorer.records.getByRole('row').nth(1).getByRole('cell').last().click();
  await explorer.record.getByRole('button', { name: 'Show the raw line', exact: true }).click();
  await expect(explorer.record.getByRole('region', { name: 'Raw line', exact: true })).toBeVisible();
  await at('record', explorer.record);
});

for (const [size, width, height] of [
  ['320', 320, 640],
  ['768', 768, 1024],
  ['1440', 1440, 900],
  ['2560', 2560, 1440],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every page, ${size} px, ${colorScheme}`, async ({ app, page, service }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const at = (name: string) => shoot(page, `${size}-${colorScheme}-${name}`);
      const logger = await service.one((one) => one.resource_type === 'VPC' && one.status === 'ACTIVE');
      const broken = await service.one((one) => one.error_type === 'OBSConfigurationError');
      const [port] = await service.loggingPorts(`?logger_id=${logger.id}`);
      await app.open();
      await expect(app.heading('Connect')).toBeVisible();
      await at('connect');
      await app.enterToken('nonsense-token');
      await expect(app.alert.filter({ hasText: /\S/ }).first()).toBeVisible();
      await at('connect-refused');
      await app.enterToken(app.token);
      const states: State[] = [
        ['loggers', (app) => expect(app.loggers.rows.first()).toBeVisible()],
        [
          'loggers-selected',
          async (app) => {
            const names = await app.loggers.names();
            for (const name of names.slice(1, 4)) await app.select(name).check();
          },
        ],
        ['loggers-delete', (app) => app.button('Delete').click()],
        [
          'loggers-filtered',
          async (app) => {
            await page.keyboard.press('Escape');
            await app.filterBy('db-prod');
          },
        ],
        ['loggers-no-match', (app) => app.filterBy('nothing-is-called-so')],
        [
          'logger',
          async (app) => {
            await app.go(`#/loggers/${logger.id}`);
            await expect(app.heading(logger.name)).toBeVisible();
          },
        ],
        ['logger-edit', (app) => app.button('Edit').click()],
        [
          'logger-delete',
          async (app) => {
            await page.keyboard.press('Escape');
            await app.button('Delete').click();
          },
        ],
        [
          'logger-ports',
          async (app) => {
            await page.keyboard.press('Escape');
            await app.tab('Logging ports').click();
          },
        ],
        ['logger-json', (app) => app.tab('JSON').click()],
        [
          'logger-error',
          async (app) => {
            await app.go(`#/loggers/${broken.id}`);
            await expect(app.heading(broken.name)).toBeVisible();
          },
        ],
        [
          'ports',
          async (app) => {
            await app.go('#/ports');
            await expect(app.loggingPorts.rows.first()).toBeVisible();
          },
        ],
        [
          'port',
          async (app) => {
            await app.go(`#/ports/${port!.id}`);
            await expect(app.heading('Logging port')).toBeVisible();
          },
        ],
        [
          'unknown',
          async (app) => {
            await app.go('#/nowhere');
            await expect(app.heading(/./)).toBeVisible();
          },
        ],
        ['settings', (app) => app.button('Settings').click()],
      ];
      for (const [name, arrive] of states) {
        await arrive(app);
        await at(name);
      }
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the wizard, ${colorScheme}`, async ({ app, page, service }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const at = (name: string) => shoot(page, `wizard-${colorScheme}-${name}`);
    const { wizard } = app;
    await app.connect('#/create');
    await wizard.expectStep('Target');
    await at('1-target');
    await wizard.next.click();
    await at('1-target-errors');
    await wizard.fillTarget({ name: 'web-prod-review', description: 'Traffic of one web server' });
    await wizard.resource.fill('10.');
    await at('1-target-resource');
    await wizard.fillTarget({ resource: (await freePort(service)).id });
    await wizard.next.click();
    await wizard.expectStep('Collection');
    await at('2-collection');
    await wizard.interval.fill('99');
    await wizard.next.click();
    await at('2-collection-errors');
    await wizard.interval.fill('5');
    await wizard.next.click();
    await wizard.expectStep('Storage');
    await at('3-storage');
    await wizard.storageUrl.fill(STORAGE_URL.replace('AUTH_e', 'AUTH_E'));
    await wizard.next.click();
    await at('3-storage-errors');
    await wizard.storageUrl.fill(STORAGE_URL);
    await wizard.radio('Partition', 'Custom').check();
    await at('3-storage-filled');
    await wizard.radio('Partition', 'Hour').check();
    await wizard.next.click();
    await wizard.expectStep('Review');
    await at('4-review');
    await wizard.cancel.click();
    await at('5-cancel');
  });

  test(`empty, failing, slow, odd and large, ${colorScheme}`, async ({ app, admin, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const at = (name: string) => shoot(page, `state-${colorScheme}-${name}`);
    await admin.reset('empty');
    await app.connect('#/loggers');
    await expect(app.says('No loggers')).toBeVisible();
    await at('empty');
    await admin.reset(500);
    await app.button('Refresh').click();
    await app.expectCounter('(500)');
    await at('500-rows');
    for (const [name, fault] of [
      ['failing-with-rows', { kind: 'status', status: 500 }],
      ['unknown-words', { kind: 'unknown_enums' }],
      ['nulls', { kind: 'nulls' }],
    ] as const) {
      await admin.faults({ method: 'GET', path: '/v2.0/flowlog-', fault });
      await app.button('Refresh').click();
      await expect(app.loggers.element).not.toHaveAttribute('aria-busy', 'true');
      await at(name);
    }
    await admin.reset(10);
    await admin.faults({ method: 'GET', path: '/v2.0/flowlog-', fault: { kind: 'malformed_row' } });
    await app.button('Refresh').click();
    await expect(app.says(/could not be read/)).toBeVisible();
    await at('malformed-row');
    for (const [name, fault] of [
      ['failing', { kind: 'status', status: 500 }],
      ['loading', { kind: 'latency', ms: 3_000 }],
    ] as const) {
      await admin.heal();
      await page.goto('about:blank');
      await app.connect('#/create');
      await admin.faults({ method: 'GET', path: '/v2.0/flowlog-', fault });
      await app.go('#/loggers');
      // Skeletons show after a while, so that a quick answer does not flicker.
      await page.waitForTimeout(800);
      await snap(page, `state-${colorScheme}-${name}`);
    }
    await admin.heal();
    await page.route('**/config.json', (route) =>
      route.fulfill({ body: '{"regoins":[]}', contentType: 'application/json' }),
    );
    await page.reload();
    await at('config-error');
  });
}

test('Korean', async ({ app, page, service }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), locale: 'ko' } });
  });
  const logger = await service.one((one) => one.error_type === 'OBSServiceNotAvailableError');
  await app.open();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  await shoot(page, 'ko-connect');
  await page.getByRole('button', { name: /데모/ }).click();
  for (const [name, route] of [
    ['loggers', '#/loggers'],
    ['logger', `#/loggers/${logger.id}`],
    ['create', '#/create'],
    ['ports', '#/ports'],
  ] as const) {
    await app.go(route);
    await expect(heading).toBeVisible();
    await shoot(page, `ko-${name}`);
  }
});
