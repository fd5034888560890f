import { test as base } from '../../e2e/support/test.ts';
import { portalOf, type Portal } from './portal.ts';
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

  // The portal with iframes is a page of another site than the console's, not of another port alone.
  origin: async ({ server, host }, use) =>
    use(host === 'iframe' ? server.origin.replace('127.0.0.1', 'localhost') : server.origin),

  // What its frames ask of the console's site.
  expected: async ({ host, emulator: { origin } }, use) =>
    use(host === 'iframe' ? new RegExp(`^request to ${origin}$`) : undefined),

  portal: async ({ page, host }, use) => use(portalOf(page, host)),
});

export { expect } from '@playwright/test';
