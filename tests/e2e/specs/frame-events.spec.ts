import type { Frame, Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { console_, expect, heading, heard, inside, place, ready, rows, test, type InPage } from '../support/frames.ts';
import { freePort, goodUrl } from '../support/sample.ts';
import { CreateWizard } from '../support/wizard.ts';

// What the portal hears of the console in its iframe, and what it may refuse.

declare const window: Window & typeof globalThis & InPage;

test.use({ expected: /^request to http:\/\/localhost:\d+$/ });

test.describe('the events of the console', () => {
  /** Has the element in the frame dispatch an event, as the console does. */
  const dispatch = (frame: Frame, name: string, detail: unknown) =>
    frame.evaluate(
      ([name, detail]) =>
        document
          .querySelector('.flowlog')!
          .dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
      [name, detail] as const,
    );

  test('reach the portal with their details, and no others', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, {}, app.token);
    await ready(page);
    const frame = await inside(page, emulator.origin);
    await dispatch(frame, 'flowlog-created', { logger: { id: 'a', fields: ['b'], createdAt: null } });
    await dispatch(frame, 'flowlog-panic', { logger: 1 });
    await dispatch(frame, 'flowlog-deleted', { id: 'a', name: 'b' });
    await expect.poll(() => heard(page, 'flowlog-deleted')).toEqual([
      { name: 'flowlog-deleted', detail: { id: 'a', name: 'b' } },
    ]);
    expect(await heard(page, 'flowlog-created')).toEqual([
      { name: 'flowlog-created', detail: { logger: { id: 'a', fields: ['b'], createdAt: null } } },
    ]);
    expect((await page.evaluate(() => window.portal.heard.map(({ name }) => name))).includes('flowlog-panic')).toBe(false);
  });

  const leave = { name: 'flowlog-navigate', detail: { route: '/ports', replace: false } };
  const toPorts = (page: Page) =>
    console_(page).getByRole('link', { name: 'Logging ports', exact: true }).first().click();

  test('a portal that listens may refuse a page', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { listen: 'refuse' }, app.token);
    await expect(rows(page).first()).toBeVisible();
    await toPorts(page);
    await expect.poll(() => heard(page, 'flowlog-navigate')).toEqual([leave]);
    // What came after the refusal is here, so the refusal is, too.
    await page.evaluate(() => window.portal.frame!.update({ locale: 'ko' }));
    await expect(heading(page, /[가-힣]/)).toBeVisible();
    await page.evaluate(() => window.portal.frame!.update({ locale: 'en' }));
    await expect(heading(page, /^Flow log loggers/)).toBeVisible();
    await page.evaluate(() => window.portal.frame!.navigate('/ports'));
    await expect(heading(page, /^Logging ports/), 'where the portal leads, nobody is asked').toBeVisible();
  });

  test('or let it come, and is not asked about the order of a table', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { listen: 'allow' }, app.token);
    await expect(rows(page).first()).toBeVisible();
    await toPorts(page);
    await expect(heading(page, /^Logging ports/)).toBeVisible();
    expect(await heard(page, 'flowlog-navigate')).toEqual([leave]);
    await console_(page).getByRole('columnheader', { name: 'Created', exact: true }).getByRole('button').click();
    await expect.poll(() => heard(page, 'flowlog-navigate')).toHaveLength(2);
    const [, sorted] = await heard(page, 'flowlog-navigate');
    expect(sorted!.detail).toEqual({ route: expect.stringMatching(/^\/ports\?/), replace: true });
  });

  test('edits are asked about once, before the portal is', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { listen: 'allow', route: '/create' }, app.token);
    await new CreateWizard(console_(page)).name.fill('half');
    await toPorts(page);
    await console_(page).getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(heading(page, /^Logging ports/)).toBeVisible();
    await expect(console_(page).getByRole('button', { name: 'Leave', exact: true })).toHaveCount(0);
  });

  test('one that does not listen is told, and nothing waits', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, {}, app.token);
    await expect(rows(page).first()).toBeVisible();
    await toPorts(page);
    await expect(heading(page, /^Logging ports/)).toBeVisible();
    await expect.poll(() => heard(page, 'flowlog-navigate')).toEqual([leave]);
  });

  test('a logger that is created is told with its values, and its notices as they change', async ({
    app,
    page,
    portal,
    emulator,
    service,
  }) => {
    const [port, storageUrl] = [await freePort(service), await goodUrl(service)];
    await place(page, portal, emulator.origin, { element: 'flowlog-create-wizard' }, app.token);
    const wizard = new CreateWizard(console_(page));
    await wizard.toReview({ name: 'from-a-frame', resource: port.id, storageUrl });
    await wizard.create.click();
    await expect.poll(() => heard(page, 'flowlog-created')).toHaveLength(1);
    const [created] = await heard(page, 'flowlog-created');
    const made = (await service.loggers()).find(({ name }) => name === 'from-a-frame')!;
    expect(created!.detail).toMatchObject({
      logger: { id: made.id, name: 'from-a-frame', targetId: port.id, storageUrl, enabled: true },
    });
    const notices = (await heard(page, 'flowlog-notify')).map(({ detail }) => detail as { id: number; state: string });
    expect(notices[0]!.state).toBe('working');
    await expect
      .poll(async () => (await heard(page, 'flowlog-notify')).filter(({ detail }) => detail!.id === notices[0]!.id).at(-1))
      .toMatchObject({ detail: { state: 'done', text: expect.stringContaining('from-a-frame') } });
  });

  test('a table alone tells which rows are ticked', async ({ app, page, portal, emulator }) => {
    await place(page, portal, emulator.origin, { element: 'flowlog-logger-table', fit: true }, app.token);
    await expect(rows(page).first()).toBeVisible();
    await console_(page).getByRole('checkbox', { name: /^Select / }).nth(1).check();
    await expect.poll(() => heard(page, 'flowlog-select')).toHaveLength(1);
    const [ticked] = await heard(page, 'flowlog-select');
    expect(ticked!.detail).toEqual({ loggers: [expect.stringMatching(/^[0-9a-f-]{36}$/)] });
    await axe(page);
  });
});
