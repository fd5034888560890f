import type { Frame, Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { Portal } from '../support/foreign-portal.ts';
import { freePort, goodUrl } from '../support/sample.ts';
import { expect, test as base } from '../support/test.ts';
import { CreateWizard } from '../support/wizard.ts';

// The console in an iframe of a page of another origin and site, which enforces Trusted Types and forbids wasm.

interface Placed {
  iframe: HTMLIFrameElement;
  ready: Promise<Placed>;
  navigate(route: string): Promise<void>;
  refresh(): Promise<void>;
  focus(): Promise<void>;
  update(changes: Record<string, unknown>): void;
  remove(): void;
}

interface Heard {
  name: string;
  detail: Record<string, unknown> | undefined;
}

/** What the portal's own script offers, and what these tests keep there. */
interface InPage {
  portal: {
    place(container: Element, options: Record<string, unknown>): Placed;
    heard: Heard[];
    frame: Placed | null;
  };
  /** What was posted to this window. */
  posted: string[];
  asked: number;
  hello: { id: string };
  port: MessagePort;
  answers: unknown[];
}

declare const window: Window & typeof globalThis & InPage;

const test = base.extend<{ portal: Portal }>({
  portal: async ({ emulator, context }, use) => {
    await context.addInitScript(() => {
      window.posted = [];
      addEventListener('message', ({ data }) => void window.posted.push(JSON.stringify(data)));
    });
    const portal = await Portal.start(emulator.origin);
    await use(portal);
    await portal.stop();
  },
});

test.use({ expected: /^request to http:\/\/localhost:\d+$/ });

/** A page that says nothing by itself. */
const SILENT = '<!doctype html><html lang="en"><title>Silent</title></html>';

type Options = Record<string, unknown> & { listen?: 'refuse' | 'allow' };

/** Opens the portal and has it place the frame, without waiting for the console. */
async function place(page: Page, portal: Portal, origin: string, options: Options = {}, token?: string): Promise<void> {
  await page.goto(`${portal.origin}/`);
  await page.waitForFunction(() => 'portal' in window);
  await page.evaluate(
    ([origin, token, { listen, ...options }]) => {
      window.asked = 0;
      const tokenProvider = () => {
        window.asked += 1;
        return Promise.resolve(token);
      };
      const on = listen && {
        'flowlog-navigate': (event: Event) => {
          if (listen === 'refuse') event.preventDefault();
        },
      };
      window.portal.frame = window.portal.place(document.querySelector('main')!, {
        src: `${origin}/frame.html`,
        ...(token ? { tokenProvider } : {}),
        ...(on ? { on } : {}),
        ...options,
      });
    },
    [origin, token, options] as const,
  );
}

/** The document in the iframe of the frame, once it is there. */
async function inside(page: Page, origin: string): Promise<Frame> {
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith(origin))).toBe(true);
  return page.frames().find((frame) => frame.url().startsWith(origin))!;
}

const ready = (page: Page) =>
  page.evaluate(() =>
    window.portal.frame!.ready.then(
      () => 'ready',
      (error: Error & { kind: string }) => `${error.name} ${error.kind}: ${error.message}`,
    ),
  );

const heard = (page: Page, name: string) =>
  page.evaluate((name) => window.portal.heard.filter((event) => event.name === name), name);

const console_ = (page: Page) => page.frameLocator('iframe');
const heading = (page: Page, name: string | RegExp) =>
  console_(page).getByRole('heading', { level: 1, name });
const rows = (page: Page) => console_(page).getByRole('rowheader');

test.describe('the portal', () => {
  // The browser's own line about markup that it did not take.
  test.use({ expected: /^request to http:\/\/localhost:\d+$|TrustedHTML/ });

  test('could not run the console itself', async ({ page, portal, emulator }) => {
    await place(page, portal, emulator.origin);
    const refused = await page.evaluate(async () => {
      const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
      const compiled = await WebAssembly.compile(wasm).then(() => 'compiled', () => 'refused');
      try {
        document.createElement('template').innerHTML = '<p></p>';
        return [compiled, 'written'];
      } catch {
        return [compiled, 'refused'];
      }
    });
    expect(refused).toEqual(['refused', 'refused']);
  });
});

