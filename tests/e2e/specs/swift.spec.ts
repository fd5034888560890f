import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { SITE } from '../support/emulator.ts';
import { Explorer, storyRange, storyTime } from '../support/explorer.ts';
import { endForwarders, forwarder } from '../support/forwarder.ts';
import { HOST } from '../support/sample.ts';
import type { Service } from '../support/service.ts';
import { expect, test } from '../support/test.ts';

// Log files of the sample's loggers, out of a real OpenStack Swift: `cargo xtask test --suite explorer` starts one, and
// nginx with the configuration of deploy/ before it, and names both.

const CONTAINER = 'network-logs';
const LOGGER = 'web-prod-denied';

function named(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: cargo xtask test --suite explorer`);
  return value;
}

const SWIFT = named('SWIFT_URL');
const ACCOUNT = named('SWIFT_ACCOUNT');
const TOKEN = named('SWIFT_TOKEN');
const NGINX = named('SWIFT_SITE');
/** Of the emulator behind nginx. */
const NGINX_TOKEN = named('SWIFT_SITE_TOKEN');

async function swift(method: 'PUT' | 'POST', path: string, headers: Record<string, string> = {}, body?: ArrayBuffer) {
  const answer = await fetch(`${SWIFT}/v1/${ACCOUNT}/${CONTAINER}${path}`, {
    method,
    headers: { 'X-Auth-Token': TOKEN, ...headers },
    body,
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
}

/** Names the origins whose pages may read the container; none where it is empty. */
function allow(origin: string): Promise<void> {
  return swift('POST', '', { 'X-Container-Meta-Access-Control-Allow-Origin': origin });
}

const encoded = (name: string) => name.split('/').map(encodeURIComponent).join('/');

/** Copies the logger's files of an hour, in Korea, from the emulator's Object Storage, which has the same account. */
async function copyHour(service: Service, token: string, clock: string): Promise<void> {
  const body = { auth: { tenantId: ACCOUNT.replace('AUTH_', ''), token: { id: token } } };
  const { access } = (await (await service.call('POST', '/v2.0/tokens', body)).json()) as {
    access: { token: { id: string } };
  };
  const read = (path: string) => service.call('GET', `/v1/${ACCOUNT}/${CONTAINER}${path}`, undefined, access.token.id);
  const day = new Date(storyTime(clock) + 9 * 3_600_000).toISOString();
  const folder = `${LOGGER}/${day.slice(0, 10).replaceAll('-', '/')}/${day.slice(11, 13)}/`;
  const listed = (await (await read(`?format=json&prefix=${encodeURIComponent(folder)}`)).json()) as { name: string }[];
  expect(listed.length, folder).toBeGreaterThan(50);
  await Promise.all(
    listed.map(async ({ name }) => swift('PUT', `/${encoded(name)}`, {}, await (await read(`/${encoded(name)}`)).arrayBuffer())),
  );
}

/** Identity is the emulator's, whose tokens Swift does not know: it gives the one of Swift for the account's tenant. */
async function exchangeTokens(page: Page): Promise<void> {
  await page.route('**/v2.0/tokens', (route) =>
    route.fulfill({
      json: { access: { token: { id: TOKEN } } },
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
}

/** The console on a site of its own, without a proxy. */
function direct(service: string): Promise<string> {
  const region = { id: 'KR1', name: 'Korea (Pangyo)', network: service, objectStorage: SWIFT };
  const config = { regions: [region], identity: service, proxy: null };
  return forwarder({ site: SITE, config, upstreams: [] });
}

// There are several origins, and some of them are refused.
test.use({ provoked: true, expected: /./ });

test.beforeAll(async () => {
  await swift('PUT', '');
});

test.beforeEach(async ({ admin, app, page, service }) => {
  await admin.cors({ identity: true, network: true, object_storage: false });
  await copyHour(service, app.token, '03:00');
  await exchangeTokens(page);
});

test.afterEach(endForwarders);

async function openLogs(app: Console, origin: string, service: Service, token = app.token): Promise<Explorer> {
  const logger = await service.one(({ name }) => name === LOGGER);
  await app.page.goto(`${origin}/#/loggers/${logger.id}/logs?range=${storyRange('03:00', '04:00')}`);
  await app.enterToken(token);
  return new Explorer(app.page);
}

/** The scan of the sample's story is found, and a record has the line of its file. */
async function expectStory(explorer: Explorer): Promise<void> {
  await explorer.expectRecords();
  expect(await explorer.count('Unreadable')).toBe(0);
  await explorer.filterBy('src = 192.0.2.77');
  await expect(explorer.total('Flows')).toHaveText('2,040');
  await explorer.records.getByRole('row').nth(1).getByRole('cell').last().click();
  await explorer.record.getByRole('button', { name: 'Show the raw line', exact: true }).click();
  await expect(explorer.record).toContainText(/\d{10},\d{10},\S+,6,192\.0\.2\.77,/);
}

/** The origins that the page asks for files of the container. */
function storages(page: Page): Set<string> {
  const origins = new Set<string>();
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.includes(`/${ACCOUNT}/${CONTAINER}`)) origins.add(url.origin);
  });
  return origins;
}

test('a container that allows the page is read directly', async ({ app, emulator, page, service }) => {
  const own = await direct(emulator.origin);
  await allow(own);
  const asked = storages(page);
  await expectStory(await openLogs(app, own, service));
  expect([...asked]).toEqual([SWIFT]);
});

test('a container that allows no page is read through nginx', async ({ app, page, service }) => {
  await allow('');
  await page.route('**/config.json', async (route) => {
    const config = await (await route.fetch()).json();
    config.regions[0].objectStorage = `https://${HOST}`;
    await route.fulfill({ json: config });
  });
  const asked = storages(page);
  await expectStory(await openLogs(app, NGINX, service, NGINX_TOKEN));
  expect([...asked]).toEqual([NGINX]);
});

test('without either the page says why, and what to set', async ({ app, emulator, page, service }) => {
  await allow('');
  await openLogs(app, await direct(emulator.origin), service);
  await expect(app.says(/^The service gave no answer\. .*\(CORS\)\.$/)).toBeVisible();
  await expect(app.saysPart('X-Container-Meta-Access-Control-Allow-Origin')).toBeVisible();
  await expect(app.saysPart('the configuration needs a proxy')).toBeVisible();
  await axe(page);
});
