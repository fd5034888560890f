import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

const NETWORK = 'https://kr1-api-network-infrastructure.nhncloudservice.com';
const WHOLE = {
  regions: [{ id: 'KR1', name: 'Korea (Pangyo)', network: NETWORK }],
  identity: 'https://api-identity-infrastructure.nhncloudservice.com',
  proxy: null,
};

async function serveConfig(page: Page, config: unknown): Promise<void> {
  const body = typeof config === 'string' ? config : JSON.stringify(config);
  await page.route('**/config.json', (route) => route.fulfill({ body, contentType: 'application/json' }));
}

/** What is wrong, the configuration that has it, and what the page must name: the key and the reason. */
const FAULTS: [string, unknown, RegExp[]][] = [
  ['an unknown key', { ...WHOLE, regoins: [] }, [/regoins/, /known/i]],
  [
    'an unknown key of a region',
    { ...WHOLE, regions: [{ ...WHOLE.regions[0], netwrok: 'x' }] },
    [/netwrok/, /known/i],
  ],
  ['a URL that is none', { ...WHOLE, identity: 'not a url' }, [/identity/, /URL|address/i]],
  [
    'plain http to another host',
    { ...WHOLE, regions: [{ ...WHOLE.regions[0], network: 'http://api.example' }] },
    [/network/, /https/],
  ],
  [
    'a user name in a URL',
    { ...WHOLE, identity: 'https://api.example@evil.example' },
    [/identity/, /user|@/i],
  ],
  ['no regions', { identity: WHOLE.identity, proxy: null }, [/regions/, /missing|at least one/i]],
  ['an empty list of regions', { ...WHOLE, regions: [] }, [/regions/, /empty|at least one/i]],
  [
    'a region without an endpoint where no identity service could name it',
    { regions: [{ id: 'KR1', name: 'x' }] },
    [/network/, /missing/i],
  ],
  ['a proxy that is no template', { ...WHOLE, proxy: 'https://cors.example/' }, [/proxy/, /\{|url/i]],
  ['a demo beside real endpoints', { ...WHOLE, demo: { token: 't' } }, [/demo/, /loopback|this machine/i]],
  ['a language that it does not speak', { ...WHOLE, locale: 'tlh' }, [/locale/, /en|ko/]],
  ['no JSON', '{"regions": [', [/config\.json/, /JSON/]],
  ['a list', [], [/config\.json/, /object/i]],
  ['a login page', '<html><h1>Sign in</h1></html>', [/config\.json/, /JSON/]],
];

for (const [name, config, words] of FAULTS) {
  test(`${name}: a page that names the key and the reason`, async ({ app, page }) => {
    await serveConfig(page, config);
    await app.open();
    for (const word of words) await expect(app.says(word)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(app.heading('Connect')).toHaveCount(0);
    await axe(page);
  });
}

test('a whole configuration, with everything optional', async ({ app, page }) => {
  await serveConfig(page, {
    ...WHOLE,
    regions: [
      ...WHOLE.regions,
      {
        id: 'KR3',
        name: 'Korea (Gwangju)',
        network: 'https://kr3.example',
        objectStorage: 'https://kr3-obs.example',
      },
    ],
    proxy: '/nhn/{host}{+path}',
    locale: 'ko',
    theme: 'dark',
    timeZone: 'utc',
    readOnly: true,
  });
  await app.open();
  const region = page.getByRole('combobox');
  await expect(region.getByRole('option', { name: /Gwangju/ })).toBeAttached();
  await expect(app.says(/[가-힣]/)).toBeVisible();
});

test('readOnly: nothing can be written, and each action says why', async ({ app, page }) => {
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), readOnly: true } });
  });
  await app.toLoggers();
  const [first] = await app.loggers.names();
  await app.select(first!).check();
  for (const name of ['Edit', 'Enable', 'Disable', 'Clone', 'Delete', 'Create logger']) {
    await expect(app.button(name), name).toBeDisabled();
    await expect(app.button(name), name).toHaveAccessibleDescription(/read-only/i);
  }
  await app.go('#/create');
  await expect(app.wizard.next.or(app.wizard.create)).toHaveCount(0);
});

const PROXIES: [template: string, way: RegExp][] = [
  ['/nhn/{host}{+path}', /^\/nhn\/kr1-api-network-infrastructure\.nhncloudservice\.com(\/v2\.0\/.*)$/],
  ['/any/{+url}', /^\/any\/https:\/\/kr1-api-network-infrastructure\.nhncloudservice\.com(\/v2\.0\/.*)$/],
  [
    '/one?u={url}',
    /^\/one\?u=https%3A%2F%2Fkr1-api-network-infrastructure\.nhncloudservice\.com(%2Fv2\.0%2F[^&]*)$/,
  ],
];

for (const [template, way] of PROXIES) {
  test(`proxy ${template}: every call goes through it`, async ({ app, page, emulator }) => {
    await serveConfig(page, { ...WHOLE, proxy: template });
    const prefix = template.slice(0, 5);
    await page.route(
      (url) => url.pathname.startsWith(prefix.replace('?', '')),
      async (route) => {
        const url = new URL(route.request().url());
        const path = way.exec(url.pathname + url.search)?.[1];
        if (path === undefined) return route.abort();
        const answer = await route.fetch({ url: emulator.origin + decodeURIComponent(path) });
        return route.fulfill({ response: answer });
      },
    );
    await app.toLoggers();
    await app.expectCounter('(40)');
    const [first] = await app.loggers.names();
    await app.loggers.link(first!).first().click();
    await expect(app.heading(first!)).toBeVisible();
    // The page goes first, since it goes on asking; then what is still under way ends.
    await page.goto('about:blank');
    await page.unrouteAll({ behavior: 'wait' });
  });
}

test.describe('without the file', () => {
  test.use({ provoked: true });

  test('the documented defaults', async ({ app, page }) => {
    await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: 'Not found.' }));
    await app.open();
    await expect(app.heading('Connect')).toBeVisible();
    const region = page.getByRole('combobox', { name: 'Region' });
    await expect(region.getByRole('option', { name: /Pangyo/ })).toBeAttached();
    await expect(region.getByRole('option', { name: /Pyeongchon/ })).toBeAttached();
    await expect(app.button('Use the demo project')).toHaveCount(0);
  });

  test('the server fails: says so, with a way to try again', async ({ app, page }) => {
    await page.route('**/config.json', (route) => route.fulfill({ status: 500, body: 'broken' }));
    await app.open();
    await expect(app.says(/config\.json/)).toBeVisible();
    await expect(app.says(/500/)).toBeVisible();
    await page.unroute('**/config.json');
    await page.getByRole('button', { name: /retry|reload/i }).click();
    await expect(app.heading('Connect')).toBeVisible();
  });
});