test('connects by the token provider, and the token goes nowhere but to the service', async ({
  app,
  page,
  portal,
  emulator,
}) => {
  const addresses: string[] = [];
  const carriers = new Set<string>();
  page.on('request', (request) => {
    addresses.push(request.url());
    for (const [name, value] of Object.entries(request.headers())) {
      if (value.includes(app.token)) carriers.add(`${name} to ${new URL(request.url()).origin}`);
    }
  });
  await place(page, portal, emulator.origin, {}, app.token);
  expect(await ready(page)).toBe('ready');
  await expect(heading(page, /^Flow log loggers/)).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  expect(await heard(page, 'flowlog-ready')).toHaveLength(1);
  expect(await page.evaluate(() => window.asked)).toBe(1);
  expect([...carriers]).toEqual([`x-auth-token to ${emulator.origin}`]);
  expect(addresses.filter((address) => address.includes(app.token))).toEqual([]);
  const frame = await inside(page, emulator.origin);
  const posted = [...(await page.evaluate(() => window.posted)), ...(await frame.evaluate(() => window.posted))];
  expect(posted.map((data) => (JSON.parse(data) as { flowlog: string }).flowlog)).toEqual(['hello', 'connect']);
  expect(posted.join()).not.toContain(app.token);
  expect(await app.keeps(app.token)).toEqual([]);
  await axe(page);
});

test('without a token provider the person is asked', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin);
  expect(await ready(page)).toBe('ready');
  await expect(heading(page, 'Connect')).toBeVisible();
  await console_(page).getByLabel('Token', { exact: true }).last().fill(app.token);
  await console_(page).getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(rows(page).first()).toBeVisible();
});

test('the portal leads to a page, reads it again, and its own address stays', async ({
  app,
  page,
  portal,
  emulator,
  admin,
}) => {
  await place(page, portal, emulator.origin, { route: '/ports' }, app.token);
  await expect(heading(page, /^Logging ports/)).toBeVisible();
  const before = [page.url(), await page.evaluate(() => history.length)];
  await page.evaluate(() => window.portal.frame!.navigate('/loggers'));
  await expect(rows(page).first()).toBeVisible();
  const asked = (await admin.requests('GET', '/v2.0/flowlog-loggers')).length;
  await page.evaluate(() => window.portal.frame!.refresh());
  await expect.poll(async () => (await admin.requests('GET', '/v2.0/flowlog-loggers')).length).toBeGreaterThan(asked);
  await page.evaluate(() => window.portal.frame!.update({ route: '/create' }));
  await expect(heading(page, 'Create logger')).toBeVisible();
  expect([page.url(), await page.evaluate(() => history.length)]).toEqual(before);
});

test('language, theme, density and read-only mode follow the portal at once', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, { locale: 'ko', theme: 'dark' }, app.token);
  await expect(console_(page).getByRole('heading', { level: 1 })).toContainText(/[가-힣]/);
  const look = () =>
    console_(page)
      .getByRole('heading', { level: 1 })
      .evaluate((heading) => {
        const root = heading.closest<HTMLElement>('[data-theme]')!;
        return [root.dataset.theme, root.dataset.density, getComputedStyle(root).colorScheme];
      });
  expect(await look()).toEqual(['dark', undefined, 'dark']);
  await page.evaluate(() => window.portal.frame!.update({ locale: 'en', theme: 'light', density: 'compact' }));
  await expect(heading(page, /^Flow log loggers/)).toBeVisible();
  await expect.poll(look).toEqual(['light', 'compact', 'light']);
  const create = console_(page).getByRole('link', { name: 'Create logger', exact: true });
  await expect(create).toBeVisible();
  await page.evaluate(() => window.portal.frame!.update({ readonly: true }));
  await expect(create).toBeHidden();
  await page.evaluate(() => window.portal.frame!.update({ readonly: null, locale: null }));
  await expect(create).toBeVisible();
});

