import { BUILDERS } from './support/server.ts';
import { expect, test } from './support/test.ts';

// Builders of which the guides say that they work: one page each, with one element.

for (const host of BUILDERS) {
  test.describe(host, () => {
    test.use({ host });

    test('brings both wasm along: the element asks for a token, and opens log files', async ({ portal, page }) => {
      await portal.open();
      await expect(page.getByRole('heading', { name: 'Connect', exact: true })).toBeVisible();
      await page.getByRole('link', { name: 'Open log files' }).click();
      await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    });
  });
}

test.describe('Rollup without its plugin', () => {
  test.use({ host: 'rollup', provoked: true, expected: /integrity|Failed to load resource/ });

  test('builds without a word; the page names the plugin', async ({ portal, page }) => {
    await portal.open('without.html');
    await expect(page.getByText(/^The server answered 404 for flowlog-console-\w+_bg\.wasm\.$/)).toBeVisible();
    await expect(page.getByText('@web/rollup-plugin-import-meta-assets')).toBeVisible();
  });

  test("a server's page in place of the wasm is called so", async ({ portal, page }) => {
    await page.route('**/*_bg.wasm', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await portal.open('without.html');
    await expect(page.getByText(/^The server answered text\/html for flowlog-console-\w+_bg\.wasm\.$/)).toBeVisible();
    await expect(page.getByText('@web/rollup-plugin-import-meta-assets')).toBeVisible();
  });
});
