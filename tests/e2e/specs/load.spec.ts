import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

// What a page fetches before the first list, and how many answers that has to wait for.

/** The paths of what a page asks for, in order. */
function pathsOf(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith('http')) paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

const times = (paths: string[], path: RegExp) => paths.filter((asked) => path.test(asked)).length;

const GLUE = /^\/flowlog-console-\w+\.js$/;
const WASM = /^\/flowlog-console-\w+_bg\.wasm$/;
const CONFIG = /^\/config\.json$/;
const LIST = /\/flowlog-loggers$/;

/** Opens a page of a portal that has the entry and `body`, and gives its elements what `given` names. */
async function openPortal(page: Page, body: string, given: string): Promise<void> {
  const scripts = `<script type="module" src="./flowlog-console.js"></script>
    <script>const given = ${given}; for (const element of document.querySelectorAll('[config-url]')) Object.assign(element, given);</script>`;
  const html = `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><main>${body}</main>${scripts}</html>`;
  await page.route('**/portal.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  // What a test holds back may hold back the page's `load`.
  await page.goto('./portal.html', { waitUntil: 'commit' });
}

test('three hops: the entry, then glue, wasm and configuration at once, then the list', async ({ app, page }) => {
  const paths = pathsOf(page);
  const waiting: (() => void)[] = [];
  for (const path of [GLUE, WASM, CONFIG]) {
    await page.route(
      (url) => path.test(url.pathname),
      async (route) => {
        await new Promise<void>((release) => waiting.push(release));
        await route.continue();
      },
    );
  }
  const table = '<flowlog-logger-table config-url="./config.json"></flowlog-logger-table>';
  await openPortal(page, table, `{ tokenProvider: () => ${JSON.stringify(app.token)} }`);
  // None of the three waits for another one.
  await expect.poll(() => waiting.length).toBe(3);
  expect(paths).toHaveLength(5);
  expect(paths.slice(0, 2)).toEqual(['/portal.html', '/flowlog-console.js']);
  for (const release of waiting) release();
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  expect(paths[5]).toMatch(LIST);
});

test('our own page fetches each file once', async ({ app, page }) => {
  const paths = pathsOf(page);
  await app.open();
  await expect(app.heading('Connect')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(paths).toEqual([...new Set(paths)]);
  expect([GLUE, WASM, CONFIG].map((path) => times(paths, path))).toEqual([1, 1, 1]);
});

test('parts of one configuration read it once', async ({ app, page }) => {
  const paths = pathsOf(page);
  const parts = '<flowlog-logger-table config-url="./config.json"></flowlog-logger-table>'.repeat(3);
  await openPortal(page, parts, `{ tokenProvider: () => ${JSON.stringify(app.token)} }`);
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  expect(times(paths, CONFIG)).toBe(1);
});

test('an element that is placed later reads the configuration of that time', async ({ app, page }) => {
  const paths = pathsOf(page);
  await app.open();
  await expect(app.heading('Connect')).toBeVisible();
  await page.evaluate(() => {
    const later = document.createElement('flowlog-console');
    later.setAttribute('config-url', './config.json');
    document.body.append(later);
  });
  await expect(app.heading('Connect')).toHaveCount(2);
  expect(times(paths, CONFIG)).toBe(2);
});

test('an address that is set while the wasm loads counts', async ({ page }) => {
  const paths = pathsOf(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(
    (url) => WASM.test(url.pathname),
    async (route) => {
      await held;
      await route.continue();
    },
  );
  await page.route('**/other.json', (route) =>
    route.fulfill({ json: { regions: [{ id: 'KR9', name: 'Elsewhere', network: 'https://kr9.example' }] } }),
  );
  await openPortal(page, '<flowlog-console config-url="./config.json"></flowlog-console>', '{}');
  await expect.poll(() => times(paths, WASM)).toBe(1);
  await page.locator('flowlog-console').evaluate((element) => element.setAttribute('config-url', './other.json'));
  release();
  await expect(page.getByRole('combobox', { name: 'Region' }).getByRole('option', { name: /Elsewhere/ })).toBeAttached();
});

const place = (id: string) => ({ id, name: id, network: `https://${id}.example` });

/** What asks for a token while the wasm loads, and what the page changes before it has come. */
const CHANGES: [string, string, string, (element: Element) => void][] = [
  [
    'configuration',
    '<flowlog-console config-url="./config.json"></flowlog-console>',
    `{ config: { regions: [${JSON.stringify(place('first'))}] } }`,
    (element) => Object.assign(element, { config: { regions: [{ id: 'other', name: 'other', network: 'https://other.example' }] } }),
  ],
  [
    'address of the configuration',
    '<flowlog-console config-url="./first.json"></flowlog-console>',
    '{}',
    (element) => element.setAttribute('config-url', './other.json'),
  ],
  [
    'region of a part',
    '<flowlog-logger-table config-url="./both.json" region="first"></flowlog-logger-table>',
    '{}',
    (element) => element.setAttribute('region', 'other'),
  ],
];

for (const [what, html, given, change] of CHANGES) {
  test(`a token that was asked for ahead goes nowhere else when the page changes the ${what}`, async ({ page }) => {
    const configs = { first: [place('first')], other: [place('other')], both: [place('first'), place('other')] };
    for (const [name, regions] of Object.entries(configs)) {
      await page.route(`**/${name}.json`, (route) => route.fulfill({ json: { regions } }));
    }
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(
      (url) => WASM.test(url.pathname),
      async (route) => {
        await held;
        await route.continue();
      },
    );
    await page.addInitScript(() => {
      const seen = Object.assign(window, { who: 'first', asked: [] as string[], sent: [] as string[] });
      const tokenProvider = () => {
        seen.asked.push(seen.who);
        return `token-of-${seen.who}`;
      };
      const fetcher = (request: Request) => {
        seen.sent.push(`${new URL(request.url).hostname} ${request.headers.get('x-auth-token')}`);
        const row = { id: '00000000-0000-4000-8000-000000000001', name: 'the-row', status: 'ACTIVE' };
        const lists = { flowlog_loggers: [row], flowlog_logging_ports: [], ports: [], vpcs: [], vpcsubnets: [] };
        return Promise.resolve(new Response(JSON.stringify(lists), { headers: { 'content-type': 'application/json' } }));
      };
      Object.assign(window, { page: { tokenProvider, fetcher } });
    });
    await openPortal(page, html, `{ ...page, ...${given} }`);
    await expect.poll(() => page.evaluate('asked')).toEqual(['first']);
    await page.evaluate(() => Object.assign(window, { who: 'other' }));
    await page.locator('[config-url]').evaluate(change);
    release();
    await expect(page.getByRole('link', { name: 'the-row' })).toBeVisible();
    expect(new Set(await page.evaluate<string[]>('sent'))).toEqual(new Set(['other.example token-of-other']));
  });
}

test('no token is asked for where the configuration names no address for it', async ({ page }) => {
  await page.addInitScript(() => {
    const seen = Object.assign(window, { asked: 0 });
    Object.assign(window, { tokenProvider: () => String((seen.asked += 1)) });
  });
  const config = { regions: [{ ...place('first'), network: 'javascript:alert(1)' }] };
  const table = '<flowlog-logger-table config-url="./config.json"></flowlog-logger-table>';
  await openPortal(page, table, `{ tokenProvider, config: ${JSON.stringify(config)} }`);
  await expect(page.getByText('regions[0].network').first()).toBeVisible();
  expect(await page.evaluate('asked')).toBe(0);
});
