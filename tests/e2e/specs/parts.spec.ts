import { axe } from '../support/axe.ts';
import { LOGGER, PartsPage, PORTS, TABLE, WIZARD } from '../support/parts.ts';
import { freePort, STORAGE_URL } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';
import { CreateWizard } from '../support/wizard.ts';

// The parts of the console as elements of somebody else's page: what they share, and how they work together.

test('parts share one token and what was read, and the page keeps its one heading 1 and main', async ({
  app,
  page,
  admin,
}) => {
  const portal = new PartsPage(page, app);
  await portal.place(`<h1>Portal</h1>${TABLE}${PORTS}${LOGGER}${WIZARD}`);
  await expect(portal.rows('logger-table').first()).toBeVisible();
  await expect(portal.rows('port-table').first()).toBeVisible();
  await expect(portal.element('logger').getByText('No logger chosen')).toBeVisible();
  await expect(portal.heading('create-wizard')).toHaveText('Create logger');
  expect(await portal.asked(), 'one token for all').toBe(1);
  const lists = await admin.requests('GET', '/v2.0/flowlog-loggers');
  expect(lists.filter((entry) => entry.path === '/v2.0/flowlog-loggers')).toHaveLength(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await axe(page);
});

test('the page of a port waits for the loggers that another part is reading', async ({ app, page, admin }) => {
  await admin.faults({ method: 'GET', path: '/v2.0/flowlog-loggers', fault: { kind: 'latency', ms: 2_500 } });
  const portal = new PartsPage(page, app);
  await portal.place(TABLE + PORTS);
  await portal.rows('port-table').first().getByRole('rowheader').getByRole('link').click();
  await expect(portal.heading('port-table')).toHaveText('Logging port');
  await expect(portal.rows('logger-table').first()).toBeVisible();
  expect(await admin.requests('GET', '/v2.0/flowlog-loggers')).toHaveLength(1);
});

test('rows that are ticked narrow the port table beside, and the host hears of them', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(TABLE + PORTS);
  await expect(portal.rows('port-table').first()).toBeVisible();
  const all = await portal.heading('port-table').innerText();
  const row = portal.rows('logger-table').filter({ hasText: 'Active' }).filter({ hasText: 'VPC' }).first();
  const name = await row.getByRole('rowheader').innerText();
  await row.getByRole('checkbox').check();
  await expect.poll(() => portal.heard('select')).toHaveLength(1);
  const [selected] = await portal.heard('select');
  expect(selected).toMatchObject({ from: 'flowlog-logger-table', detail: { loggers: [expect.stringMatching(/^[0-9a-f-]{36}$/)] } });
  const loggers = portal.element('port-table').getByRole('row').getByRole('link', { name, exact: true });
  await expect(loggers.first()).toBeVisible();
  await expect(portal.element('port-table').getByRole('button', { name: /^Remove filter/ })).toBeVisible();
  for (const link of await portal.rows('port-table').all()) await expect(link).toContainText(name);
  await row.getByRole('checkbox').uncheck();
  await expect(portal.element('port-table').getByRole('button', { name: /^Remove filter/ })).toHaveCount(0);
  await expect(portal.heading('port-table')).toHaveText(all);
});

test('a name opens its logger in the part that is there for it, which gives it back when it goes', async ({
  app,
  page,
}) => {
  const portal = new PartsPage(page, app);
  await portal.place(TABLE + LOGGER);
  const name = await portal.firstName();
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect(portal.heading('logger')).toHaveText(name);
  await expect(portal.heading('logger-table'), 'the table stays').toContainText('Flow log loggers');
  const [navigated] = await portal.heard('navigate');
  expect(navigated).toMatchObject({
    from: 'flowlog-logger-table',
    detail: { route: expect.stringMatching(/^\/loggers\/[0-9a-f-]{36}$/), replace: false },
  });
  await portal.element('logger').getByRole('link', { name: 'Loggers', exact: true }).click();
  await expect(portal.element('logger').getByText('No logger chosen')).toBeVisible();
});

test('a lone table follows its links by itself, and leads back', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(TABLE);
  const name = await portal.firstName();
  const address = page.url();
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect(portal.heading('logger-table')).toHaveText(name);
  await portal.element('logger-table').getByRole('link', { name: 'Loggers', exact: true }).click();
  await expect(portal.heading('logger-table')).toContainText('Flow log loggers');
  expect(page.url(), 'the address is the portal’s').toBe(address);
});

