import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'&amp;</textarea>{{7*7}}';

test('the site is served under the strictest policy, and works', async ({ app, page, service }) => {
  // Every other test runs under it as well; the guard fails each one on a breach.
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest()),
    app.open(),
  ]);
  const policy = (await answer.headerValue('content-security-policy'))!;
  for (const directive of [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors',
  ]) {
    expect(policy).toContain(directive);
  }
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
  await app.enterToken(app.token);
  const logger = await service.working();
  for (const route of [`#/loggers/${logger.id}`, '#/ports', '#/create', '#/loggers']) {
    await app.go(route);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await expect(app.loggers.rows.first()).toBeVisible();
});

test.describe('a breach', () => {
  test.use({ expected: /Content Security Policy|^console: CSP / });

  test('an inline script does not run', async ({ app, page }) => {
    await app.open();
    const directive = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          const script = document.createElement('script');
          script.textContent = 'document.title = "scripted"';
          document.head.append(script);
        }),
    );
    expect(directive).toBe('script-src-elem');
    await expect(page).not.toHaveTitle('scripted');
  });
});

test('hostile names and descriptions are text, on every page', async ({ app, page, service, admin }) => {
  const { resource_id, storage_url } = await service.working();
  await admin.reset('empty');
  const logger = await service.create({
    name: HOSTILE,
    description: `${HOSTILE} description`,
    resource_id,
    storage_url,
  });
  await app.connect('#/loggers');
  await expect(app.loggers.link(HOSTILE)).toBeVisible();
  await app.select(HOSTILE).check();
  await app.button('Delete').click();
  await expect(app.dialog()).toContainText(HOSTILE);
  await app.dialog().getByRole('button', { name: 'Cancel', exact: true }).click();
  await app.filterBy(HOSTILE.slice(0, 10));
  await expect(app.loggers.link(HOSTILE)).toBeVisible();
  await app.go(`#/loggers/${logger.id}`);
  await expect(app.heading(HOSTILE)).toBeVisible();
  await expect(app.panel('Details')).toContainText(`${HOSTILE} description`);
  await app.tab('JSON').click();
  await expect(app.panel('JSON')).toContainText('<script>alert(2)</script>');
  await app.go('#/ports');
  await expect(app.loggingPorts.link(HOSTILE).first()).toBeVisible();
  await expect(page.getByRole('img', { name: 'x' })).toHaveCount(0);
  await axe(page);
});

test.describe('provoked', () => {
  test.use({ provoked: true });

  test('an error body with markup is text', async ({ app, admin }) => {
    await app.toLoggers();
    await admin.faults({
      method: 'GET',
      path: '/v2.0/flowlog-loggers',
      fault: {
        kind: 'status',
        status: 400,
        body: { NeutronError: { type: 'T', message: HOSTILE, detail: '' } },
      },
    });
    await app.button('Refresh').click();
    await expect(app.saysPart(HOSTILE)).toBeVisible();
  });
});

test('a token is sent to the configured origin only, in one header, over no other way', async ({
  app,
  page,
  emulator,
}) => {
  const carriers = new Set<string>();
  page.on('request', async (request) => {
    const headers = await request.allHeaders().catch(() => ({}) as Record<string, string>);
    for (const [name, value] of Object.entries(headers)) {
      if (value.includes(app.token)) carriers.add(`${name} to ${new URL(request.url()).origin}`);
    }
    expect(request.postData() ?? '').not.toContain(app.token);
  });
  await app.toLoggers();
  await app.button('Refresh').click();
  await page.waitForLoadState('networkidle');
  expect([...carriers]).toEqual([`x-auth-token to ${emulator.origin}`]);
});

/** The browser's own line about a body that does not have the hash that was asked for. */
const INTEGRITY_LINE = /integrity/i;

test.describe('damaged files', () => {
  test.use({ provoked: true, expected: INTEGRITY_LINE });

  test('a flipped byte of the wasm is refused, with a readable message and a way on', async ({
    app,
    page,
  }) => {
    await page.route('**/*.wasm', async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      // One bit is enough.
      body[body.length - 1_000]! ^= 1;
      await route.fulfill({ response: answer, body });
    });
    await app.open();
    await expect(app.says(/integrity|damaged|changed|does not match|corrupt/i)).toBeVisible();
    await expect(page.getByRole('button', { name: /reload|try again|retry/i })).toBeVisible();
    await expect(app.heading('Connect')).toHaveCount(0);
    await axe(page);
    await page.unroute('**/*.wasm');
    await page.getByRole('button', { name: /reload|try again|retry/i }).click();
    await expect(app.heading('Connect')).toBeVisible();
  });

  test('a missing wasm: a readable message and a way on', async ({ app, page }) => {
    await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'Not found.' }));
    await app.open();
    await expect(page.getByRole('button', { name: /reload|try again|retry/i })).toBeVisible();
    await expect(app.says(/404|load|find/i)).toBeVisible();
    await axe(page);
  });
});