test('an iframe that fits is as high as its content, and follows it both ways', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, { fit: true }, app.token);
  await expect(rows(page).first()).toBeVisible();
  const frame = await inside(page, emulator.origin);
  const hidden = () =>
    frame.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
  const height = () => page.locator('iframe').evaluate((iframe: HTMLIFrameElement) => iframe.clientHeight);
  // Ten rows and what stands around them; the table has no scroll bar of its own.
  await expect.poll(height).toBeGreaterThan(640);
  await expect.poll(hidden).toBe(0);
  const ofTable = () =>
    rows(page)
      .first()
      .evaluate((row) => {
        const region = row.closest('table')!.parentElement!;
        return region.scrollHeight - region.clientHeight;
      });
  await expect.poll(ofTable).toBe(0);
  const list = await height();
  await page.evaluate(() => window.portal.frame!.navigate('/create'));
  await expect(heading(page, 'Create logger')).toBeVisible();
  await expect.poll(height).not.toBe(list);
  await expect.poll(hidden).toBe(0);
  await page.evaluate(() => window.portal.frame!.navigate('/loggers'));
  await expect.poll(height).toBe(list);
  await expect(page.locator('iframe[style]'), 'attributes alone').toHaveCount(0);
  await axe(page);
});

test('an iframe that does not fit keeps the height of the portal', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, {}, app.token);
  await expect(rows(page).first()).toBeVisible();
  expect(await page.locator('iframe').getAttribute('height')).toBe('640');
});

test('focus goes into the console', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, {}, app.token);
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => window.portal.frame!.focus());
  await expect(page.locator('iframe')).toBeFocused();
  await page.keyboard.press('Tab');
  const frame = await inside(page, emulator.origin);
  await expect.poll(() => frame.evaluate(() => document.activeElement?.localName)).toBe('flowlog-console');
});

