import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { Console } from '../support/console.ts';
import { place, type Portal } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

// What a page that somebody else wrote hands to the element, rightly and wrongly, at first and later.

const set = (page: Page, name: string, value: string | null) =>
  page.evaluate(
    ([name, value]) => {
      const portal = document.querySelector('flowlog-console')!;
      if (value === null) portal.removeAttribute(name);
      else portal.setAttribute(name, value);
    },
    [name, value] as const,
  );

const kept = (page: Page) => page.evaluate(() => localStorage.getItem('flowlog-console.v1') ?? '');

test('a configuration of a wrong type stops the console, and no token goes anywhere', async ({ app, page, admin }) => {
  await app.open();
  const told = await page.evaluate(async (token) => {
    document.querySelector('flowlog-console')!.remove();
    const told: string[] = [];
    for (const config of [5, true, () => ({}), { toJSON: () => undefined }]) {
      const portal = document.createElement('flowlog-console') as Portal;
      Object.assign(portal, { config, tokenProvider: () => token });
      document.body.append(portal);
      told.push(await portal.whenReady.then(() => 'ready', (error: Error) => error.message));
      portal.remove();
    }
    return told;
  }, app.token);
  expect(told).toEqual(Array(4).fill(expect.stringContaining('config has a wrong type')));
  expect((await admin.all()).filter(({ token }) => token)).toEqual([]);
});

test.describe('a missing file', () => {
  test.use({ provoked: true });

  test('a configuration that is not where the portal says is told, and no token is asked for', async ({ app, page, admin }) => {
    await app.open();
    await page.evaluate((token) => {
      document.querySelector('flowlog-console')!.remove();
      const heard: unknown[] = [];
      const asked: string[] = [];
      Object.assign(window, { heard, asked });
      document.addEventListener('flowlog-fatal', (event) => heard.push((event as CustomEvent).detail));
      const portal = document.createElement('flowlog-console') as Portal;
      portal.setAttribute('config-url', './absent.json');
      portal.tokenProvider = () => {
        asked.push('token');
        return token;
      };
      document.body.append(portal);
    }, app.token);
    await expect(app.heading('The configuration cannot be used')).toBeVisible();
    const said = () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
    await expect.poll(said).toEqual([{ kind: 'config', message: './absent.json: There is no configuration at this address (status 404).' }]);
    expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual([]);
    expect((await admin.all()).filter(({ token }) => token)).toEqual([]);
  });
});

test("in a portal's shadow root: events come out of it, and the page keeps its one main part", async ({ app, page }) => {
  await app.open();
  await page.evaluate((token) => {
    document.querySelector('flowlog-console')!.remove();
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const name of ['flowlog-ready', 'flowlog-select']) document.addEventListener(name, ({ type }) => heard.push(type));
    const main = document.createElement('main');
    const host = document.createElement('div');
    const portal = document.createElement('flowlog-console') as Portal;
    portal.setAttribute('config-url', './config.json');
    portal.tokenProvider = () => token;
    document.body.append(main);
    main.append(host);
    host.attachShadow({ mode: 'open' }).append(portal);
  }, app.token);
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(page.getByRole('main')).toHaveCount(1);
  const [first] = await app.loggers.names();
  await app.select(first!).check();
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toEqual(['flowlog-ready', 'flowlog-select']);
});

test('in the main part of a page the console has none of its own', async ({ app, page }) => {
  await place(app);
  await expect(page.getByRole('main')).toHaveCount(1);
  await page.evaluate(async () => {
    const portal = document.querySelector('flowlog-console') as Portal;
    portal.remove();
    // It ends after the task in which it might have been moved.
    await new Promise((done) => setTimeout(done));
    document.body.append(document.createElement('main'));
    document.querySelector('main')!.append(portal);
    await portal.whenReady;
  });
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(app.loggersHeading).toBeVisible();
});

test('the JSON of a configuration does', async ({ app, page, emulator }) => {
  await app.open();
  await page.evaluate(
    async ([token, origin]) => {
      document.querySelector('flowlog-console')!.remove();
      const portal = document.createElement('flowlog-console') as Portal;
      portal.config = JSON.stringify({ regions: [{ id: 'X', name: 'Here', network: origin }] });
      portal.tokenProvider = () => token;
      document.body.append(portal);
      await portal.whenReady;
    },
    [app.token, emulator.origin] as const,
  );
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(app.says('Here')).toBeVisible();
});

