import type { Locator, Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { STORAGE_URL, freePort } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';
import { CreateWizard } from '../support/wizard.ts';

// The parts of the console as elements of somebody else's page.

interface Heard {
  name: string;
  from: string;
  detail: Record<string, unknown>;
}

/** A page of a portal that has the elements and keeps what it hears. */
class Portal {
  constructor(
    readonly page: Page,
    readonly app: Console,
  ) {}

  /** Takes the console from the page and puts `html` in its place, with a provider that counts how often it is asked. */
  async place(html: string): Promise<void> {
    await this.app.open();
    await this.page.evaluate(
      async ([html, token]) => {
        document.querySelector('flowlog-console')!.remove();
        const entry = './flowlog-console.js';
        await import(new URL(entry, document.baseURI).href);
        const portal = Object.assign(window, { heard: [] as unknown[], asked: 0, kept: '' });
        const names = ['ready', 'navigate', 'select', 'created', 'updated', 'deleted', 'notify', 'auth-required', 'error'];
        for (const name of names) {
          addEventListener(`flowlog-${name}`, (event) => {
            const from = (event.target as Element).localName;
            portal.heard.push({ name, from, detail: (event as CustomEvent).detail });
            if (portal.kept && name === 'navigate') event.preventDefault();
          });
        }
        const main = document.createElement('main');
        const provider = () => {
          portal.asked += 1;
          return token;
        };
        Object.assign(window, { provider });
        main.innerHTML = html;
        for (const element of main.querySelectorAll('[config-url]')) {
          if (!element.hasAttribute('data-bare')) Object.assign(element, { tokenProvider: provider });
        }
        document.body.append(main);
      },
      [html, this.app.token] as const,
    );
  }

  element(name: string): Locator {
    return this.page.locator(`flowlog-${name}`);
  }

  rows(name: string): Locator {
    return this.element(name).getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  heard(name: string): Promise<Heard[]> {
    return this.page.evaluate(
      (name) => (window as unknown as { heard: Heard[] }).heard.filter((event) => event.name === name),
      name,
    );
  }

  asked(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { asked: number }).asked);
  }

  /** The name of the first logger whose link the table shows. */
  async firstName(): Promise<string> {
    const link = this.element('logger-table').getByRole('rowheader').getByRole('link').first();
    await expect(link).toBeVisible();
    return link.innerText();
  }

  heading(element: string): Locator {
    return this.element(element).getByRole('heading', { level: 2 }).first();
  }
}

const TABLE = '<flowlog-logger-table config-url="./config.json"></flowlog-logger-table>';
const LOGGER = '<flowlog-logger config-url="./config.json"></flowlog-logger>';
const PORTS = '<flowlog-port-table config-url="./config.json"></flowlog-port-table>';
const WIZARD = '<flowlog-create-wizard config-url="./config.json"></flowlog-create-wizard>';

test('parts share one token and what was read, and the page keeps its one heading 1 and main', async ({
  app,
  page,
  admin,
}) => {
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
  await portal.place(TABLE + PORTS);
  await portal.rows('port-table').first().getByRole('rowheader').getByRole('link').click();
  await expect(portal.heading('port-table')).toHaveText('Logging port');
  await expect(portal.rows('logger-table').first()).toBeVisible();
  expect(await admin.requests('GET', '/v2.0/flowlog-loggers')).toHaveLength(1);
});