test('what the wizard makes stands in the table beside at once, and the wizard begins anew', async ({
  app,
  page,
  service,
}) => {
  const portal = new PartsPage(page, app);
  await portal.place(TABLE + WIZARD + LOGGER);
  await expect(portal.rows('logger-table').first()).toBeVisible();
  const wizard = new CreateWizard(page);
  await wizard.toReview({ name: 'made-beside', resource: (await freePort(service)).id, storageUrl: STORAGE_URL });
  await portal.element('create-wizard').getByRole('button', { name: 'Create logger' }).click();
  await expect.poll(() => portal.heard('created')).toHaveLength(1);
  const [created] = await portal.heard('created');
  expect(created).toMatchObject({
    from: 'flowlog-create-wizard',
    detail: {
      logger: { name: 'made-beside', status: 'BUILD', enabled: true, storageUrl: STORAGE_URL, errorType: null },
    },
  });
  const notices = await portal.heard('notify');
  expect(notices.map(({ from }) => from)).toContain('flowlog-create-wizard');
  await expect(portal.heading('logger')).toHaveText('made-beside');
  await expect(portal.heading('create-wizard')).toHaveText('Create logger');
  await wizard.expectStep('Target');
  await expect(wizard.name).toHaveValue('');
  await portal.element('logger-table').getByRole('combobox', { name: 'Filter loggers' }).fill('made-beside');
  await page.keyboard.press('Enter');
  await expect(portal.element('logger-table').getByRole('link', { name: 'made-beside' })).toBeVisible();
});

test('Clone in the table fills the wizard beside, which asks before it loses what was entered', async ({
  app,
  page,
}) => {
  const portal = new PartsPage(page, app);
  await portal.place(TABLE + WIZARD);
  await expect(portal.rows('logger-table').first()).toBeVisible();
  const table = portal.element('logger-table');
  const wizard = new CreateWizard(portal.element('create-wizard'));
  await expect(wizard.name).toHaveValue('');
  const [first, second] = await portal.rows('logger-table').getByRole('rowheader').allInnerTexts();
  const clone = async (name: string) => {
    const box = table.getByRole('checkbox', { name: `Select ${name}`, exact: true });
    await box.check();
    await table.getByRole('button', { name: 'Clone', exact: true }).click();
    await box.uncheck();
  };
  const dialog = portal.element('create-wizard').getByRole('dialog');
  await clone(first!);
  await expect(wizard.name).toHaveValue(`${first}-copy`);
  await clone(second!);
  await expect(wizard.name, 'nothing was entered').toHaveValue(`${second}-copy`);
  await wizard.name.fill('mine');
  await table.getByRole('checkbox', { name: `Select ${first}`, exact: true }).check();
  await table.getByRole('button', { name: 'Clone', exact: true }).click();
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(wizard.name).toHaveValue('mine');
  await table.getByRole('button', { name: 'Clone', exact: true }).click();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect(wizard.name).toHaveValue(`${first}-copy`);
  await wizard.cancel.click();
  await expect(wizard.name, 'given up').toHaveValue('');
  await table.getByRole('button', { name: 'Clone', exact: true }).click();
  await expect(wizard.name, 'the same logger again').toHaveValue(`${first}-copy`);
});

test('parts of different groups, parents or configurations go their own ways', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(`
    <section><flowlog-logger-table group="a" config-url="./config.json"></flowlog-logger-table></section>
    <section id="with"><flowlog-logger group="a" config-url="./config.json"></flowlog-logger></section>
    <section id="other"><flowlog-logger group="b" config-url="./config.json"></flowlog-logger></section>
    <section id="else"><flowlog-logger group="a" config-url="./config.json?other"></flowlog-logger></section>`);
  const name = await portal.firstName();
  expect(await portal.asked(), 'a token for each configuration that asks the service').toBeLessThanOrEqual(2);
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect(page.locator('#with').getByRole('heading', { name, exact: true })).toBeVisible();
  await expect(page.locator('#other').getByText('No logger chosen')).toBeVisible();
  await expect(page.locator('#else').getByText('No logger chosen')).toBeVisible();
});

test('a part that is moved keeps its state; the last that leaves takes the token along', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(`${TABLE}${PORTS}<section id="elsewhere"></section>`);
  const name = await portal.firstName();
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect(portal.heading('logger-table')).toHaveText(name);
  await page.evaluate(() => document.querySelector('#elsewhere')!.append(document.querySelector('flowlog-logger-table')!));
  await expect(portal.heading('logger-table')).toHaveText(name);
  await page.evaluate(() => {
    const removed = document.querySelector('flowlog-logger-table')!;
    removed.remove();
    Object.assign(window, { removed });
  });
  await expect(portal.rows('port-table').first(), 'the other one goes on').toBeVisible();
  await portal.element('port-table').getByRole('button', { name: 'Refresh', exact: true }).click();
  expect(await portal.asked()).toBe(1);
  await page.evaluate(async () => {
    document.querySelector('flowlog-port-table')!.remove();
    // It ends after the task in which it might have been moved.
    await new Promise((done) => setTimeout(done));
    document.querySelector('main')!.append((window as unknown as { removed: Element }).removed);
  });
  await expect(portal.rows('logger-table').first()).toBeVisible();
  expect(await portal.asked(), 'a new token').toBe(2);
});

