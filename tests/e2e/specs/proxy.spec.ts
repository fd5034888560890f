import { axe } from '../support/axe.ts';
import { Console } from '../support/console.ts';
import { SITE } from '../support/emulator.ts';
import { endForwarders, forwarder } from '../support/forwarder.ts';
import { expect, test } from '../support/test.ts';

// The ways from a site to a service on another origin, each over processes and ports of their own: the site here is
// served by neither the service nor the emulator.

interface Seen {
  method: string;
  target: string;
  token: boolean;
}

/** The site of a deployment whose service is the emulator, on an origin of its own. */
function site(service: string, proxy: string | null, upstreams: string[] = []): Promise<string> {
  const config = { regions: [{ id: 'KR1', name: 'Korea (Pangyo)', network: service }], identity: service, proxy };
  return forwarder({ site: SITE, config, upstreams });
}

async function seen(origin: string): Promise<Seen[]> {
  return (await (await fetch(`${origin}/seen`)).json()) as Seen[];
}

// The guard of the other tests allows one origin; these are about several, and check them themselves.
test.use({ provoked: true, expected: /./ });

test.afterEach(endForwarders);

/** Opens the site and shows the list and one logger over the way that the site is set to. */
async function works(app: Console, origin: string): Promise<void> {
  await app.page.goto(`${origin}/#/loggers`);
  await app.enterToken(app.token);
  await expect(app.loggersHeading).toBeVisible();
  await app.expectCounter('(40)');
  const [first] = await app.loggers.names();
  await app.loggers.link(first!).first().click();
  await expect(app.heading(first!)).toBeVisible();
}

/** The origins that got the token. */
function carriers(app: Console): Set<string> {
  const origins = new Set<string>();
  app.page.on('request', (request) => {
    if ('x-auth-token' in request.headers()) origins.add(new URL(request.url()).origin);
  });
  return origins;
}

test('a path of the same site, forwarded by parts', async ({ app, emulator }) => {
  const own = await site(emulator.origin, '/nhn/{host}{+path}', [emulator.origin]);
  const origins = carriers(app);
  await works(app, own);
  expect([...origins]).toEqual([own]);
  const targets = (await seen(own)).map(({ target }) => target);
  expect(targets).toContain(`${emulator.origin}/v2.0/flowlog-loggers`);
});

for (const form of ['/any/{+url}', '/one?u={url}']) {
  test(`a CORS proxy of another origin, ${form}`, async ({ app, emulator }) => {
    const proxy = await forwarder({ cors: true, upstreams: [emulator.origin] });
    const own = await site(emulator.origin, proxy + form);
    const origins = carriers(app);
    await works(app, own);
    expect([...origins], 'the token goes to the proxy alone').toEqual([proxy]);
    const requests = await seen(proxy);
    expect(requests.every(({ target }) => target.startsWith(`${emulator.origin}/v2.0/`))).toBe(true);
    expect(requests.every(({ token }) => token)).toBe(true);
  });
}

test('names with every kind of character arrive as they were meant', async ({ app, emulator, service }) => {
  const name = 'a&b=c #%/?+ 한글 "q"';
  await service.create({ name });
  const proxy = await forwarder({ cors: true, upstreams: [emulator.origin] });
  const own = await site(emulator.origin, `${proxy}/one?u={url}`);
  await app.page.goto(`${own}/#/loggers`);
  await app.enterToken(app.token);
  await app.filterBy(`Name = ${name}`);
  await expect(app.loggers.row(name)).toBeVisible();
  // The list may be there already. Then its rows are narrowed at once, and the service is asked afterwards.
  const asked = async () => (await seen(proxy)).map(({ target }) => new URL(target).searchParams.get('name'));
  await expect.poll(asked).toContain(name);
});

test('a proxy that answers without CORS is explained, with what to check', async ({ app, emulator }) => {
  const proxy = await forwarder({ cors: false, upstreams: [emulator.origin] });
  const own = await site(emulator.origin, `${proxy}/any/{+url}`);
  await app.page.goto(`${own}/#/loggers`);
  await app.enterToken(app.token);
  await expect(app.says(/CORS/)).toBeVisible({ timeout: 20_000 });
  await expect(app.says(/proxy/i)).toBeVisible();
  await axe(app.page);
});

test('a service without CORS, called directly, is explained with the setting to change', async ({ app, emulator }) => {
  const own = await site(emulator.origin, null);
  await app.page.goto(`${own}/#/loggers`);
  await app.enterToken(app.token);
  await expect(app.says(/CORS/)).toBeVisible({ timeout: 20_000 });
  await expect(app.says(/proxy/i)).toBeVisible();
});

test('a service with CORS is called directly', async ({ app, admin, emulator }) => {
  await admin.cors({ identity: true, network: true, object_storage: false });
  const own = await site(emulator.origin, null);
  const origins = carriers(app);
  await works(app, own);
  expect([...origins]).toEqual([emulator.origin]);
});