test('rows that are ticked narrow the port table beside, and the host hears of them', async ({ app, page }) => {
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
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

test('what a host prevents does not happen', async ({ app, page }) => {
  const portal = new Portal(page, app);
  await portal.place(TABLE + LOGGER);
  const name = await portal.firstName();
  await page.evaluate(() => Object.assign(window, { kept: 'yes' }));
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect.poll(() => portal.heard('navigate')).toHaveLength(1);
  await expect(portal.element('logger').getByText('No logger chosen')).toBeVisible();
  await expect(portal.heading('logger-table')).toContainText('Flow log loggers');
});

test('a lone table follows its links by itself, and leads back', async ({ app, page }) => {
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
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

test('parts of two configurations share neither token nor what was read', async ({ app, admin, page }) => {
  const portal = new Portal(page, app);
  const before = (await admin.requests('GET', '/v2.0/flowlog-loggers')).length;
  await portal.place(`
    <section id="a"><flowlog-logger-table config-url="./config.json"></flowlog-logger-table></section>
    <section id="b"><flowlog-logger-table config-url="./config.json?other"></flowlog-logger-table></section>`);
  for (const id of ['a', 'b']) await expect(page.locator(`#${id} tbody a`).first()).toBeVisible();
  expect(await portal.asked()).toBe(2);
  expect((await admin.requests('GET', '/v2.0/flowlog-loggers')).length - before).toBe(2);
});

test('a host that keeps the route sets it', async ({ app, page }) => {
  const portal = new Portal(page, app);
  await portal.place('<flowlog-logger-table routing="host" config-url="./config.json"></flowlog-logger-table>');
  const name = await portal.firstName();
  await portal.element('logger-table').getByRole('link', { name, exact: true }).click();
  await expect.poll(() => portal.heard('navigate')).toHaveLength(1);
  await expect(portal.heading('logger-table')).toContainText('Flow log loggers');
  await page.evaluate(() => {
    const heard = (window as unknown as { heard: Heard[] }).heard.find(({ name }) => name === 'navigate');
    document.querySelector('flowlog-logger-table')!.setAttribute('route', heard!.detail.route as string);
  });
  await expect(portal.heading('logger-table')).toHaveText(name);
});

test('functions that are made anew for each drawing change nothing, and one that comes late connects', async ({
  app,
  page,
}) => {
  const portal = new Portal(page, app);
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
    const portal = new Portal(page, app);
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

test('a part that is moved keeps its state; the last that leaves takes the token along', async ({ app, page }) => {
  const portal = new Portal(page, app);
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

test('mount() places an element for hosts that write no tags', async ({ app, page }) => {
  const portal = new Portal(page, app);
  await portal.place('<div id="place"></div>');
  await page.evaluate(async () => {
    const entry = './flowlog-console.js';
    const { mount } = await import(new URL(entry, document.baseURI).href);
    const { provider } = window as unknown as { provider: () => string };
    const handle = mount(document.querySelector('#place'), {
      element: 'flowlog-port-table',
      configUrl: './config.json',
      tokenProvider: provider,
      locale: 'ko',
      on: { 'flowlog-ready': (event: CustomEvent) => Object.assign(window, { version: event.detail.version }) },
    });
    await handle.ready;
    Object.assign(window, { handle });
  });
  await expect(portal.heading('port-table')).toContainText('로깅 포트');
  expect(await page.evaluate(() => (window as unknown as { version: string }).version)).toMatch(/^\d+\.\d+\.\d+$/);
  await page.evaluate(() => {
    const { handle } = window as unknown as { handle: { update(o: object): void; navigate(r: string): void } };
    handle.update({ locale: 'en' });
    handle.navigate('/loggers');
  });
  await expect(portal.heading('port-table')).toContainText('Flow log loggers');
  await page.evaluate(() => (window as unknown as { handle: { unmount(): void } }).handle.unmount());
  await expect(portal.element('port-table')).toHaveCount(0);
});

test('update() of mount() takes listeners in place of the former ones', async ({ app, page }) => {
  const portal = new Portal(page, app);
  await portal.place('<div id="place"></div>');
  const heard = await page.evaluate(async () => {
    const entry = './flowlog-console.js';
    const { mount } = await import(new URL(entry, document.baseURI).href);
    const heard: string[] = [];
    const hear = (name: string) => () => heard.push(name);
    const handle = mount(document.querySelector('#place'), { on: { 'flowlog-select': hear('first') } });
    const tell = (...names: string[]) => names.forEach((name) => handle.element.dispatchEvent(new CustomEvent(name)));
    tell('flowlog-select');
    handle.update({ on: { 'flowlog-notify': hear('second') } });
    tell('flowlog-select', 'flowlog-notify');
    handle.update({ locale: 'ko' });
    tell('flowlog-notify');
    handle.update({ on: null });
    tell('flowlog-select', 'flowlog-notify');
    try {
      handle.update({ element: 'flowlog-console' });
    } catch (error) {
      heard.push((error as Error).message);
    }
    handle.unmount();
    return heard;
  });
  expect(heard).toEqual(['first', 'second', 'second', 'mount: there is no option element']);
});

test('ten elements on a page load the wasm once', async ({ app, admin, page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) loaded.push(new URL(request.url()).pathname);
  });
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
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

test('a provider that comes after the first part has left, while the configuration is being read, is used', async ({
  app,
  page,
}) => {
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
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
  const portal = new Portal(page, app);
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

test.describe('what concerns all parts', () => {
  test.use({ provoked: true });

  test('the first part tells of a list that could not be read before any part was drawn', async ({ app, admin, page }) => {
    const body = { NeutronError: { type: 'Busy', message: 'Not now.', detail: '' } };
    await admin.faults({ method: 'GET', path: '/v2.0/flowlog-loggers', fault: { kind: 'status', status: 409, body } });
    const portal = new Portal(page, app);
    await portal.place(TABLE + PORTS);
    await expect(portal.element('logger-table').getByText('Not now.').first()).toBeVisible();
    const told = { from: 'flowlog-logger-table', detail: { kind: 'refused', status: 409, message: 'Not now.' } };
    await expect.poll(() => portal.heard('error')).toContainEqual(expect.objectContaining({ ...told, detail: expect.objectContaining(told.detail) }));
  });

  test('the first part shows why no token came, and the next one when it goes', async ({ app, admin, page }) => {
    const portal = new Portal(page, app);
    await portal.place((TABLE + PORTS).replaceAll('config-url', 'data-bare config-url'));
    await app.enterToken(app.token);
    await expect(portal.rows('logger-table').first()).toBeVisible();
    await admin.revokeTokens();
    await portal.element('logger-table').getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect(app.signInDialog).toBeVisible();
    await page.evaluate(() => {
      const fail = () => Promise.reject(new Error('closed for today'));
      for (const part of document.querySelectorAll('main > *')) Object.assign(part, { tokenProvider: fail });
    });
    const notices = (name: string) => portal.element(name).getByRole('list', { name: 'Notifications', exact: true, includeHidden: true });
    await expect(notices('logger-table')).toContainText('closed for today');
    await expect(notices('port-table')).not.toContainText('closed for today');
    await expect.poll(() => portal.heard('notify')).toContainEqual(expect.objectContaining({ from: 'flowlog-logger-table' }));
    await page.evaluate(() => document.querySelector('flowlog-logger-table')!.remove());
    await expect(notices('port-table')).toContainText('closed for today');
  });
});

test.describe('what a host hears', () => {
  test.use({ provoked: true });

  test('of a logger that is disabled, then deleted, and of a call that fails', async ({ app, page, admin, service }) => {
    const portal = new Portal(page, app);
    const logger = await service.working();
    await portal.place(`<flowlog-logger config-url="./config.json" logger-id="${logger.id}"></flowlog-logger>`);
    await expect(portal.heading('logger')).toHaveText(logger.name);
    await portal.element('logger').getByRole('button', { name: 'Disable', exact: true }).click();
    await expect.poll(() => portal.heard('updated')).toHaveLength(1);
    expect((await portal.heard('updated'))[0]!.detail).toMatchObject({
      logger: {
        id: logger.id,
        name: logger.name,
        description: logger.description,
        status: 'INACTIVE',
        enabled: false,
        targetType: logger.resource_type,
        targetId: logger.resource_id,
        filter: logger.filter,
        intervalMinutes: logger.aggregation_interval,
        setupOnly: logger.connection_setup_only,
        fields: logger.customized_field.split(','),
        storageType: logger.storage_type,
        storageUrl: logger.storage_url,
        logFormat: expect.any(String),
        compression: logger.compression_type,
        partition: logger.partition_period,
        errorType: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    });
    await portal.element('logger').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => portal.heard('deleted')).toHaveLength(1);
    expect((await portal.heard('deleted'))[0]!.detail).toEqual({ id: logger.id, name: logger.name });
    const body = { NeutronError: { type: 'Busy', message: 'Not now.', detail: '' } };
    await admin.faults({ method: 'GET', path: '/v2.0/flowlog-loggers', fault: { kind: 'status', status: 409, body, headers: { 'x-openstack-request-id': 'req-1' } } });
    await portal.element('logger').getByRole('button', { name: 'Refresh', exact: true }).first().click();
    await expect.poll(() => portal.heard('error')).not.toHaveLength(0);
    expect((await portal.heard('error'))[0]!.detail).toEqual({
      message: 'Not now.',
      kind: 'refused',
      status: 409,
      code: 'Busy',
      requestId: 'req-1',
    });
  });
});
