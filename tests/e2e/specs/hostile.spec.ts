import type { Page } from '@playwright/test';
import type { Console } from '../support/console.ts';
import { restyle, type Portal } from '../support/portal.ts';
import type { Service } from '../support/service.ts';
import { expect, test } from '../support/test.ts';

// A page whose own rules would break whatever they reach changes nothing inside of an element.

/** Every element, and the console on its pages, with the heading by which one knows that it stands. */
const PLACED = [
  { name: 'flowlog-console', route: '/loggers', title: /^Flow log loggers/ },
  { name: 'flowlog-console', route: '/create', title: /^Create logger/ },
  { name: 'flowlog-console', route: '/ports', title: /^Logging ports/ },
  { name: 'flowlog-logger-table', route: null, title: /^Flow log loggers/ },
  { name: 'flowlog-logger', route: null, title: null },
  { name: 'flowlog-create-wizard', route: null, title: /^Create logger/ },
  { name: 'flowlog-port-table', route: null, title: /^Logging ports/ },
] as const;

type Placed = (typeof PLACED)[number];

/** One place of one size, whatever the page says elsewhere. */
const size = (name: string) => `
  html { overflow: hidden !important; color-scheme: light !important; }
  ${name} { position: absolute !important; inset: 0 auto auto 0 !important; width: 1300px !important; min-height: 0 !important; }
`;
const HOSTILE = `
  * { all: unset !important; }
  :root { font-size: 10px !important; }
  button, input, select, table, tr, td, th, a, h1, p, dialog, ul, li, svg { display: none !important; }
  * {
    color: red !important; cursor: wait !important; direction: rtl !important; font: italic 900 31px/3 fantasy !important;
    font-variant: small-caps !important; letter-spacing: 1em !important; list-style: square inside !important;
    quotes: "x" "x" !important; tab-size: 20 !important; text-align: right !important; text-indent: 50px !important;
    text-shadow: 3px 3px red !important; text-transform: uppercase !important; user-select: none !important;
    white-space: pre !important; word-break: break-all !important; word-spacing: 2em !important; caret-color: red !important;
    -webkit-text-stroke: 2px red !important; -webkit-text-fill-color: red !important; border-spacing: 9px !important;
    fill: red !important; stroke: red !important; stroke-width: 9px !important; hyphens: auto !important;
  }
`;

/** Puts an element with a token into the page, in the place of what stands there. */
async function put(app: Console, service: Service, { name, route, title }: Placed): Promise<void> {
  const logger = await service.one(({ status }) => !status.startsWith('BUILD'));
  await app.page.evaluate(
    async ([name, route, token, id]) => {
      for (const other of document.querySelectorAll(`flowlog-console, ${name}`)) other.remove();
      const entry = './flowlog-console.js';
      await import(new URL(entry, document.baseURI).href);
      const portal = document.createElement(name) as Portal;
      portal.setAttribute('config-url', './config.json');
      if (route) portal.setAttribute('route', route);
      if (name === 'flowlog-logger') portal.setAttribute('logger-id', id);
      portal.tokenProvider = () => token;
      document.body.append(portal);
      await portal.whenReady;
    },
    [name, route, app.token, logger.id] as const,
  );
  await expect(app.page.locator(name).getByRole('heading', { name: title ?? logger.name }).first()).toBeAttached();
}

/** Where everything stands that the console shows, and the whole style of its root and of one element of each kind. */
function layout(page: Page, name: string): Promise<string[]> {
  return page.evaluate((name) => {
    const root = document.querySelector(name)!.shadowRoot!.querySelector('.flc')!;
    const origin = root.getBoundingClientRect();
    const seen = new Set<string>();
    const lines = [];
    for (const element of [root, ...root.querySelectorAll('*')]) {
      const { x, y, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      const kind = `${element.tagName}.${element.getAttribute('class') ?? ''}`;
      const box = [x - origin.x, y - origin.y, width, height].map((value) => value.toFixed(2));
      lines.push(`${kind} ${box.join(' ')}`);
      if (seen.has(kind)) continue;
      seen.add(kind);
      const style = getComputedStyle(element);
      for (const property of style) lines.push(`${kind} ${property}: ${style.getPropertyValue(property)}`);
    }
    return lines;
  }, name);
}

/** Waits until the page has all that it comes to show, and nothing has the focus. */
async function isSettled(page: Page, name: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  let before: string[] = [];
  await expect
    .poll(
      async () => {
        const now = await layout(page, name);
        const same = now.length > 1000 && now.join() === before.join();
        before = now;
        return same;
      },
      { intervals: [1000] },
    )
    .toBe(true);
}

/** How many values of pixels an eye would tell apart: edges and glyphs vary a little from picture to picture. */
function difference(page: Page, before: Buffer, after: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const pixels = pictures.map(async (picture) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height).data;
      });
      const [a, b] = (await Promise.all(pixels)) as [Uint8ClampedArray, Uint8ClampedArray];
      return a.reduce((count, value, at) => count + (Math.abs(value - b[at]!) > 48 ? 1 : 0), 0);
    },
    [before.toString('base64'), after.toString('base64')],
  );
}

for (const placed of PLACED) {
  const { name } = placed;
  const words = [name, placed.route].filter(Boolean).join(' ');

  test(`hostile rules change nothing in ${words}`, async ({ app, admin, page, service }) => {
    await admin.reset(5);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await app.open();
    await put(app, service, placed);
    await isSettled(page, name);
    const clip = { x: 0, y: 0, width: 1300, height: 800 };
    await restyle(page, size(name));
    // Once there and back: what the browser has drawn at another width it may show a fraction of a pixel off.
    const restore = await restyle(page, HOSTILE + size(name));
    // A picture has the browser draw: without it the next one can still hold what was drawn before.
    await page.screenshot({ clip });
    await restore();
    await page.screenshot({ clip });
    const [quiet, picture] = [await layout(page, name), await page.screenshot({ clip })];
    expect(quiet.length).toBeGreaterThan(1000);
    const undo = await restyle(page, HOSTILE + size(name));
    expect(await layout(page, name)).toEqual(quiet);
    expect(await difference(page, picture, await page.screenshot({ clip })), 'the same picture').toBeLessThan(500);

    // The same for one that is placed among them. It takes the font of its place, which is theirs.
    await undo();
    const boxes = (lines: string[]) => lines.filter((line) => !line.includes(': '));
    await restyle(
      page,
      HOSTILE.replace(/font: [^;]*;/, 'font-size: 31px !important; line-height: 3 !important;') + size(name),
    );
    await put(app, service, placed);
    await isSettled(page, name);
    expect(boxes(await layout(page, name))).toEqual(boxes(quiet));
  });
}
