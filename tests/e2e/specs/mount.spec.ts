import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

// The page of docs/embedding/mount.md: a portal that places an element by a call.

const file = (name: string) => readFileSync(fileURLToPath(new URL(`../support/${name}`, import.meta.url)), 'utf8');
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
const PORTS = '/v2.0/flowlog-logging-ports';

test('a portal places the ports by a call, leads them, and takes them away', async ({ app, page, admin }) => {
  const answer = (contentType: string, body: string) => ({
    contentType,
    body,
    headers: { 'content-security-policy': POLICY },
  });
  await page.route('**/portal.html', (route) => route.fulfill(answer('text/html', file('mount.html'))));
  await page.route('**/portal.js', (route) => route.fulfill(answer('text/javascript', file('mount.js'))));
  await page.route('**/portal/token', (route) => route.fulfill({ contentType: 'text/plain', body: app.token }));
  await page.goto('portal.html');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const asked = async () => (await admin.requests('GET', PORTS)).length;

  await expect(page.getByRole('status').filter({ hasText: 'The ports are here.' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: /^Logging ports/ })).toBeVisible();
  await expect(page.getByRole('table').getByRole('rowheader').first()).toBeVisible();
  await axe(page);

  const before = await asked();
  await press('Read again');
  await expect.poll(asked).toBe(before + 1);

  await press('To the loggers');
  await expect(page.getByRole('heading', { level: 2, name: /^Flow log loggers/ })).toBeVisible();
  expect(page.url()).toMatch(/portal\.html$/);

  await press('한국어');
  await expect(page.getByRole('heading', { level: 2 })).toContainText(/[가-힣]/);

  await press('Leave');
  await expect(page.locator('flowlog-port-table')).toHaveCount(0);
});
