import { freePort } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

const LONG = 'x'.repeat(100_000);

test('a filter of 100,000 characters takes three lines at most, and filters by all of them', async ({ app, page, admin }) => {
  await admin.reset(5);
  await app.toLoggers();
  await app.filterBy(LONG);
  await expect(app.says('No matches')).toBeVisible();
  const chip = page.getByRole('list', { name: 'Filter loggers', exact: true }).getByRole('listitem');
  expect((await chip.boundingBox())!.height).toBeLessThan(70);
  expect(decodeURIComponent(new URL(page.url()).hash)).toContain(LONG);
  await app.button(/^Remove filter x{30,50}…x{70,90}$/).click();
  await expect(app.loggers.rows).toHaveCount(5);
});

test.describe('the check of a storage URL', () => {
  // Object Storage refuses to list the containers of an account that it does not know.
  test.use({ expected: /status of 40[13] / });

  for (const [what, url] of [
    ['a host', `https://${LONG}/v1`],
    ['an account', `https://kr1-api-object-storage.nhncloudservice.com/v1/${LONG}/a/b`],
    ['a directory', `https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_${'a'.repeat(32)}/logs/${LONG}`],
    ['a broken escape', `https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_${'a'.repeat(32)}/logs/%${LONG}`],
  ] as const) {
    test(`with ${what} of 100,000 characters fits a screen`, async ({ app, page, service }) => {
      const { wizard } = app;
      await app.connect('#/create');
      await wizard.toStorage({ name: 'long', resource: (await freePort(service)).id });
      await wizard.storageUrl.fill(url);
      await wizard.next.click();
      await expect(wizard.storageUrl).toHaveAttribute('aria-invalid', 'true');
      const field = wizard.storageUrl.locator('..');
      expect((await field.boundingBox())!.height).toBeLessThan(500);
      await expect(wizard.storageUrl).toHaveValue(url);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  }
});

test('a token that is too long says so, and is not sent', async ({ app, admin }) => {
  await app.open();
  await app.enterToken(LONG);
  await expect(app.tokenField).toHaveAttribute('aria-invalid', 'true');
  await expect(app.tokenField).toHaveAccessibleDescription(/100000 characters.*at most 16384/);
  expect((await admin.all()).filter(({ path }) => path.startsWith('/v2.0/'))).toEqual([]);
});
