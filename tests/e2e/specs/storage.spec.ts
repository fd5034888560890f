import { axe } from '../support/axe.ts';
import { ACCOUNT, HOST, STORAGE_URL, freePort } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

const FAULTS: [string, string, RegExp][] = [
  ['nothing', '', /https:\/\//],
  ['not https', STORAGE_URL.replace('https', 'http'), /https/],
  ['no scheme', STORAGE_URL.replace('https://', ''), /https:\/\//],
  ['a user name', STORAGE_URL.replace('https://', 'https://me@'), /user name/i],
  ['a query', `${STORAGE_URL}?a=1`, /query/i],
  ['a fragment', `${STORAGE_URL}#part`, /fragment/i],
  ['a space', STORAGE_URL.replace('/web', '/my web'), /space/i],
  ['a backslash', STORAGE_URL.replace('/web', '\\web'), /backslash/i],
  ['a tab', STORAGE_URL.replace('/web', '/w\teb'), /control/i],
  ['no host', `https:///v1/${ACCOUNT}/flow-logs/web`, /host/i],
  ['another version', STORAGE_URL.replace('/v1/', '/v2/'), /v1/],
  ['no account', `https://${HOST}/v1`, /AUTH_/],
  ['a short account', STORAGE_URL.replace(ACCOUNT, 'AUTH_123'), /AUTH_.*32/],
  [
    'an account in capitals',
    STORAGE_URL.replace(ACCOUNT, `AUTH_${ACCOUNT.slice(5).toUpperCase()}`),
    /AUTH_.*lower-case/,
  ],
  ['no container', `https://${HOST}/v1/${ACCOUNT}`, /container/i],
  ['a container of a dot', STORAGE_URL.replace('flow-logs', '.'), /container/i],
  ['a container of two dots', STORAGE_URL.replace('flow-logs', '..'), /container/i],
  ['a container of 257 bytes', STORAGE_URL.replace('flow-logs', 'c'.repeat(257)), /container.*256/i],
  ['no directory', STORAGE_URL.replace('/web', ''), /directory/i],
  ['an empty segment', STORAGE_URL.replace('/web', '/a//b'), /directory.*slash/i],
  ['a segment of a dot', STORAGE_URL.replace('/web', '/a/./b'), /directory/i],
  ['a segment of two dots', STORAGE_URL.replace('/web', '/a/../b'), /directory.*\.\./i],
  ['a broken escape', STORAGE_URL.replace('/web', '/we%2b%z'), /escape/i],
  ['a directory too long', STORAGE_URL.replace('/web', `/${'d'.repeat(1_024)}`), /1,?024/],
];

test('each fault of a storage URL has its own message, naming the part and what it should be', async ({
  app,
  service,
}) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.toStorage({ name: 'urls', resource: (await freePort(service)).id });
  const hints = await wizard.descriptions(wizard.storageUrl);
  for (const [fault, url, message] of FAULTS) {
    await test.step(fault, async () => {
      // Typed by the clipboard's way in: a text field drops line breaks and keeps tabs.
      await wizard.storageUrl.fill(url);
      await wizard.next.click();
      await expect(wizard.storageUrl).toBeFocused();
      await wizard.expectRefused(wizard.storageUrl, message);
      const said = await wizard.descriptions(wizard.storageUrl);
      expect(said.filter((text) => !hints.includes(text))).toEqual([expect.stringMatching(message)]);
    });
  }
  await axe(app.page);
  await wizard.storageUrl.fill(STORAGE_URL);
  await expect(wizard.storageUrl).not.toHaveAttribute('aria-invalid', 'true');
});

test('what is only odd about a storage URL is a warning, and Next goes on', async ({ app, service }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.toStorage({ name: 'warnings', resource: (await freePort(service)).id });
  for (const [url, message] of [
    [STORAGE_URL.replace('/v1/', '/'), /\/v1/],
    [`${STORAGE_URL}/`, /slash.*dropped/i],
    [STORAGE_URL.replace('kr1-', 'kr2-'), /region/i],
  ] as const) {
    await wizard.storageUrl.fill(url);
    await wizard.storageUrl.press('Tab');
    await expect(wizard.storageUrl).toHaveAccessibleDescription(message);
    await expect(wizard.storageUrl).not.toHaveAttribute('aria-invalid', 'true');
  }
  await wizard.storageUrl.fill(`${STORAGE_URL}/`);
  await wizard.next.click();
  await wizard.expectStep('Review');
  expect(await wizard.requestShown()).toMatchObject({ flowlog_logger: { storage_url: STORAGE_URL } });
});

test('the parts of the URL are shown while one types', async ({ app, service }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.toStorage({ name: 'parts', resource: (await freePort(service)).id });
  await wizard.storageUrl.pressSequentially(STORAGE_URL.slice(0, -4));
  for (const [part, value] of [
    ['Host', HOST],
    ['Account', ACCOUNT],
    ['Container', 'flow-logs'],
  ] as const) {
    await expect(app.says(part), part).toBeVisible();
    await expect(app.says(value), value).toBeVisible();
  }
  await wizard.storageUrl.press('End');
  await wizard.storageUrl.pressSequentially('/web/tier-1');
  await expect(app.says('web/tier-1')).toBeVisible();
});

test('Preview follows partition and file name template', async ({ app, service }) => {
  const { wizard } = app;
  await app.connect('#/create');
  await wizard.toStorage({ name: 'preview', resource: (await freePort(service)).id });
  await wizard.storageUrl.fill(STORAGE_URL);
  const path = (folders: string) => new RegExp(`${STORAGE_URL.slice(8)}/${folders}/`);
  await expect(wizard.preview).toContainText(path('\\d{4}/\\d\\d/\\d\\d'));
  await expect(wizard.preview).toContainText('KST');
  await wizard.radio('Partition', 'Hour').check();
  await expect(wizard.preview).toContainText(path('\\d{4}/\\d\\d/\\d\\d/\\d\\d'));
  await wizard.radio('Partition', 'Custom').check();
  const template = app.page.getByRole('textbox', { name: /partition|folder/i });
  await template.fill('YEAR=#{year}/MONTH=#{month}/DAY=#{day}');
  await expect(wizard.preview).toContainText(path('YEAR=\\d{4}/MONTH=\\d\\d/DAY=\\d\\d'));
  await template.fill('YEAR=#{year}/#{minute}');
  await wizard.next.click();
  await expect(template).toBeFocused();
  await wizard.expectRefused(template, /minute/);
  await axe(app.page);
  await template.fill('#{year}');
  await wizard.fileName.fill('#{year}#{month}#{day}-#{hour}#{minute}#{second}-#{logger_id}');
  await expect(wizard.preview).toContainText(/\d{8}-\d{6}-/);
  await wizard.fileName.fill('#{year}');
  await wizard.next.click();
  await expect(wizard.fileName).toBeFocused();
  await wizard.expectRefused(wizard.fileName, /logger_id|month/);
});
