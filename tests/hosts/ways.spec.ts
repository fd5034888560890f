import { expect, test } from './support/test.ts';

// What only one way of embedding has.

test.describe('the components of a Leptos program', () => {
  test.use({ host: 'leptos' });

  test("follow the program's region, with the same token", async ({ portal, page }) => {
    await portal.toFlowLogs();
    const tokens: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/portal/token')) tokens.push(request.url());
    });
    const entered = page.waitForRequest((request) => /^\/nhn\/kr2-[^/]+\/v2\.0\/flowlog-loggers$/.test(new URL(request.url()).pathname));
    await page.getByRole('combobox', { name: 'Portal region', exact: true }).selectOption('KR2');
    await entered;
    await expect(portal.loggers.rows.first()).toBeVisible();
    await expect(portal.ports.rows.first()).toBeVisible();
    expect(tokens).toEqual([]);
  });

  // They stand in the document, where its router hears every click on a link.
  test("lead by their links nowhere that the program's router knows", async ({ portal, page }) => {
    await portal.toFlowLogs();
    const before = await portal.address();
    const ports = portal.part('flowlog-port-table');
    await portal.ports.rows.first().getByRole('rowheader').getByRole('link').click();
    await expect(ports.getByRole('table', { name: 'Logging ports', exact: true })).toHaveCount(0);
    await ports.getByRole('link', { name: 'Logging ports', exact: true }).click();
    await expect(portal.ports.rows.first()).toBeVisible();
    await portal.loggers.link('Create logger').click();
    await portal.wizard.expectStep('Target');
    expect(await portal.address()).toEqual(before);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Flow logs');
  });
});

test.describe('a portal with iframes', () => {
  // The browser's own line about markup that it did not take.
  test.use({ host: 'iframe', expected: /^request to http:\/\/127\.0\.0\.1:\d+$|TrustedHTML/ });

  test('could not run the console itself', async ({ portal, page }) => {
    await portal.toFlowLogs();
    const refused = await page.evaluate(async () => {
      const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
      const compiled = await WebAssembly.compile(wasm).then(
        () => 'compiled',
        () => 'refused',
      );
      try {
        document.createElement('template').innerHTML = '<p></p>';
        return [compiled, 'written'];
      } catch {
        return [compiled, 'refused'];
      }
    });
    expect(refused).toEqual(['refused', 'refused']);
  });
});
