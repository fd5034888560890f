import type { Page } from '@playwright/test';
import { place, type Portal } from '../support/portal.ts';
import { signIn } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

// A page that gives the console its tokens later, takes them away, or gives others.

/** Gives the console another provider, as a page may at any time. */
const provide = (page: Page, token: string) =>
  page.evaluate(
    (token) => ((document.querySelector('flowlog-console') as Portal).tokenProvider = () => token),
    token,
  );

test('a token provider that comes while the configuration is being read is used', async ({ app, page }) => {
  await app.open();
  let read = () => {};
  const held = new Promise<void>((done) => (read = done));
  await page.route('**/config.json', async (route) => {
    await held;
    await route.continue();
  });
  await page.evaluate(async (token) => {
    document.querySelector('flowlog-console')!.remove();
    const portal = document.createElement('flowlog-console') as Portal;
    portal.setAttribute('config-url', './config.json');
    document.body.append(portal);
    await portal.whenReady;
    portal.tokenProvider = () => token;
  }, app.token);
  read();
  await expect(app.loggers.rows.first()).toBeVisible();
});

test('a provider that is taken away signs out, and the next one signs in', async ({ app, page }) => {
  await place(app);
  await page.evaluate(() => ((document.querySelector('flowlog-console') as Portal).tokenProvider = undefined));
  await expect(app.heading('Connect')).toBeVisible();
  await page.evaluate(
    (token) => ((document.querySelector('flowlog-console') as Portal).tokenProvider = () => token),
    app.token,
  );
  await expect(app.loggers.rows.first()).toBeVisible();
});

test('a page that signs out while the console asks whether it may go breaks nothing', async ({ app, page }) => {
  await place(app);
  await page.evaluate(() => {
    const portal = document.querySelector('flowlog-console') as Portal;
    const heard: string[] = [];
    Object.assign(window, { heard });
    portal.addEventListener('flowlog-fatal', () => heard.push('fatal'));
    portal.addEventListener('flowlog-navigate', () => (portal.tokenProvider = undefined), { once: true });
  });
  await page.getByRole('link', { name: 'Logging ports', exact: true }).click();
  await expect(app.heading('Connect')).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
  await provide(page, app.token);
  await expect(app.loggers.rows.first().or(app.loggingPorts.rows.first())).toBeVisible();
});

test.describe('a provider that takes the place of another, or of the person', () => {
  test.use({ provoked: true });

  test('is asked at once after one that failed', async ({ app, page }) => {
    await app.open();
    await page.evaluate(async () => {
      document.querySelector('flowlog-console')!.remove();
      const portal = document.createElement('flowlog-console') as Portal;
      portal.setAttribute('config-url', './config.json');
      portal.tokenProvider = () => Promise.reject(new Error('closed for today'));
      document.body.append(portal);
      await portal.whenReady;
    });
    await expect(app.saysPart('closed for today')).toBeVisible();
    await provide(page, app.token);
    await expect(app.loggers.rows.first()).toBeVisible();
    await expect(app.saysPart('closed for today')).toHaveCount(0);
  });

  test('is asked at once on Connect', async ({ app, page, admin, service }) => {
    const { tenant_id, admin: account } = await admin.about();
    await place(app);
    await admin.revokeTokens();
    // Unless a read of the console's own comes before it.
    await app
      .button('Refresh')
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await expect(app.heading('Connect')).toBeVisible();
    await provide(page, await signIn(service, tenant_id, account));
    await expect(app.loggers.rows.first()).toBeVisible();
  });

  test('is asked in place of the person, and nothing that was entered is lost', async ({ app, page, admin, service }) => {
    const { tenant_id, admin: account } = await admin.about();
    const logger = await service.working();
    await app.connect(`#/loggers/${logger.id}`);
    await app.button('Edit').click();
    const edit = app.dialog('Edit logger');
    const description = edit.getByRole('textbox', { name: 'Description', exact: true });
    await description.fill('over the end');
    // The save alone, so that no read of the console's own asks before it.
    const body = { error: { message: 'Token expired.', code: 401, title: 'Unauthorized' } };
    await admin.faults({ method: 'PUT', times: 1, fault: { kind: 'status', status: 401, body } });
    await edit.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.signInDialog).toBeVisible();
    await page.evaluate(() => {
      const refuse = () => Promise.reject(new Error('not yet'));
      (document.querySelector('flowlog-console') as Portal).tokenProvider = refuse;
    });
    await expect(app.notifications).toContainText('not yet');
    await expect(app.signInDialog, 'the person goes on').toBeVisible();
    await provide(page, await signIn(service, tenant_id, account));
    await expect(app.signInDialog).toBeHidden();
    await expect(edit).toBeHidden();
    const asked = await admin.requests('PUT', `/v2.0/flowlog-loggers/${logger.id}`);
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

test.describe('a token that no server takes', () => {
  test.use({ provoked: true });

  test('is said to be too long, and no fault of the network', async ({ app, page }) => {
    await app.open();
    await page.evaluate(() => {
      document.querySelector('flowlog-console')!.remove();
      const portal = document.createElement('flowlog-console') as Portal;
      const kinds: string[] = [];
      Object.assign(window, { kinds });
      portal.addEventListener('flowlog-error', (event) => kinds.push((event as CustomEvent<{ kind: string }>).detail.kind));
      portal.setAttribute('config-url', './config.json');
      portal.tokenProvider = () => 'x'.repeat(200_000);
      document.body.append(portal);
    });
    await expect(app.saysPart('too long').first()).toBeVisible();
    expect(new Set(await page.evaluate('kinds') as string[])).toEqual(new Set(['token']));
  });
});