test('what stands on a prototype is no option', async ({ app, page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const fetcher = (request: Request) => (seen.push(request.url), fetch(request));
    Object.defineProperty(Object.prototype, 'fetcher', { value: fetcher, configurable: true, writable: true });
  });
  await place(app);
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
});

/** Puts a console with a fetcher that gives this body. */
const withBody = (page: Page, kind: 'null reader' | 'no reader' | 'thrown' | 'endless' | 'endless error', token: string) =>
  page.evaluate(
    async ([kind, token]) => {
      document.querySelector('flowlog-console')!.remove();
      const empty = (body: unknown) =>
        Object.defineProperty(new Response('{"flowlog_loggers":[]}'), 'body', { value: body });
      const endless = (status: number) => {
        const piece = new Uint8Array(4 << 20).fill(0x20);
        return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(piece) }), { status });
      };
      const read = () => {
        throw new Error('broken reader');
      };
      const answers = {
        'null reader': () => empty({ getReader: () => null }),
        'no reader': () => empty({ getReader: () => ({}) }),
        thrown: () => empty({ getReader: () => ({ read }) }),
        endless: () => endless(200),
        'endless error': () => endless(400),
      };
      const portal = document.createElement('flowlog-console') as Portal;
      portal.setAttribute('config-url', './config.json');
      Object.assign(portal, { fetcher: answers[kind], tokenProvider: () => token });
      document.body.append(portal);
      await portal.whenReady;
    },
    [kind, token] as const,
  );

test.describe('bodies of a fetcher', () => {
  for (const kind of ['null reader', 'no reader'] as const) {
    test(`one with ${kind} is read as a whole`, async ({ app, page }) => {
      await app.open();
      await withBody(page, kind, app.token);
      await app.expectCounter('(0)');
    });
  }

  test('one that throws is told', async ({ app, page }) => {
    await app.open();
    await withBody(page, 'thrown', app.token);
    await expect(app.saysPart('broken reader')).toBeVisible({ timeout: 20_000 });
  });

  test('one that does not end is told', async ({ app, page }) => {
    await app.open();
    await withBody(page, 'endless', app.token);
    await expect(app.saysPart('The answer is larger than 128 MB')).toBeVisible({ timeout: 20_000 });
  });

  test('an error that does not end is told by its status', async ({ app, page }) => {
    await app.open();
    await withBody(page, 'endless error', app.token);
    await expect(app.saysPart('The service did not accept the request')).toBeVisible({ timeout: 20_000 });
  });
});

test.describe('fetchers', () => {
  const used = (page: Page, kind: 'other frame' | 'no promise' | 'own promise' | 'no answer', token: string) =>
    page.evaluate(
      async ([kind, token]) => {
        document.querySelector('flowlog-console')!.remove();
        const frame = document.body.appendChild(document.createElement('iframe'));
        const other = frame.contentWindow as Window & typeof globalThis;
        const fetcher = (request: Request) => {
          const answer = () => other.fetch(request.url, { method: request.method, headers: [...request.headers] });
          if (kind === 'other frame') return answer();
          if (kind === 'no promise') return new Response('{"flowlog_loggers":[]}');
          // A promise of another library has only `then`.
          if (kind === 'own promise') return { then: (done: (value: unknown) => void) => void answer().then(done) };
          return 7;
        };
        const portal = document.createElement('flowlog-console') as Portal;
        portal.setAttribute('config-url', './config.json');
        Object.assign(portal, { fetcher, tokenProvider: () => token });
        document.body.append(portal);
        await portal.whenReady;
      },
      [kind, token] as const,
    );

  for (const kind of ['other frame', 'own promise'] as const) {
    test(`one with an answer by ${kind}`, async ({ app, page }) => {
      await app.open();
      await used(page, kind, app.token);
      await expect(app.loggers.rows.first()).toBeVisible();
    });
  }

  test('one without a promise', async ({ app, page }) => {
    await app.open();
    await used(page, 'no promise', app.token);
    await app.expectCounter('(0)');
  });

  test('one that gives no answer is told, not thrown', async ({ app, page }) => {
    await app.open();
    await used(page, 'no answer', app.token);
    // Once the reads have been repeated in vain.
    await expect(app.saysPart('fetch gave no Response')).toBeVisible({ timeout: 20_000 });
  });
});

