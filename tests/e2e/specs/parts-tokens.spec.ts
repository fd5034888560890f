import type { Locator, Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { PartsPage, PORTS, TABLE, WIZARD } from '../support/parts.ts';
import { expect, test } from '../support/test.ts';
import { CreateWizard } from '../support/wizard.ts';

// Where the parts of the console on a page get their tokens from.

test('parts of two configurations share neither token nor what was read', async ({ app, admin, page }) => {
  const portal = new PartsPage(page, app);
  const before = (await admin.requests('GET', '/v2.0/flowlog-loggers')).length;
  await portal.place(`
    <section id="a"><flowlog-logger-table config-url="./config.json"></flowlog-logger-table></section>
    <section id="b"><flowlog-logger-table config-url="./config.json?other"></flowlog-logger-table></section>`);
  for (const id of ['a', 'b']) await expect(page.locator(`#${id} tbody a`).first()).toBeVisible();
  expect(await portal.asked()).toBe(2);
  expect((await admin.requests('GET', '/v2.0/flowlog-loggers')).length - before).toBe(2);
});

test('functions that are made anew for each drawing change nothing, and one that comes late connects', async ({
  app,
  page,
}) => {
  const portal = new PartsPage(page, app);
  await portal.place(
    '<h1>Portal</h1><flowlog-logger-table data-bare config-url="./config.json"></flowlog-logger-table>' +
      '<flowlog-port-table data-bare config-url="./config.json"></flowlog-port-table>',
  );
  await expect(portal.heading('logger-table')).toHaveText('Connect');
  await expect(portal.element('port-table').getByText('Not connected.')).toBeVisible();
  await expect.poll(() => portal.heard('auth-required')).toHaveLength(2);
  await axe(page);
  const give = () =>
    page.evaluate(() => {
      const { provider } = window as unknown as { provider: () => string };
      const again = () => provider();
      for (const element of document.querySelectorAll('main > *')) Object.assign(element, { tokenProvider: again });
    });
  await give();
  await expect(portal.rows('logger-table').first()).toBeVisible();
  await expect(portal.rows('port-table').first()).toBeVisible();
  expect(await portal.asked()).toBe(1);
  const name = await portal.firstName();
  const tick = portal.element('logger-table').getByRole('checkbox', { name: `Select ${name}`, exact: true });
  await tick.check();
  await give();
  await give();
  await expect(tick, 'nothing begins anew').toBeChecked();
  expect(await portal.asked()).toBe(1);
});

for (const signedIn of ['by the page', 'by the person'] as const) {
  test(`parts that are given the next provider one after the other keep what was entered; signed in ${signedIn}`, async ({
    app,
    page,
  }) => {
    const portal = new PartsPage(page, app);
    const byPerson = signedIn === 'by the person';
    await portal.place(byPerson ? (TABLE + WIZARD).replaceAll('config-url', 'data-bare config-url') : TABLE + WIZARD);
    if (byPerson) {
      await portal.element('logger-table').getByRole('button', { name: 'Use the demo project', exact: true }).click();
    }
    const name = await portal.firstName();
    const tick = portal.element('logger-table').getByRole('checkbox', { name: `Select ${name}`, exact: true });
    await tick.check();
    const wizard = new CreateWizard(portal.element('create-wizard'));
    await wizard.name.fill('half-typed');
    const asked = await portal.asked();
    for (const element of ['flowlog-logger-table', 'flowlog-create-wizard']) {
      await page.evaluate((element) => {
        const kept = window as unknown as { provider: () => string; next?: () => string };
        kept.next ??= () => kept.provider();
        Object.assign(document.querySelector(element)!, { tokenProvider: kept.next });
      }, element);
      // What follows from it is done in a later task.
      await page.evaluate(() => new Promise((done) => setTimeout(done)));
      await expect(tick).toBeChecked();
      await expect(wizard.name).toHaveValue('half-typed');
    }
    expect(await portal.asked()).toBe(asked);
    // They work together as before.
    await portal.element('logger-table').getByRole('link', { name: 'Create logger', exact: true }).first().click();
    await expect(portal.element('create-wizard').getByRole('heading').first()).toBeFocused();
    await expect(wizard.name).toHaveValue('half-typed');
    // The one that was late is signed out like any other.
    await page.evaluate(() => {
      Object.assign(document.querySelector('flowlog-create-wizard')!, { tokenProvider: undefined });
    });
    await expect(portal.heading('create-wizard')).toHaveText('Connect');
    await expect(tick).toBeChecked();
  });
}

test('a provider that comes after the first part has left, while the configuration is being read, is used', async ({
  app,
  page,
}) => {
  const portal = new PartsPage(page, app);
  await app.open();
  let read = () => {};
  const held = new Promise<void>((done) => (read = done));
  await page.route('**/config.json', async (route) => {
    await held;
    await route.continue();
  });
  const bare = (html: string) => html.replaceAll('config-url', 'data-bare config-url');
  await portal.place(bare(TABLE + PORTS));
  await page.evaluate(async () => {
    const [table, ports] = ['logger-table', 'port-table'].map(
      (name) => document.querySelector(`flowlog-${name}`) as HTMLElement & { whenReady: Promise<unknown> },
    );
    await Promise.all([table!.whenReady, ports!.whenReady]);
    table!.remove();
    // It is gone after the task in which it might have been moved.
    await new Promise((done) => setTimeout(done));
    await new Promise((done) => setTimeout(done));
    const { provider } = window as unknown as { provider: () => string };
    Object.assign(ports!, { tokenProvider: provider });
    await new Promise((done) => setTimeout(done));
  });
  read();
  await expect(portal.rows('port-table').first()).toBeVisible();
  expect(await portal.asked()).toBe(1);
});

test('parts whose provider failed go on with the next one', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(`<h1>Portal</h1>`);
  await page.evaluate((html) => {
    const main = document.querySelector('main')!;
    main.innerHTML = html;
    const fail = () => Promise.reject(new Error('closed for today'));
    for (const element of main.querySelectorAll('[config-url]')) Object.assign(element, { tokenProvider: fail });
  }, TABLE + PORTS);
  await expect(portal.element('logger-table').getByText('closed for today').first()).toBeVisible();
  await expect(portal.element('port-table').getByText('closed for today').first()).toBeVisible();
  await page.evaluate(() => {
    const { provider } = window as unknown as { provider: () => string };
    for (const element of document.querySelectorAll('[config-url]')) Object.assign(element, { tokenProvider: provider });
  });
  await expect(portal.rows('logger-table').first()).toBeVisible();
  await expect(portal.rows('port-table').first()).toBeVisible();
  expect(await portal.asked()).toBe(1);
});