test.describe('the events of the console', () => {
  /** Has the element in the frame dispatch an event, as the console does. */
  const dispatch = (frame: Frame, name: string, detail: unknown) =>
    frame.evaluate(
      ([name, detail]) =>
        document
          .querySelector('.flowlog')!
          .dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
      [name, detail] as const,
    );

  test('reach the portal with their details, and no others', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, {}, app.token);
    await ready(page);
    const frame = await inside(page, emulator.origin);
    await dispatch(frame, 'flowlog-created', { logger: { id: 'a', fields: ['b'], createdAt: null } });
    await dispatch(frame, 'flowlog-panic', { logger: 1 });
    await dispatch(frame, 'flowlog-deleted', { id: 'a', name: 'b' });
    await expect.poll(() => heard(page, 'flowlog-deleted')).toEqual([
      { name: 'flowlog-deleted', detail: { id: 'a', name: 'b' } },
    ]);
    expect(await heard(page, 'flowlog-created')).toEqual([
      { name: 'flowlog-created', detail: { logger: { id: 'a', fields: ['b'], createdAt: null } } },
    ]);
    expect((await page.evaluate(() => window.portal.heard.map(({ name }) => name))).includes('flowlog-panic')).toBe(false);
  });

  const leave = { name: 'flowlog-navigate', detail: { route: '/ports', replace: false } };
  const toPorts = (page: Page) =>
    console_(page).getByRole('link', { name: 'Logging ports', exact: true }).first().click();

  test('a portal that listens may refuse a page', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { listen: 'refuse' }, app.token);
    await expect(rows(page).first()).toBeVisible();
    await toPorts(page);
    await expect.poll(() => heard(page, 'flowlog-navigate')).toEqual([leave]);
    // What came after the refusal is here, so the refusal is, too.
    await page.evaluate(() => window.portal.frame!.update({ locale: 'ko' }));
    await expect(heading(page, /[가-힣]/)).toBeVisible();
    await page.evaluate(() => window.portal.frame!.update({ locale: 'en' }));
    await expect(heading(page, /^Flow log loggers/)).toBeVisible();
    await page.evaluate(() => window.portal.frame!.navigate('/ports'));
    await expect(heading(page, /^Logging ports/), 'where the portal leads, nobody is asked').toBeVisible();
  });

  test('or let it come, and is not asked about the order of a table', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { listen: 'allow' }, app.token);
    await expect(rows(page).first()).toBeVisible();
    await toPorts(page);
    await expect(heading(page, /^Logging ports/)).toBeVisible();
    expect(await heard(page, 'flowlog-navigate')).toEqual([leave]);
    await console_(page).getByRole('columnheader', { name: 'Created', exact: true }).getByRole('button').click();
    await expect.poll(() => heard(page, 'flowlog-navigate')).toHaveLength(2);
    const [, sorted] = await heard(page, 'flowlog-navigate');
    expect(sorted!.detail).toEqual({ route: expect.stringMatching(/^\/ports\?/), replace: true });
  });

  test('edits are asked about once, before the portal is', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { listen: 'allow', route: '/create' }, app.token);
    await new CreateWizard(console_(page)).name.fill('half');
    await toPorts(page);
    await console_(page).getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(heading(page, /^Logging ports/)).toBeVisible();
    await expect(console_(page).getByRole('button', { name: 'Leave', exact: true })).toHaveCount(0);
  });

  test('one that does not listen is told, and nothing waits', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, {}, app.token);
    await expect(rows(page).first()).toBeVisible();
    await toPorts(page);
    await expect(heading(page, /^Logging ports/)).toBeVisible();
    await expect.poll(() => heard(page, 'flowlog-navigate')).toEqual([leave]);
  });

  test('a logger that is created is told with its values, and its notices as they change', async ({
    app,
    page,
    portal,
    emulator,
    service,
  }) => {
    const [port, storageUrl] = [await freePort(service), await goodUrl(service)];
    await place(page, portal, emulator.origin, { element: 'flowlog-create-wizard' }, app.token);
    const wizard = new CreateWizard(console_(page));
    await wizard.toReview({ name: 'from-a-frame', resource: port.id, storageUrl });
    await wizard.create.click();
    await expect.poll(() => heard(page, 'flowlog-created')).toHaveLength(1);
    const [created] = await heard(page, 'flowlog-created');
    const made = (await service.loggers()).find(({ name }) => name === 'from-a-frame')!;
    expect(created!.detail).toMatchObject({
      logger: { id: made.id, name: 'from-a-frame', targetId: port.id, storageUrl, enabled: true },
    });
    const notices = (await heard(page, 'flowlog-notify')).map(({ detail }) => detail as { id: number; state: string });
    expect(notices[0]!.state).toBe('working');
    await expect
      .poll(async () => (await heard(page, 'flowlog-notify')).filter(({ detail }) => detail!.id === notices[0]!.id).at(-1))
      .toMatchObject({ detail: { state: 'done', text: expect.stringContaining('from-a-frame') } });
  });

  test('a table alone tells which rows are ticked', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { element: 'flowlog-logger-table', fit: true }, app.token);
    await expect(rows(page).first()).toBeVisible();
    await console_(page).getByRole('checkbox', { name: /^Select / }).nth(1).check();
    await expect.poll(() => heard(page, 'flowlog-select')).toHaveLength(1);
    const [ticked] = await heard(page, 'flowlog-select');
    expect(ticked!.detail).toEqual({ loggers: [expect.stringMatching(/^[0-9a-f-]{36}$/)] });
    await axe(page);
  });
});

test.describe('tokens', () => {
  test("a provider's failure is told in its own words, and it is asked again", async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin);
    await page.evaluate((token) => {
      window.portal.frame!.remove();
      const { src } = window.portal.frame!.iframe;
      const answers: (() => unknown)[] = [
        () => Promise.reject(new Error('Your session at the portal is over.')),
        () => token,
      ];
      window.portal.frame = window.portal.place(document.querySelector('main')!, {
        src: src.split('#')[0],
        tokenProvider: () => answers.shift()!(),
      });
    }, app.token);
    await expect(console_(page).getByText('Your session at the portal is over.').first()).toBeVisible();
    await console_(page).getByRole('button', { name: 'Retry', exact: true }).first().click();
    await expect(rows(page).first()).toBeVisible();
  });

  test('a provider that never answers is given up after 30 s', async ({ page, portal, emulator }) => {
    await page.clock.install();
    await page.goto(`${portal.origin}/`);
    await page.waitForFunction(() => 'portal' in window);
    await page.evaluate((origin) => {
      window.asked = 0;
      window.portal.frame = window.portal.place(document.querySelector('main')!, {
        src: `${origin}/frame.html`,
        tokenProvider: () => {
          window.asked += 1;
          return new Promise(() => undefined);
        },
      });
    }, emulator.origin);
    await page.waitForFunction(() => window.asked === 1);
    await page.clock.fastForward(29_000);
    await expect(console_(page).getByText('tokenProvider did not answer in time')).toHaveCount(0);
    await page.clock.fastForward(2_000);
    await expect(console_(page).getByText('tokenProvider did not answer in time').first()).toBeVisible();
  });
});