test('a property of a wrong type that is set later keeps no change from coming through', async ({ app, page }) => {
  await place(app);
  await page.evaluate(() => ((document.querySelector('flowlog-console') as Portal).fetcher = 5));
  await set(page, 'locale', 'ko');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/[가-힣]/);
});

test('read-only mode comes and goes with the attribute', async ({ app, page }) => {
  await place(app);
  const create = page.getByRole('link', { name: 'Create logger', exact: true });
  await expect(create).toBeVisible();
  await set(page, 'readonly', '');
  await expect(app.says('Read-only')).toBeVisible();
  await expect(create).toBeHidden();
  await set(page, 'readonly', null);
  await expect(create).toBeVisible();
  await expect(app.says('Read-only')).toBeHidden();
});

test('a form that is open when writing is switched off writes nothing, says why, and keeps what was entered', async ({
  app,
  page,
  admin,
  service,
}) => {
  const logger = await service.working();
  await place(app, { route: `/loggers/${logger.id}` }, app.tab('Details'));
  const writes = async () =>
    (await Promise.all(['PUT', 'DELETE'].map((method) => admin.requests(method, `/v2.0/flowlog-loggers/${logger.id}`))))
      .flat().length;

  await app.button('Edit').click();
  const edit = app.dialog('Edit logger');
  const description = edit.getByRole('textbox', { name: 'Description', exact: true });
  await description.fill('mine');
  await set(page, 'readonly', '');
  await expect(edit.getByText('This console is set to read-only.').first()).toBeVisible();
  const save = edit.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await expect(save).toHaveAccessibleDescription(/read-only/);
  await axe(page);
  await save.click({ force: true });
  await edit.getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await expect(description).toHaveValue('mine');
  expect(await writes()).toBe(0);
  await set(page, 'readonly', null);
  await expect(save).not.toHaveAttribute('aria-disabled', 'true');
  await save.click();
  await expect(edit).toHaveCount(0);
  expect((await service.logger(logger.id)).description).toBe('mine');

  await app.button('Delete').click();
  const remove = app.dialog('Delete logger');
  await remove.getByRole('textbox').fill('delete');
  await set(page, 'readonly', '');
  await expect(remove.getByText('This console is set to read-only.').first()).toBeVisible();
  await remove.getByRole('button', { name: 'Delete', exact: true }).click({ force: true });
  await remove.getByRole('textbox').press('Enter');
  await expect(remove).toBeVisible();
  expect(await service.logger(logger.id)).toMatchObject({ description: 'mine' });
});

test("a host's choice goes before the person's until that is made anew, and is never kept", async ({ app, page }) => {
  await place(app, { locale: 'ko', density: 'compact' });
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(/[가-힣]/);
  await set(page, 'locale', null);
  await expect(app.loggersHeading).toBeVisible();
  await set(page, 'locale', 'ko');
  await expect(heading).toContainText(/[가-힣]/);
  expect(await kept(page)).toBe('');
  await app.button('설정').click();
  await page.getByRole('combobox', { name: '언어', exact: true }).selectOption('en');
  await expect(app.loggersHeading).toBeVisible();
  await set(page, 'theme', 'dark');
  await expect(app.loggersHeading, 'what the host only repeats changes nothing').toBeVisible();
  expect(JSON.parse(await kept(page))).toMatchObject({ locale: 'en', compact: false });
  expect(await kept(page)).not.toContain('dark');
});

test('another region goes there with the same token', async ({ app, page, emulator, admin }) => {
  await app.open();
  await page.evaluate(
    async ([token, network]) => {
      document.querySelector('flowlog-console')!.remove();
      const portal = document.createElement('flowlog-console') as Portal;
      portal.config = { regions: [{ id: 'A', network }, { id: 'B', network }, { id: 'C', network }] };
      portal.setAttribute('region', 'B');
      portal.tokenProvider = () => token;
      document.body.append(portal);
      await portal.whenReady;
    },
    [app.token, emulator.origin] as const,
  );
  const region = page.getByRole('combobox', { name: 'Region', exact: true });
  await expect(region).toHaveValue('B');
  await expect(app.loggers.rows.first()).toBeVisible();
  const before = (await admin.requests('GET', '/v2.0/flowlog-loggers')).length;
  await set(page, 'region', 'C');
  await expect(region).toHaveValue('C');
  await expect(app.loggers.rows.first()).toBeVisible();
  expect((await admin.requests('GET', '/v2.0/flowlog-loggers')).length).toBeGreaterThan(before);
  await set(page, 'region', 'nowhere');
  await expect(region).toHaveValue('C');
});

