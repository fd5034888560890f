import { asking } from '../e2e/support/asking.ts';
import { axe } from '../e2e/support/axe.ts';
import { freePort, goodUrl } from '../e2e/support/sample.ts';
import { HOSTS } from './support/server.ts';
import { expect, test } from './support/test.ts';

// The same story in each portal. The guard of the tests adds, everywhere: nothing wrong in the page's console, no breach
// of the policy, no request to another origin.

interface Told {
  logger: { id: string; name: string };
}

const LOGGERS = '/v2.0/flowlog-loggers';

for (const host of HOSTS) {
  test.describe(host, () => {
    test.use({ host });

    test('parts that are placed ask for a token, and stand when the portal gives one', async ({ portal, admin }) => {
      await portal.open('flow-logs');
      await expect.poll(() => portal.heard('flowlog-auth-required')).toContainEqual({ reason: 'none' });
      expect(await admin.requests('GET', LOGGERS)).toEqual([]);
      const stood = portal.parts.length;
      // A component stands when its program does, and has no event for it.
      if (host !== 'leptos') await expect.poll(() => portal.heard('flowlog-ready')).toHaveLength(stood);
      await portal.press('Sign in');
      await expect(portal.loggers.rows.first()).toBeVisible();
      await expect(portal.ports.rows.first()).toBeVisible();
      await portal.wizard.expectStep('Target');
      // A frame is told when it is placed whether to ask the portal for tokens, so the portal places them anew.
      const again = host === 'iframe' ? stood : 0;
      if (host !== 'leptos') await expect.poll(() => portal.heard('flowlog-ready')).toHaveLength(stood + again);
    });

    test('a logger that the wizard creates is told to the portal and stands in the table', async ({ portal, service }) => {
      const name = `made-in-${host}`;
      await portal.toFlowLogs();
      await portal.filterLoggers(name);
      await expect(portal.loggers.rows).toHaveCount(0);
      if (host !== 'iframe') {
        // The wizard stands there already. A frame knows of no other, and shows it in its own place.
        await portal.part('flowlog-logger-table').getByRole('link', { name: 'Create logger', exact: true }).first().click();
        await expect(portal.part('flowlog-create-wizard').getByRole('heading').first()).toBeFocused();
      }
      await portal.wizard.toReview({
        name,
        resource: (await freePort(service)).id,
        storageUrl: await goodUrl(service),
      });
      await portal.wizard.create.click();
      await expect(portal.loggers.row(name)).toBeVisible();
      const made = (await service.loggers(`?name=${name}`))[0]!;
      const told = await portal.heard<Told>('flowlog-created');
      expect(told.map(({ logger }) => [logger.id, logger.name])).toEqual([[made.id, name]]);
    });

    test('a logger opens where the portal has a place for it, and what becomes of it is heard', async ({ portal, service }) => {
      const logger = await service.working();
      await portal.toFlowLogs();
      await portal.filterLoggers(logger.name);
      await portal.loggers.link(logger.name).click();
      await expect(portal.opened.getByRole('heading', { name: logger.name, exact: true })).toBeVisible();
      await portal.opened.getByRole('button', { name: 'Disable', exact: true }).click();
      await expect.poll(() => portal.heard<Told>('flowlog-updated')).not.toEqual([]);
      const [updated] = await portal.heard<Told>('flowlog-updated');
      expect([updated!.logger.id, updated!.logger.name]).toEqual([logger.id, logger.name]);
      await portal.opened.getByRole('button', { name: 'Delete', exact: true }).click();
      const dialog = portal.opened.getByRole('dialog', { name: 'Delete logger', exact: true });
      await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect.poll(() => portal.heard('flowlog-deleted')).toEqual([{ id: logger.id, name: logger.name }]);
      await expect(portal.loggers.row(logger.name)).toHaveCount(0);
      expect((await service.loggers()).map(({ id }) => id)).not.toContain(logger.id);
    });

    test('the ports follow the rows that are ticked', async ({ portal, service }) => {
      const logger = await service.working();
      const ports = await service.loggingPorts(`?logger_id=${logger.id}`);
      await portal.toFlowLogs();
      await portal.filterLoggers(logger.name);
      await portal.tick(logger.name).check();
      await expect(portal.ports.rows).toHaveCount(ports.length);
      await expect(portal.ports.rows.getByRole('link', { name: logger.name, exact: true })).toHaveCount(ports.length);
      expect(await portal.heard('flowlog-select')).toContainEqual({ loggers: [logger.id] });
    });

    test("language and theme are the portal's", async ({ portal }) => {
      await portal.toFlowLogs();
      await portal.choose('Portal language', 'ko');
      await portal.choose('Portal theme', 'dark');
      for (const part of portal.parts) {
        const shown = portal.part(part).locator('[data-theme]').first();
        await expect(shown).toHaveAttribute('lang', 'ko');
        await expect(shown).toHaveAttribute('data-theme', 'dark');
        // Where no logger is open there is no heading.
        const words = part === 'flowlog-logger' ? shown : portal.part(part).getByRole('heading').first();
        await expect(words).toContainText(/[가-힣]/);
      }
      await portal.choose('Portal language', 'en');
      await portal.choose('Portal theme', 'light');
      await expect(portal.loggers.element).toBeVisible();
      await expect(portal.part('flowlog-logger-table').locator('[data-theme]').first()).toHaveAttribute('data-theme', 'light');
    });

    test('a part that is moved keeps its state', async ({ portal, service }) => {
      test.skip(host === 'leptos', 'Leptos moves no view from one parent to another; a component ends with its view');
      const logger = await service.working();
      await portal.toFlowLogs();
      await portal.filterLoggers(logger.name);
      await portal.tick(logger.name).check();
      const shown = await portal.loggers.names();
      const stood = (await portal.heard('flowlog-ready')).length;
      for (const place of ['Second place', 'First place'] as const) {
        await portal.press('Move');
        await expect(portal.tableIn(place)).toBeVisible();
        await expect(portal.tick(logger.name)).toBeChecked();
        expect(await portal.loggers.names()).toEqual(shown);
        // An element that had begun again would have taken a moment, and would have told of it.
        await expect.poll(() => portal.heard('flowlog-ready')).toHaveLength(stood);
      }
      const ports = await service.loggingPorts(`?logger_id=${logger.id}`);
      await expect(portal.ports.rows, 'the parts still work together').toHaveCount(ports.length);
    });

    test('parts that are removed leave nothing behind, and stand again when they are placed', async ({ portal, page }) => {
      await page.clock.install();
      const asked = asking(page);
      await portal.toFlowLogs();
      await asked.again();
      await portal.press('Remove');
      await expect(portal.part('flowlog-logger-table')).toHaveCount(0);
      // What ends with the parts ends a moment after them.
      await asked.noMore();
      const before = await portal.listeners();
      await portal.press('Place');
      await expect(portal.loggers.rows.first()).toBeVisible();
      await expect(portal.ports.rows.first()).toBeVisible();
      await expect(portal.wizard.name).toBeVisible();
      await portal.press('Remove');
      await expect(portal.part('flowlog-create-wizard')).toHaveCount(0);
      await asked.noMore();
      expect(await portal.listeners()).toEqual(before);
      await portal.press('Place');
      await expect(portal.loggers.rows.first()).toBeVisible();
    });

    test("the portal's links and history stay its own", async ({ portal, page, service }) => {
      const logger = await service.working();
      await portal.open();
      await expect(portal.heading('Overview')).toBeVisible();
      await portal.press('Sign in');
      await portal.link('Flow logs').click();
      await portal.filterLoggers(logger.name);
      await expect(portal.loggers.row(logger.name)).toBeVisible();
      const there = await portal.address();
      expect(there.path).toBe('flow-logs');
      await portal.loggers.link(logger.name).click();
      await expect(portal.opened.getByRole('heading', { name: logger.name, exact: true })).toBeVisible();
      expect(await portal.address(), 'a way within an element is none of the portal').toEqual(there);
      await page.goBack();
      await expect(portal.heading('Overview')).toBeVisible();
      await expect(portal.part('flowlog-logger-table')).toHaveCount(0);
      await page.goForward();
      await expect(portal.loggers.rows.first()).toBeVisible();
      expect(await portal.address()).toEqual(there);
    });

    test('the whole console stands on a page of its own', async ({ portal, page }) => {
      await portal.open('flow-logs');
      await portal.press('Sign in');
      await portal.link('Console').click();
      const console = portal.part('flowlog-console');
      await expect(console.getByRole('table', { name: 'Flow log loggers', exact: true })).toBeVisible();
      await console.getByRole('link', { name: 'Logging ports', exact: true }).click();
      await expect(console.getByRole('table', { name: 'Logging ports', exact: true })).toBeVisible();
      expect((await portal.address()).path).toBe('console');
      await page.goBack();
      await expect(portal.heading('Flow logs')).toBeVisible();
      await expect(console).toHaveCount(0);
    });

    test('both pages are accessible', async ({ portal, page, admin }) => {
      // Every rule, on two pages in two themes. Few rows say as much as many, and are looked at sooner.
      test.slow();
      await admin.reset(3);
      await portal.toFlowLogs();
      await expect(portal.ports.rows.first()).toBeVisible();
      await axe(page);
      await portal.link('Console').click();
      await expect(portal.part('flowlog-console').getByRole('rowheader').first()).toBeVisible();
      await axe(page);
    });
  });
}

test.describe('the package', () => {
  test.use({ host: 'plain', provoked: true, expected: /integrity/i });

  test('a flipped byte of its wasm is refused, and the page hears of it', async ({ portal, page }) => {
    await page.route('**/*_bg.wasm', async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length - 1_000]! ^= 1;
      await route.fulfill({ response: answer, body });
    });
    await portal.open('flow-logs');
    await expect(page.getByText('is not the file that this page was built with').first()).toBeVisible();
    const told = await portal.heard<{ kind: string }>('flowlog-fatal');
    expect(told.map(({ kind }) => kind)).toContain('integrity');
  });
});