test('a part whose provider is taken away is signed out, and nobody takes its token over', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place(`<h1>Portal</h1>${TABLE}`);
  await expect(portal.rows('logger-table').first()).toBeVisible();
  await page.evaluate(() => {
    Object.assign(document.querySelector('flowlog-logger-table')!, { tokenProvider: undefined });
    const ports = document.createElement('flowlog-port-table');
    ports.setAttribute('config-url', './config.json');
    document.querySelector('main')!.append(ports);
  });
  await expect(page.getByRole('heading', { name: 'Connect' })).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveCount(0);
});

test.describe('parts whose rows tell with which token they were read', () => {
  /** Two tables with one provider, which gives `A1`, then `A2`. What is in `dead` is refused. */
  async function placeTwo(app: Console, page: Page): Promise<Locator[]> {
    await app.open();
    await page.evaluate(() => {
      document.querySelector('flowlog-console')!.remove();
      const dead = new Set<string>();
      const json = (status: number, body: unknown) =>
        new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
      const fetcher = async (request: Request) => {
        const token = request.headers.get('x-auth-token')!;
        if (dead.has(token)) return json(401, { error: { message: 'Token expired.', code: 401, title: 'Unauthorized' } });
        const row = { id: '00000000-0000-4000-8000-000000000001', name: `of-${token}`, status: 'ACTIVE' };
        return json(200, { flowlog_loggers: [row], flowlog_logging_ports: [], ports: [], vpcs: [], vpcsubnets: [] });
      };
      const providerOf = (who: string, times = 0) => () => `${who}${(times += 1)}`;
      const config = { regions: [{ id: 'A', name: 'A', network: 'https://a.example' }] };
      const given = { config, fetcher, tokenProvider: providerOf('A') };
      const main = document.createElement('main');
      for (const id of ['one', 'two']) main.append(Object.assign(document.createElement('flowlog-logger-table'), { id }, given));
      document.body.append(main);
      Object.assign(window, { dead, providerOf });
    });
    const rows = ['#one', '#two'].map((part) => page.locator(part).getByRole('rowheader'));
    for (const row of rows) await expect(row).toHaveText('of-A1');
    return rows;
  }

  test('a part whose provider is exchanged by way of none belongs to the next one', async ({ app, page }) => {
    const [one, two] = await placeTwo(app, page);
    await page.evaluate('one.tokenProvider = null; one.tokenProvider = providerOf("B");');
    await expect(one!).toHaveText('of-B1');
    await expect(two!).toHaveText('of-A1');
    await page.evaluate('two.tokenProvider = null; two.tokenProvider = one.tokenProvider;');
    await expect(two!).toHaveText('of-B1');
  });

  test('parts that are all signed out and in within one task forget the token of before', async ({ app, page }) => {
    const rows = await placeTwo(app, page);
    await page.evaluate(`
      for (const part of [one, two]) part.tokenProvider = null;
      const next = providerOf("B");
      for (const part of [one, two]) part.tokenProvider = next;`);
    for (const row of rows) await expect(row).toHaveText('of-B1');
  });

  test('a part that keeps its provider is never shown what another one’s token reads', async ({ app, page }) => {
    const [one, two] = await placeTwo(app, page);
    await page.evaluate('one.tokenProvider = providerOf("B");');
    await page.evaluate('dead.add("A1"); two.refresh();');
    await expect(two!).toHaveText('of-A2');
    await expect(one!).toHaveText('of-B1');
  });
});