test('a frame that loads anew is greeted anew', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, { locale: 'ko' }, app.token);
  await expect(rows(page).first()).toBeVisible();
  const frame = await inside(page, emulator.origin);
  await frame.evaluate(() => location.reload());
  await expect.poll(() => page.evaluate(() => window.asked)).toBe(2);
  await expect(rows(page).first()).toBeVisible();
  await expect(console_(page).getByRole('heading', { level: 1 })).toContainText(/[가-힣]/);
});

test('removed, it ends: nothing is asked any more, and its promise says so', async ({
  app,
  page,
  portal,
  emulator,
  admin,
}) => {
  // The sample has loggers in BUILD, so the list is read again every few seconds.
  await place(page, portal, emulator.origin, {}, app.token);
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => window.portal.frame!.remove());
  await expect(page.locator('iframe')).toHaveCount(0);
  const before = await admin.requests('GET', '/v2.0/flowlog-loggers');
  await page.waitForTimeout(6_000);
  expect(await admin.requests('GET', '/v2.0/flowlog-loggers')).toHaveLength(before.length);
  const told = await page.evaluate((origin) => {
    const placed = window.portal.place(document.querySelector('main')!, { src: `${origin}/frame.html` });
    placed.remove();
    return placed.ready.then(() => 'ready', (error: { kind: string }) => error.kind);
  }, emulator.origin);
  expect(told).toBe('removed');
});

test('two frames have each its own portal side', async ({ app, page, portal, emulator }) => {
  await place(page, portal, emulator.origin, {}, app.token);
  await page.evaluate((origin) => {
    const second = window.portal.place(document.querySelector('main')!, {
      src: `${origin}/frame.html`,
      locale: 'ko',
      title: 'Second',
    });
    return second.ready.then(() => undefined);
  }, emulator.origin);
  const [first, second] = [page.frameLocator('iframe >> nth=0'), page.frameLocator('iframe >> nth=1')];
  await expect(first.getByRole('rowheader').first()).toBeVisible();
  await expect(second.getByRole('heading', { level: 1 })).toContainText(/[가-힣]/);
  await expect(second.getByRole('rowheader')).toHaveCount(0);
});

test.describe('wrong options', () => {
  test('are told at once, with what is wrong', async ({ page, portal, emulator }) => {
    await place(page, portal, emulator.origin);
    const told = await page.evaluate((origin) => {
      const src = `${origin}/frame.html`;
      const wrong: Record<string, unknown>[] = [
        {},
        { src: 'javascript:alert(1)' },
        { src: `${src}#host=x` },
        { src, element: 'img' },
        { src, tokenProvider: 'a-token' },
        { src, token: 'a-token' },
        { src, configUrl: 'https://evil.example/config.json' },
        { src, locale: 5 },
        { src, on: { 'flowlog-panic': () => undefined } },
      ];
      return wrong.map((options) => {
        try {
          window.portal.place(document.querySelector('main')!, options);
          return 'placed';
        } catch (error) {
          return String(error);
        }
      });
    }, emulator.origin);
    const starts = [
      'src has to be an address',
      'src has to be an https address',
      'src has a user name or a part after #',
      'element is one of flowlog-console',
      'tokenProvider has to be a function',
      'there is no option token',
      'there is no option configUrl',
      'locale has to be a string or null',
      'there is no event flowlog-panic',
    ];
    expect(told).toEqual(starts.map((start) => expect.stringContaining(`TypeError: placeFlowlogFrame: ${start}`)));
    await expect(page.locator('iframe')).toHaveCount(1);
  });
});

