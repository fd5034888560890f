import type { Frame, Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { Portal } from '../support/foreign-portal.ts';
import { console_, expect, heading, heard, inside, place, ready, SILENT, test, type InPage } from '../support/frames.ts';

// Whom a frame and its portal answer: forged messages, other windows, other origins, and what is said where there is no answer.

declare const window: Window & typeof globalThis & InPage;

test.use({ expected: /^request to http:\/\/localhost:\d+$/ });

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

  /** Waits until this many messages have come to a window. */
  const reached = (frame: Frame, count: number) =>
    expect.poll(() => frame.evaluate(() => window.posted.length)).toBe(count);

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
    const frame = await inside(page, emulator.origin);
    await reached(frame, 10);
    expect([await page.evaluate(() => window.answers), await other.evaluate(() => window.answers)]).toEqual([[], []]);
    const elements = () => frame.evaluate(() => document.querySelectorAll('.flowlog').length);
    expect(await elements()).toBe(0);

    // The right one, which then says wrong things at first.
    await page.evaluate(
      ([origin, message]) => {
        const { port1, port2 } = new MessageChannel();
        window.first = port1;
        window.told = [];
        port1.onmessage = ({ data }) => void window.told.push(data);
        frames[0]!.postMessage(message, origin, [port2]);
      },
      [emulator.origin, good] as const,
    );
    const say = (message: unknown) => page.evaluate((message) => window.first.postMessage(message), message);
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
    // A port keeps the order, and a frame starts once: a wrong start before this one would show.
    await say({ ...START, choices: { locale: 'ko' } });
    await expect.poll(() => page.evaluate(() => window.told.length)).toBeGreaterThan(0);
    expect(await elements()).toBe(1);
    const attributes = () =>
      frame.evaluate(() => [...document.querySelector('flowlog-console')!.attributes].map(({ name, value }) => `${name}=${value}`).sort());
    const placed = await attributes();
    expect(placed).toEqual(['class=flowlog', 'config-url=./config.json', 'data-config-optional=', 'locale=ko']);

    // A second handshake, a second start, and answers that nobody waits for.
    await offer(page, emulator.origin, good);
    await reached(frame, 12);
    await say({ type: 'update', choices: { locale: 'en' } });
    await expect.poll(attributes).toContain('locale=en');
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
    const MARK = '"mark"';
    /** What the portal has posted to a frame, up to a mark of now. */
    const cameTo = async (frame: Frame) => {
      const owner = await frame.frameElement();
      await owner.evaluate((iframe) => (iframe as HTMLIFrameElement).contentWindow!.postMessage('mark', '*'));
      await expect.poll(() => frame.evaluate(() => window.posted.at(-1))).toBe(MARK);
      return frame.evaluate(() => window.posted);
    };

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
    await expect.poll(() => page.evaluate(() => window.posted.length)).toBe(6);
    for (const one of [other, fake]) expect(await cameTo(one), 'nothing was answered').toEqual([MARK]);
    expect(await page.evaluate(() => window.asked)).toBe(0);
    await fake.evaluate(() => (window.answers = []));

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
    // A port keeps the order.
    await say({ type: 'token', id: 2 });
    await expect.poll(() => answers(fake)).toContainEqual({ type: 'token', id: 2, token: 'secret-token' });
    await expect(page.locator('iframe').first()).toHaveAttribute('height', '640');
    await say({ type: 'size', height: 700 });
    await expect(page.locator('iframe').first()).toHaveAttribute('height', '700');
    expect(await page.evaluate(() => [window.portal.heard, window.asked])).toEqual([[], 1]);
    await say({ type: 'token', id: 3 });
    await expect.poll(() => answers(fake)).toContainEqual({ type: 'token', id: 3, token: 'secret-token' });

    // The same document gets no second port.
    const before = await fake.evaluate(() => window.posted);
    await greet(fake, hello);
    await expect.poll(() => page.evaluate(() => window.posted.length)).toBe(8);
    expect(await cameTo(fake)).toEqual([...before, MARK]);
  });

  test('by a page of another origin in its frame, which it names', async ({ page }) => {
    const [portal, named, other] = await Promise.all(['http://localhost:*', "'none'", "'none'"].map((frames) => Portal.start(frames)));
    const src = `${named!.origin}/redirect?to=${other!.origin}/`;
    await place(page, portal!, named!.origin, { src, timeout: 3_000 }, 'secret-token');
    const guest = await inside(page, other!.origin);
    await guest.waitForLoadState();
    await guest.evaluate((host) => {
      window.answers = [];
      addEventListener('message', ({ data }) => void window.answers.push(data));
      parent.postMessage({ flowlog: 'hello', version: 1, id: 'fake' }, host);
    }, portal!.origin);
    expect(await ready(page)).toContain(`The frame's page is of ${other!.origin}: name its own address in src`);
    await page.evaluate(() => frames[0]!.postMessage('mark', '*'));
    await expect.poll(() => guest.evaluate(() => window.answers)).toEqual(['mark']);
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
