import { axe } from '../support/axe.ts';
import { freePort, goodUrl } from '../support/sample.ts';
import { expect, test } from '../support/test.ts';

// A list that takes long: what is shown of it while it comes, and when it is given up.

const LOGGERS = '/v2.0/flowlog-loggers';
// Connect asks the same list first, whether it takes the token.
const AFTER_CONNECT = { method: 'GET', path: LOGGERS, skip: 1 };

test('a long list is shown as it comes, says that it is not whole, and settles at the end', async ({ app, admin, page }) => {
  await admin.reset(600);
  await admin.faults({ ...AFTER_CONNECT, times: 1, fault: { kind: 'drip', pieces: 6, ms: 1_500 } });
  await app.connect();
  await expect(app.saysPart('These are some of them')).toBeVisible();
  await expect(app.loggers.rows.first()).toBeVisible();
  await expect(app.loggers.element).toHaveAttribute('aria-busy', 'true');
  // Nothing that counts or saves takes some for all.
  await expect(app.loggersHeading).not.toContainText('(');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Needs attention' }).getByRole('button')).toHaveCount(0);
  await app.button('Export').click();
  await expect(app.button('CSV')).toHaveAttribute('aria-disabled', 'true');
  await app.button('Export').click();
  await axe(page);
  await expect(app.loggersHeading).toContainText('(600)');
  await expect(app.saysPart('These are some of them')).toHaveCount(0);
});

test.describe('a limit', () => {
  test.use({ provoked: true });

  test('is on silence: a list that comes steadily is waited for', async ({ app, admin, page }) => {
    await page.clock.install();
    await admin.reset(600);
    await admin.faults({ ...AFTER_CONNECT, times: 1, fault: { kind: 'drip', pieces: 5, ms: 2_000 } });
    await app.connect();
    const arrived = async () => Number(/\d+/.exec(await app.saysPart('rows so far').innerText())![0]);
    let before = 0;
    for (let piece = 0; piece < 3; piece += 1) {
      await expect.poll(arrived).toBeGreaterThan(before);
      before = await arrived();
      // Three times this is more than any single answer may be silent.
      await page.clock.fastForward(25_000);
    }
    await expect(app.loggersHeading).toContainText('(600)');
  });

  test('ends a list that falls silent', async ({ app, admin, page }) => {
    await page.clock.install();
    await admin.reset(600);
    await admin.faults({ ...AFTER_CONNECT, fault: { kind: 'drip', pieces: 2, ms: 60_000 } });
    await app.connect();
    await expect(app.loggers.rows.first()).toBeVisible();
    await page.clock.fastForward(31_000);
    await expect(app.saysPart('No answer came within 30 s')).toBeVisible();
    await expect(app.loggers.rows, 'some are not all').toHaveCount(0);
    await admin.heal();
    await app.button('Retry').first().click();
    await expect(app.loggersHeading).toContainText('(600)');
  });
});

test('the second logger of a create that comes late is told when the first one is built', async ({ app, service }) => {
  await app.connect('#/create');
  await app.wizard.toReview({
    name: 'late-twin',
    resource: (await freePort(service)).id,
    storageUrl: await goodUrl(service),
  });
  await app.wizard.create.click();
  await expect(app.heading('late-twin')).toBeVisible();
  await expect(app.notifications).toContainText('Logger late-twin is being built');
  const [made] = await service.loggers('?name=late-twin');
  const { name, resource_id, storage_url, customized_field } = made!;
  await service.create({ name, resource_id, storage_url, customized_field });
  await expect(app.notifications).toContainText('One request may have made 2 loggers named late-twin');
});

test('a create that a browser has sent twice is told, and the surplus goes', async ({ app, admin, page, service }) => {
  await app.connect('#/create');
  await app.wizard.toReview({
    name: 'sent-twice',
    resource: (await freePort(service)).id,
    storageUrl: await goodUrl(service),
  });
  await admin.faults({ method: 'POST', path: LOGGERS, times: 1, fault: { kind: 'twice' } });
  await app.wizard.create.click();
  await expect(app.notifications).toContainText('One request may have made 2 loggers named sent-twice');
  await app.notifications.getByRole('button', { name: 'Show all of them', exact: true }).click();
  await expect(app.loggers.rows).toHaveCount(2);
  await app.notifications.getByRole('button', { name: 'Delete the surplus', exact: true }).click();
  await expect(app.dialog()).toContainText('sent-twice');
  await axe(page);
  await app.dialog().getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(async () => (await service.loggers('?name=sent-twice')).length).toBe(1);
  await expect(app.loggers.rows).toHaveCount(1);
  await expect(app.notifications).not.toContainText('One request may have made');
});