test.describe('a frame that cannot be reached', () => {
  test.use({ provoked: true, expected: /^request to http:\/\/localhost:\d+$|Content Security Policy|^console: CSP |target origin/ });

  test('one that does not answer, or may not be framed: what to check', async ({ page, portal, emulator }) => {
    await page.route('**/silent.html', (route) => route.fulfill({ contentType: 'text/html', body: SILENT }));
    for (const path of ['/silent.html', '/']) {
      await place(page, portal, emulator.origin, { src: emulator.origin + path, timeout: 1_500 });
      const told = await ready(page);
      expect(told).toContain(`FlowlogFrameError unreachable: No answer from ${emulator.origin} within 1.5 s. `);
      expect(told).toContain(`names ${portal.origin} in frame-ancestors`);
      expect(await heard(page, 'flowlog-fatal')).toHaveLength(1);
    }
  });

  test("one that the portal's own policy forbids", async ({ page, portal, emulator }) => {
    const other = emulator.origin.replace('127.0.0.1', 'localhost');
    await place(page, portal, other);
    const words = `This page's Content-Security-Policy forbids the frame: add ${other} to frame-src.`;
    expect(await ready(page)).toBe(`FlowlogFrameError policy: ${words}`);
  });
});

test.describe('a frame without its host', () => {
  test('alone it says what it is for, and leads to the console', async ({ app, page }) => {
    await page.goto('./frame.html#host=http://127.0.0.1:1');
    await expect(app.heading('This page belongs in another page')).toBeVisible();
    await axe(page);
    await page.getByRole('link', { name: 'Open the console', exact: true }).click();
    await expect(app.heading('Connect')).toBeVisible();
  });

  /** An iframe as a page would place it that does not use frame-host.js. */
  const bare = async (page: Page, portal: Portal, address: string) => {
    await page.goto(`${portal.origin}/`);
    await page.evaluate((address) => {
      const iframe = document.createElement('iframe');
      Object.assign(iframe, { title: 'Bare', src: address, width: '100%', height: '640' });
      document.querySelector('main')!.append(iframe);
    }, address);
  };

  for (const host of ['', '#host=*', '#host=null', '#host=http://localhost/', '#host=javascript:alert(1)']) {
    test(`a page that does not say who it is: "${host}"`, async ({ page, portal, emulator }) => {
      await bare(page, portal, `${emulator.origin}/frame.html${host}`);
      await expect(heading(page, 'The page around this one did not say who it is')).toBeVisible();
      await axe(page);
    });
  }

  test.describe('another origin than the one that is named', () => {
    // The browser's own line about a message that it did not deliver.
    test.use({ expected: /^request to http:\/\/localhost:\d+$|target origin/ });

    test('is not spoken to, and the page says so', async ({ page, portal, emulator }) => {
      // So that the page around the frame knows what it should not need to be refused by.
      await page.addInitScript(() => (crypto.getRandomValues = (numbers) => numbers));
      await page.clock.install();
      await bare(page, portal, `${emulator.origin}/frame.html#host=${encodeURIComponent('http://127.0.0.1:1')}`);
      const frame = await inside(page, emulator.origin);
      await frame.waitForLoadState();
      await page.evaluate((origin) => {
        const { port1, port2 } = new MessageChannel();
        window.answers = [];
        port1.onmessage = ({ data }) => void window.answers.push(data);
        frames[0]!.postMessage({ flowlog: 'connect', version: 1, id: '0-0-0-0' }, origin, [port2]);
        port1.postMessage({ type: 'start', element: 'flowlog-console', choices: {}, tokens: true, guard: false, fit: false });
      }, emulator.origin);
      await page.clock.fastForward(11_000);
      await expect(heading(page, 'The page around this one does not answer')).toBeVisible();
      await expect(console_(page).getByText('it stands in a page of http://127.0.0.1:1.')).toBeVisible();
      expect(await page.evaluate(() => [window.answers, window.posted])).toEqual([[], []]);
      await axe(page);
    });
  });

  const START = { type: 'start', element: 'flowlog-console', choices: {}, tokens: true, guard: false, fit: false };

  /** Has the portal, or a window inside it, offer the frame a port; what comes back is kept in `answers`. */
  const offer = (from: Page | Frame, origin: string, message: unknown, ports = 1) =>
    from.evaluate(
      ([origin, message, ports, start]) => {
        const target = (window.parent as Window).frames[0]!;
        window.answers ??= [];
        const channels = Array.from({ length: ports }, () => new MessageChannel());
        target.postMessage(message, origin, channels.map(({ port2 }) => port2));
        for (const { port1 } of channels) {
          window.port = port1;
          port1.onmessage = ({ data }) => void window.answers.push(data);
          if (start) port1.postMessage(start);
        }
      },
      [origin, message, ports, START] as const,
    );

  test('forged messages are ignored, and one handshake counts', async ({ page, portal, emulator }) => {
    await page.goto(`${portal.origin}/`);
    await page.evaluate(
      ([src, host]) => {
        addEventListener('message', ({ data }) => (window.hello = data as { id: string }));
        const iframe = document.createElement('iframe');
        Object.assign(iframe, { title: 'Bare', src: `${src}/frame.html#host=${encodeURIComponent(host)}`, height: '640' });
        document.querySelector('main')!.append(iframe);
      },
      [emulator.origin, portal.origin] as const,
    );
    await page.waitForFunction(() => 'hello' in window);
    const { id } = await page.evaluate(() => window.hello);
    const good = { flowlog: 'connect', version: 1, id };
    // Another window of the very same origin.
    await page.evaluate(() => {
      const iframe = document.createElement('iframe');
      Object.assign(iframe, { title: 'Other', src: 'about:blank' });
      document.querySelector('main')!.append(iframe);
    });
    const other = page.frames().find((frame) => frame.url() === 'about:blank')!;
    await offer(other, emulator.origin, good);
    for (const bad of [null, 5, 'connect', {}, { ...good, id: 'x' }, { ...good, version: 2 }, { ...good, flowlog: 'hello' }]) {
      await offer(page, emulator.origin, bad);
    }
    await offer(page, emulator.origin, good, 0);
    await offer(page, emulator.origin, good, 2);
    await page.waitForTimeout(500);
    expect([await page.evaluate(() => window.answers), await other.evaluate(() => window.answers)]).toEqual([[], []]);
    const frame = await inside(page, emulator.origin);
    const elements = () => frame.evaluate(() => document.querySelectorAll('.flowlog').length);
    expect(await elements()).toBe(0);

    // The right one, which then says wrong things at first.
    await page.evaluate(
      ([origin, message]) => {
        const { port1, port2 } = new MessageChannel();
        window.port = port1;
        window.answers = [];
        port1.onmessage = ({ data }) => void window.answers.push(data);
        frames[0]!.postMessage(message, origin, [port2]);
      },
      [emulator.origin, good] as const,
    );
    const say = (message: unknown) => page.evaluate((message) => window.port.postMessage(message), message);
    for (const bad of [
      null,
      'start',
      [START],
      { type: 'start' },
      { type: 'toString' },
      { ...START, element: 'img' },
      { ...START, tokens: 1 },
      { ...START, choices: { 'config-url': '/evil.json' } },
      { ...START, choices: { configUrl: '/evil.json' } },
      { ...START, choices: { locale: 5 } },
      { ...START, choices: { onclick: 'alert(1)' } },
      { type: 'navigate', route: '/ports' },
      { type: 'token', id: 1, token: 'x' },
    ]) {
      await say(bad);
    }
    await page.waitForTimeout(300);
    expect([await elements(), await page.evaluate(() => window.answers)]).toEqual([0, []]);
    await say(START);
    await expect.poll(() => page.evaluate(() => window.answers.length)).toBeGreaterThan(0);
    expect(await elements()).toBe(1);

    // A second handshake, a second start, and answers that nobody waits for.
    await page.evaluate(() => void (window.answers = []));
    await offer(page, emulator.origin, good);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => window.answers)).toEqual([]);
    expect(await elements()).toBe(1);
  });
});

