import { fileURLToPath } from 'node:url';
import { shoot } from '../e2e/support/shoot.ts';
import { HOSTS } from './support/server.ts';
import { expect, test } from './support/test.ts';

// The pictures of the guides: the parts at work in each portal.

const GUIDES = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

for (const host of HOSTS) {
  test.describe(host, () => {
    test.use({ host });

    test('the parts in the portal', async ({ portal, page, service }) => {
      await page.setViewportSize({ width: 1440, height: 1600 });
      const logger = await service.one(({ name }) => name.startsWith('web-prod-lb'));
      await portal.toFlowLogs();
      await portal.filterLoggers('web-prod');
      await portal.tick(logger.name).check();
      await expect(portal.part('flowlog-port-table').getByRole('button', { name: /^Remove filter/ })).toBeVisible();
      await page.mouse.move(0, 0);
      await page.evaluate(() => scrollTo(0, 0));
      await shoot(page, `embedding-${host}`, GUIDES);
    });
  });
}
