import { expect, test } from '../support/test.ts';

// Nobody but this test may set the zone: it changes while the page is open, as that of a laptop on a journey.
test.use({ timezoneId: '' });

test('the zone of the system changes: rows, bar, filter and Updated go on in one zone', async ({ app, page }) => {
  const devtools = await page.context().newCDPSession(page);
  const travel = (timezoneId: string) => devtools.send('Emulation.setTimezoneOverride', { timezoneId });
  await travel('Asia/Seoul');
  await app.toLoggers();
  await app.button('Settings').click();
  await app.dialog().getByLabel('Time zone', { exact: true }).selectOption('local');
  await page.keyboard.press('Escape');
  const bar = page.getByRole('banner');
  await expect(bar).toContainText('Asia/Seoul');
  const cells = () => app.loggers.column('Created');
  expect(await cells()).toEqual((await cells()).map(() => expect.stringMatching(/GMT\+9$/)));
  await app.filterBy('Created >= 2020-01-01');
  await expect(app.button(/Remove filter .*\+09:00/)).toBeVisible();

  await travel('Asia/Kolkata');
  await app.button('Refresh').click();
  await expect(page.getByText(/^Updated .*GMT\+5:30/)).toBeVisible();
  await expect(bar).not.toContainText('Asia/Seoul');
  await expect(bar).toContainText(/Kolkata|Calcutta/);
  expect(await cells()).toEqual((await cells()).map(() => expect.stringMatching(/GMT\+5:30$/)));
  await expect(app.button(/Remove filter .*\+05:30/)).toBeVisible();

  // Whoever comes back to the page finds it right as well.
  await travel('Asia/Tokyo');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.getByText(/^Updated .*GMT\+9/)).toBeVisible();
  await expect(bar).toContainText('Asia/Tokyo');
  expect(await cells()).toEqual((await cells()).map(() => expect.stringMatching(/GMT\+9$/)));
});