test('two tabs keep what each of them changes, and see it of each other', async ({ app, page, context }) => {
  const otherPage = await context.newPage();
  const other = new Console(otherPage, app.token);
  await app.open();
  await other.open();
  const field = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
  await other.button('Settings').click();
  await app.button('Settings').click();
  await field(page, 'Theme').selectOption('dark');
  await expect(field(otherPage, 'Theme')).toHaveValue('dark');
  await field(otherPage, 'Time zone').selectOption('local');
  await expect(field(page, 'Time zone')).toHaveValue('local');
  expect(JSON.parse(await kept(page))).toMatchObject({ theme: 'dark', timeZone: 'local' });
});

test('two tabs keep the columns that each of them chooses', async ({ app, page, context }) => {
  const other = new Console(await context.newPage(), app.token);
  await app.toLoggers();
  await other.toLoggers();
  const box = (tab: Console, name: string) => tab.dialog('Preferences').getByRole('checkbox', { name, exact: true });
  await other.button('Preferences').click();
  await app.button('Preferences').click();
  await box(app, 'Description').check();
  await expect(box(other, 'Description')).toBeChecked();
  await box(other, 'Storage').uncheck();
  await expect(box(app, 'Storage')).not.toBeChecked();
  const columns = (JSON.parse(await kept(page)) as { columns: string }).columns.split(',');
  expect(columns).toContain('description');
  expect(columns).not.toContain('storage');
});

test('a dialog that is open while its element is moved stands over the page as before', async ({ app, page, service }) => {
  const logger = await service.working();
  await place(app, { route: `/loggers/${logger.id}` }, app.tab('Details'));
  await app.button('Edit').click();
  const dialog = app.dialog('Edit logger');
  const description = dialog.getByRole('textbox', { name: 'Description', exact: true });
  await description.fill('mine');
  await page.evaluate(() => {
    const other = document.body.appendChild(document.createElement('div'));
    other.append(document.querySelector('flowlog-console')!);
  });
  await expect.poll(() => dialog.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  await expect(description).toHaveValue('mine');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
});

test('another region is tried where the first one gave nobody in', async ({ app, page }) => {
  await app.open();
  await page.evaluate((token) => {
    document.querySelector('flowlog-console')!.remove();
    const portal = document.createElement('flowlog-console') as Portal;
    const network = location.origin;
    portal.config = { regions: [{ id: 'KR1', name: 'First' }, { id: 'KR2', name: 'Second', network }], identity: network };
    portal.tokenProvider = () => token;
    portal.setAttribute('region', 'KR1');
    document.body.append(portal);
  }, app.token);
  await expect(app.heading('Connect')).toBeVisible();
  await set(page, 'region', 'KR2');
  await expect(app.loggers.rows.first()).toBeVisible();
});

test('another region is what Connect offers, where the page gives no token', async ({ app, page, emulator }) => {
  await app.open();
  await page.evaluate((network) => {
    document.querySelector('flowlog-console')!.remove();
    const portal = document.createElement('flowlog-console') as Portal;
    portal.config = { regions: [{ id: 'A', network }, { id: 'B', network }, { id: 'C', network }] };
    portal.setAttribute('region', 'B');
    document.body.append(portal);
  }, emulator.origin);
  const region = page.getByRole('combobox', { name: 'Region', exact: true });
  await expect(region).toHaveValue('B');
  await set(page, 'region', 'C');
  await expect(region).toHaveValue('C');
  await app.enterToken(app.token);
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(region).toHaveValue('C');
});

test('a fetcher that comes late takes every later request', async ({ app, page }) => {
  await place(app);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const portal = document.querySelector('flowlog-console') as Portal;
    portal.fetcher = (request: Request) => (seen.push(request.url), fetch(request));
  });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { seen: string[] }).seen.join(' ')))
    .toContain('/v2.0/flowlog-loggers');
  await expect(app.loggers.rows.first()).toBeVisible();
});

test('a console that could not start for an option starts with a better one', async ({ app, page }) => {
  await place(app);
  await page.evaluate(() => ((document.querySelector('flowlog-console') as Portal).config = 5));
  await expect(app.saysPart('config has a wrong type')).toBeVisible();
  await page.evaluate(() => ((document.querySelector('flowlog-console') as Portal).config = undefined));
  await expect(app.loggers.rows.first()).toBeVisible();
});
