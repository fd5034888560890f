import { Explorer, SMALL } from '../e2e/support/explorer.ts';
import { expect, test } from './support/test.ts';

// The log explorer in portals: files of the device and of the portal, without a token.

for (const host of ['plain', 'react', 'leptos'] as const) {
  test.describe(host, () => {
    test.use({ host });

    test('files that a person opens are read without a token', async ({ portal, page, admin }) => {
      await portal.open('logs');
      await expect(portal.heading('Logs of a file')).toBeVisible();
      const explorer = new Explorer(page);
      await explorer.openFiles({ name: 'flows.csv', text: SMALL });
      await explorer.expectRecords();
      expect(await explorer.count('Flows')).toBe(8);
      expect(await admin.requests('GET', '/v2.0/')).toEqual([]);
    });
  });
}

for (const host of ['plain', 'react'] as const) {
  test.describe(host, () => {
    test.use({ host });

    test('a file that the portal hands over is opened and told', async ({ portal, page }) => {
      await portal.open('logs');
      await page.getByRole('button', { name: 'Open the sample', exact: true }).click();
      const explorer = new Explorer(page);
      await explorer.expectRecords();
      await expect(explorer.total('Flows')).toHaveText('1');
      await expect.poll(() => portal.heard('flowlog-opened')).toContainEqual(
        expect.objectContaining({ files: 1, records: 1, unreadable: 0 }),
      );
      await explorer.filterBy('port = 443');
      await expect.poll(() => portal.heard('flowlog-question')).toContainEqual({
        route: expect.stringContaining('filter='),
      });
    });
  });
}
