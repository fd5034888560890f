import { asking } from '../support/asking.ts';
import { axe } from '../support/axe.ts';
import { Explorer, SMALL } from '../support/explorer.ts';
import { console_, expect, heading, heard, inside, place, ready, rows, test, type InPage } from '../support/frames.ts';
import { CreateWizard } from '../support/wizard.ts';

// The console in an iframe of a page of another origin and site, which enforces Trusted Types and forbids wasm.

declare const window: Window & typeof globalThis & InPage;

test.use({ expected: /^request to http:\/\/localhost:\d+$/ });

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

test('the portal hands log files over', async ({ page, portal, emulator }) => {
  await place(page, portal, emulator.origin, { element: 'flowlog-explorer' });
  expect(await ready(page)).toBe('ready');
  const open = (files: unknown[]) =>
    page.evaluate(
      (files) =>
        window.portal.frame!.open(files).then(
          () => 'opened',
          (error: Error) => error.name,
        ),
      files,
    );
  await page.evaluate((text) => window.portal.frame!.open([new File([text], 'flows.csv')]), SMALL);
  const within = console_(page).locator('flowlog-explorer');
  const explorer = new Explorer(page, within);
  await explorer.expectRecords();
  expect(await explorer.count('Flows')).toBe(8);
  expect(await open([{ url: 'https://files.example/flows.csv' }])).toBe('TypeError');
  expect(await open([{ name: 'flows.csv', url: 'https://files.example/flows.csv' }])).toBe('opened');
  await expect(within.getByText('The configuration does not name the origin of this address').first()).toBeVisible();
});

test('only the explorer opens log files', async ({ page, portal, emulator }) => {
  await place(page, portal, emulator.origin);
  const refused = await page.evaluate(() =>
    window.portal.frame!.open([new Blob(['x'])]).then(
      () => 'opened',
      (error: Error) => error.message,
    ),
  );
  expect(refused).toBe('placeFlowlogFrame: open needs the element flowlog-explorer');
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
    // The limit is the console's: it begins once the console waits too.
    await expect(heading(page, /^Flow log loggers/)).toBeVisible();
    await page.clock.fastForward(15_000);
    await expect(console_(page).getByText('tokenProvider did not answer in time')).toHaveCount(0);
    await page.clock.fastForward(16_000);
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
}) => {
  await page.clock.install();
  const asked = asking(page);
  await place(page, portal, emulator.origin, {}, app.token);
  await expect(rows(page).first()).toBeVisible();
  await asked.again();
  await page.evaluate(() => window.portal.frame!.remove());
  await expect.poll(() => page.frames().length).toBe(1);
  await asked.noMore();
  const told = await page.evaluate((origin) => {
    const placed = window.portal.place(document.querySelector('main')!, { src: `${origin}/frame.html` });
    placed.remove();
    return placed.ready.then(() => 'ready', (error: { kind: string }) => error.kind);
  }, emulator.origin);
  expect(told).toBe('removed');
});

test('in a frame as high as its content a press on Next counts, though the field before it turns out to be wrong', async ({
  app,
  page,
  portal,
  emulator,
}) => {
  await place(page, portal, emulator.origin, { element: 'flowlog-create-wizard', fit: true }, app.token);
  const wizard = new CreateWizard(console_(page).locator('flowlog-create-wizard'));
  await wizard.name.fill(' ');
  await wizard.next.hover();
  await page.mouse.down();
  await expect(wizard.next).toBeFocused();
  await expect(wizard.name).not.toHaveAttribute('aria-invalid');
  await page.mouse.up();
  await expect(wizard.name).toBeFocused();
  await wizard.expectRefused(wizard.name, /\S/);
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
