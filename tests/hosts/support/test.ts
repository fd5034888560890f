import { test as base } from '../../e2e/support/test.ts';
import { Portal } from './portal.ts';
import { PortalServer, type Host } from './server.ts';

interface Fixtures {
  /** Which portal the test visits. */
  host: Host;
  portal: Portal;
}

/** The tests' own emulator, sample and guard, with a portal's page in place of the built site. */
export const test = base.extend<Fixtures, { server: PortalServer }>({
  host: ['plain', { option: true }],

  server: [
    async ({ emulator }, use) => {
      const server = await PortalServer.start(emulator);
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],

  origin: async ({ server }, use) => use(server.origin),

  portal: async ({ page, host }, use) => use(new Portal(page, host)),
});

export { expect } from '@playwright/test';
