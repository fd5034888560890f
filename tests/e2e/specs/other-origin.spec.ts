import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { axe } from '../support/axe.ts';
import { ConsoleSite, ElementPortal, type Policy } from '../support/console-site.ts';
import { Emulator } from '../support/emulator.ts';
import { expect, test as base } from '../support/test.ts';

// A portal whose page loads flowlog-console.js from the console's site, which is of another origin.

interface Fixtures {
  site: ConsoleSite;
  /** Starts the portal, whose policy allows what is named, and opens its page. */
  open(policy: Policy, mayRead: boolean): Promise<ElementPortal>;
  /** A service that other origins may call, as `cargo xtask serve --cors` starts it. */
  openService: Emulator;
}

const test = base.extend<Fixtures>({
  site: async ({}, use) => {
    const site = await ConsoleSite.start();
    await use(site);
    await site.stop();
  },
  open: async ({ page, app, site, admin, emulator }, use) => {
    const started: ElementPortal[] = [];
    await admin.cors({ identity: false, network: true, object_storage: false });
    await use(async (policy, mayRead) => {
      const portal = await ElementPortal.start(site.origin, policy, emulator.origin, app.token);
      started.push(portal);
      if (mayRead) site.portals.add(portal.origin);
      await page.goto(`${portal.origin}/`);
      return portal;
    });
    // What a page still asks for when its server stops would fail in its console.
    await page.close();
    for (const portal of started) await portal.stop();
  },
  openService: async ({ page }, use) => {
    const emulator = await Emulator.start('--cors');
    await use(emulator);
    await page.close();
    await emulator.stop();
  },
});

const OTHERS = /^request to http:\/\/(127\.0\.0\.1|localhost):\d+$/;
const WAITING = 'Flow logs are not available at the moment.';

test.describe('with the headers of the guide', () => {
  test.use({ expected: OTHERS });

  test('it has all of the console, and no other origin is asked', async ({ app, page, site, emulator, open }) => {
    const asked = new Set<string>();
    const carriers = new Set<string>();
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (origin.startsWith('http')) asked.add(origin);
      if ('x-auth-token' in request.headers()) carriers.add(origin);
    });
    const others = [site.origin, emulator.origin];
    const portal = await open({ scripts: [site.origin], connections: others }, true);
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    await expect(page.getByText(WAITING)).toBeHidden();
    await page.getByRole('link', { name: 'Create logger', exact: true }).first().click();
    await expect(app.heading('Create logger')).toBeVisible();
    expect([...asked].sort()).toEqual([portal.origin, ...others].sort());
    expect([...carriers]).toEqual([emulator.origin]);
    expect(page.url()).toBe(`${portal.origin}/`);
    await axe(page);
  });
});

test.describe('without them', () => {
  test.use({ provoked: true, expected: /^request to http|CORS policy|Content.Security.Policy|^console: CSP / });

  test('a portal that the site does not name keeps the words between the tags', async ({ page, site, emulator, open }) => {
    const others = [site.origin, emulator.origin];
    const refused = page.waitForEvent('requestfailed', (request) => request.url().startsWith(site.origin));
    await open({ scripts: [site.origin], connections: others }, false);
    await refused;
    await expect(page.getByText(WAITING)).toBeVisible();
    expect(await page.evaluate(() => customElements.get('flowlog-console'))).toBeUndefined();
  });

  test('a policy whose connect-src lacks the site is named in the element', async ({ app, page, site, emulator, open }) => {
    await open({ scripts: [site.origin], connections: [emulator.origin] }, true);
    await expect(app.heading('The console did not start')).toBeVisible();
    await expect(app.saysPart('(connect-src, script-src)')).toBeVisible();
    await axe(page);
  });
});

test.describe('the page that the README prints', () => {
  test.use({ expected: OTHERS });

  test('shows the demo project when it is opened as a file', async ({ page, openService }, info) => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    const [, printed] = /\n```html\n(.*?)```/s.exec(readme)!;
    const file = info.outputPath('page.html');
    await writeFile(file, printed!.replaceAll('http://127.0.0.1:8080', openService.origin));
    await page.goto(pathToFileURL(file).href);
    await page.getByRole('button', { name: 'Use the demo project', exact: true }).click();
    await expect(page.getByRole('rowheader').first()).toBeVisible();
  });
});