test('ten elements on a page load the wasm once', async ({ app, admin, page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) loaded.push(new URL(request.url()).pathname);
  });
  const portal = new PartsPage(page, app);
  await admin.reset(5);
  await portal.place(`${TABLE.repeat(5)}${PORTS.repeat(5)}`);
  for (const name of ['port-table', 'logger-table']) {
    const row = portal.element(name).last().getByRole('rowheader').first();
    await expect(row).toBeVisible({ timeout: 20_000 });
  }
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded, 'each file once').toEqual([...new Set(loaded)]);
  expect(await portal.asked()).toBe(1);
});

test('two consoles side by side never mix a byte', async ({ app, page }) => {
  await app.open();
  await page.evaluate(async () => {
    document.querySelector('flowlog-console')!.remove();
    const asked: Record<string, string[]> = { a: [], b: [] };
    const place = async (who: 'a' | 'b', attributes: Record<string, string>) => {
      const placed = document.createElement('flowlog-console') as HTMLElement & { whenReady: Promise<unknown> };
      placed.id = who;
      for (const [name, value] of Object.entries(attributes)) placed.setAttribute(name, value);
      const kept = new Map<string, string>();
      Object.assign(placed, {
        config: { regions: [{ id: who.toUpperCase(), name: `Region ${who}`, network: `https://${who}.example` }] },
        tokenProvider: () => `token-of-${who}`,
        storage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) },
        fetcher: async (request: Request) => {
          asked[who]!.push(`${new URL(request.url).hostname} ${request.headers.get('x-auth-token')}`);
          const row = { id: `00000000-0000-4000-8000-00000000000${who}`, name: `only-${who}`, status: 'ACTIVE' };
          const lists = { flowlog_loggers: [row], flowlog_logging_ports: [], ports: [], vpcs: [], vpcsubnets: [] };
          return new Response(JSON.stringify(lists), { headers: { 'content-type': 'application/json' } });
        },
      });
      document.body.append(placed);
      await placed.whenReady;
    };
    await Promise.all([place('a', { locale: 'en', theme: 'dark' }), place('b', { locale: 'ko', theme: 'light' })]);
    Object.assign(window, { asked });
  });
  const [a, b] = [page.locator('#a'), page.locator('#b')];
  await expect(a.getByRole('link', { name: 'only-a' })).toBeVisible();
  await expect(b.getByRole('link', { name: 'only-b' })).toBeVisible();
  await expect(a).not.toContainText(/only-b|Region b|[가-힣]/);
  await expect(b).not.toContainText(/only-a|Region a|Flow log loggers/);
  await expect(a.locator('.flc')).toHaveAttribute('data-theme', 'dark');
  await expect(b.locator('.flc')).toHaveAttribute('data-theme', 'light');
  const all = await page.evaluate(() => (window as unknown as { asked: Record<string, string[]> }).asked);
  expect([...new Set(all.a)]).toEqual(['a.example token-of-a']);
  expect([...new Set(all.b)]).toEqual(['b.example token-of-b']);
});

test('one part with a wrong property leaves the others as they are, and lets them change', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(TABLE + PORTS);
  await expect(portal.rows('logger-table').first()).toBeVisible();
  await page.evaluate(() => Object.assign(document.querySelector('flowlog-logger-table')!, { tokenProvider: 'a-token' }));
  await expect(portal.element('logger-table').getByText('tokenProvider has a wrong type')).toBeVisible();
  await expect(portal.rows('port-table').first()).toBeVisible();
  await page.evaluate(() => document.querySelector('flowlog-port-table')!.setAttribute('locale', 'ko'));
  await expect(portal.heading('port-table')).toContainText('로깅 포트');
  await page.evaluate(() => {
    const { provider } = window as unknown as { provider: () => string };
    Object.assign(document.querySelector('flowlog-logger-table')!, { tokenProvider: provider });
  });
  await expect(portal.rows('logger-table').first(), 'a better one starts it').toBeVisible();
  expect(await portal.asked(), 'it shares again').toBe(1);
});

test.describe('an id that nothing has', () => {
  test.use({ provoked: true });

  test('may end in half a character', async ({ app, page }) => {
    const portal = new PartsPage(page, app);
    await portal.place(TABLE + LOGGER + PORTS + WIZARD);
    await expect(portal.rows('logger-table').first()).toBeVisible();
    await page.evaluate(() => {
      for (const part of document.querySelectorAll('main > *')) part.setAttribute('logger-id', 'x\ud800');
    });
    await expect(portal.element('logger').getByRole('alert').first()).toBeVisible();
    await expect(portal.element('port-table').getByRole('button', { name: /^Remove filter/ })).toBeVisible();
  });
});