test.describe('a portal is not fooled', () => {
  test('by other windows, other documents or other shapes', async ({ page, portal, emulator }) => {
    // It plays the frame, on an origin that the portal's policy allows and the portal has named.
    await page.route(`${emulator.origin}/fake.html*`, (route) =>
      route.fulfill({ contentType: 'text/html', body: SILENT }),
    );
    await place(page, portal, emulator.origin, { src: `${emulator.origin}/fake.html`, fit: true }, 'secret-token');
    const fake = await inside(page, emulator.origin);
    await fake.waitForLoadState();
    const greet = (from: Page | Frame, message: unknown) =>
      from.evaluate(
        ([message, host]) => {
          window.answers ??= [];
          addEventListener('message', ({ data, ports }) => {
            window.answers.push(data);
            if (ports[0]) {
              window.port = ports[0];
              window.port.onmessage = ({ data }) => void window.answers.push(data);
            }
          }, { once: true });
          parent.postMessage(message, host);
        },
        [message, portal.origin] as const,
      );
    const hello = { flowlog: 'hello', version: 1, id: 'fake' };
    const answers = (from: Page | Frame) => from.evaluate(() => window.answers);

    // Another window, of the very origin that the portal has named.
    const elsewhere = `${emulator.origin}/fake.html?other`;
    await page.evaluate((src) => {
      const iframe = document.createElement('iframe');
      Object.assign(iframe, { title: 'Other', src });
      document.querySelector('main')!.append(iframe);
    }, elsewhere);
    const other = await inside(page, elsewhere);
    await other.waitForLoadState();
    await greet(other, hello);
    for (const bad of [null, 'hello', {}, { flowlog: 'hello', version: 1 }, { ...hello, flowlog: 'connect' }]) {
      await greet(fake, bad);
    }
    await page.waitForTimeout(300);
    expect([await answers(other), await answers(fake)]).toEqual([[], []]);
    expect(await page.evaluate(() => window.asked)).toBe(0);

    await greet(fake, hello);
    await expect.poll(async () => (await answers(fake)).length).toBeGreaterThan(1);
    const say = (message: unknown) => fake.evaluate((message) => window.port.postMessage(message), message);
    for (const bad of [
      null,
      ['event'],
      { type: 'constructor' },
      { type: 'event', name: 'click', detail: null },
      { type: 'event', name: 'flowlog-created', detail: 'text' },
      { type: 'event', name: 'flowlog-created', detail: {}, ask: 1 },
      { type: 'size', height: -1 },
      { type: 'size', height: 1e9 },
      { type: 'size', height: '100' },
      { type: 'token', id: 'x' },
    ]) {
      await say(bad);
    }
    await page.waitForTimeout(300);
    await expect(page.locator('iframe').first()).toHaveAttribute('height', '640');
    await say({ type: 'size', height: 700 });
    await expect(page.locator('iframe').first()).toHaveAttribute('height', '700');
    expect(await page.evaluate(() => [window.portal.heard, window.asked])).toEqual([[], 0]);
    await say({ type: 'token', id: 3 });
    await expect.poll(() => answers(fake)).toContainEqual({ type: 'token', id: 3, token: 'secret-token' });

    // The same document gets no second port.
    const count = (await answers(fake)).length;
    await greet(fake, hello);
    await page.waitForTimeout(300);
    expect(await answers(fake)).toHaveLength(count);
  });

  test('by a page of another origin in its frame, which it names', async ({ page }) => {
    const [portal, named, other] = await Promise.all(['http://localhost:*', "'none'", "'none'"].map((frames) => Portal.start(frames)));
    const src = `${named!.origin}/redirect?to=${other!.origin}/`;
    await place(page, portal!, named!.origin, { src, timeout: 3_000 }, 'secret-token');
    const guest = await inside(page, other!.origin);
    await guest.waitForLoadState();
    const answered = await guest.evaluate(async (host) => {
      let answered = false;
      addEventListener('message', () => (answered = true));
      parent.postMessage({ flowlog: 'hello', version: 1, id: 'fake' }, host);
      await new Promise((done) => setTimeout(done, 300));
      return answered;
    }, portal!.origin);
    expect(answered).toBe(false);
    expect(await ready(page)).toContain(`The frame's page is of ${other!.origin}: name its own address in src`);
    expect(await page.evaluate(() => window.asked)).toBe(0);
    await Promise.all([portal, named, other].map((one) => one!.stop()));
  });

  test('a frame of another version is told apart', async ({ page, portal, emulator }) => {
    await page.route(`${emulator.origin}/fake.html`, (route) =>
      route.fulfill({ contentType: 'text/html', body: SILENT }),
    );
    await place(page, portal, emulator.origin, { src: `${emulator.origin}/fake.html` });
    const fake = await inside(page, emulator.origin);
    await fake.evaluate((host) => parent.postMessage({ flowlog: 'hello', version: 9, id: 'fake' }, host), portal.origin);
    expect(await ready(page)).toContain('FlowlogFrameError version: The frame speaks version 9');
  });
});
