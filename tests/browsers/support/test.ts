import { test as base, expect } from '@playwright/test';
import { Admin } from '../../e2e/support/admin.ts';
import { Emulator } from '../../e2e/support/emulator.ts';
import { Service } from '../../e2e/support/service.ts';
import { PortalServer } from '../../hosts/support/server.ts';
import { Screen, Session } from './driver.ts';
import type { Engine } from './engines.ts';
import { shoot } from './shoot.ts';
import { Front } from './front.ts';
import { Page } from './page.ts';

export interface EngineOption {
  engine: Engine;
}

interface Fixtures {
  /** The emulator's admin port; every test begins with the sample project and no fault. */
  admin: Admin;
  /** The API, as somebody else would use it. */
  service: Service;
  /** The built site in the engine, not yet opened. */
  app: Page;
  /** The portal of tests/hosts/plain in the engine, not yet opened. */
  portal: Page;
  guard: void;
}

interface Servers extends EngineOption {
  emulator: Emulator;
  session: Session;
  site: Front;
  portalSite: Front;
}

export const test = base.extend<Fixtures, Servers>({
  engine: [undefined as unknown as Engine, { option: true, scope: 'worker' }],

  emulator: [
    async ({}, use) => {
      const emulator = await Emulator.start();
      await use(emulator);
      await emulator.stop();
    },
    { scope: 'worker' },
  ],

  session: [
    async ({ engine }, use) => {
      const screen = await Screen.start();
      try {
        const session = await Session.start(engine, screen);
        await use(session);
        await session.stop();
      } finally {
        await screen.stop();
      }
    },
    { scope: 'worker' },
  ],

  site: [
    async ({ emulator }, use) => {
      const front = await Front.start(emulator.origin);
      await use(front);
      await front.stop();
    },
    { scope: 'worker' },
  ],

  portalSite: [
    async ({ emulator }, use) => {
      const server = await PortalServer.start(emulator);
      const front = await Front.start(server.origin);
      await use(front);
      await front.stop();
      await server.stop();
    },
    { scope: 'worker' },
  ],

  admin: [
    async ({ emulator }, use) => {
      const admin = new Admin(emulator.admin);
      await admin.reset();
      await use(admin);
    },
    { auto: true },
  ],

  service: async ({ emulator, admin: _ }, use) => use(new Service(emulator.origin, emulator.token)),

  app: async ({ session, site, emulator }, use) => use(new Page(session.driver, site.origin, emulator.token)),

  portal: async ({ session, portalSite, emulator }, use) =>
    use(new Page(session.driver, portalSite.origin, emulator.token)),

  guard: [
    async ({ session: { driver } }, use, info) => {
      await use();
      if (info.status !== info.expectedStatus) await shoot(driver, info.outputPath('failed.png'));
      const problems = await driver.executeScript('return probe.problems');
      // The next test begins without what this one has stored.
      await driver.executeScript('localStorage.clear(); sessionStorage.clear()');
      await driver.get('about:blank');
      expect(problems, 'no error of ours, no breach of the policy').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
