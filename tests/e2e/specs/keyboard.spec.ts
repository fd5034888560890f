import { expect, test } from '../support/test.ts';

test('the whole console without a mouse', async ({ app, page, service }) => {
  await app.open();
  await app.tabTo(app.tokenField);
  await page.keyboard.type(app.token);
  await page.keyboard.press('Enter');
  await expect(app.loggers.rows.first()).toBeVisible();

  const sort = app.loggers.header('Name').getByRole('button');
  await app.tabTo(sort);
  const before = await app.loggers.header('Name').getAttribute('aria-sort');
  await page.keyboard.press('Enter');
  await expect(app.loggers.header('Name')).not.toHaveAttribute('aria-sort', before ?? 'none');
  await expect(sort, 'focus stays').toBeFocused();

  const [top] = await app.loggers.names();
  await app.tabTo(app.select(top!));
  await page.keyboard.press('Space');
  await app.expectCounter('(1/40)');
  await app.tabTo(app.loggers.link(top!));
  await page.keyboard.press('Enter');
  await expect(app.heading(top!)).toBeVisible();

  await app.tabTo(app.button('Edit'));
  await page.keyboard.press('Enter');
  const dialog = app.dialog('Edit logger');
  await app.tabTo(dialog.getByRole('textbox', { name: 'Description', exact: true }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('typed');
  await app.tabTo(dialog.getByRole('button', { name: 'Save', exact: true }));
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(app.button('Edit'), 'focus returns').toBeFocused();
  await expect.poll(async () => (await service.one(({ name }) => name === top)).description).toBe('typed');

  const ports = page
    .getByRole('navigation', { name: 'Flow Log' })
    .getByRole('link', { name: 'Logging ports', exact: true });
  await app.tabTo(ports, 120);
  await page.keyboard.press('Enter');
  await expect(app.heading(/^Logging ports/)).toBeVisible();
  await app.tabTo(app.button('Disconnect'), 200);
  await page.keyboard.press('Enter');
  await expect(app.heading('Connect')).toBeVisible();
});

test('a dialog keeps the focus and gives it back', async ({ app, page, service }) => {
  const logger = await service.working();
  await app.connect(`#/loggers/${logger.id}`);
  await app.button('Delete').focus();
  await page.keyboard.press('Enter');
  const dialog = app.dialog('Delete logger');
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    const behind = await app
      .button('Edit')
      .first()
      .evaluate((element) => element.matches(':focus'));
    expect(behind).toBe(false);
  }
  await app.tabTo(dialog.getByRole('button', { name: 'Cancel', exact: true }));
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(app.button('Delete')).toBeFocused();
});

test('a link at the top skips to the content', async ({ app, page }) => {
  await app.toLoggers();
  await page.reload();
  await app.enterToken(app.token);
  await expect(app.loggers.rows.first()).toBeVisible();
  const skip = page.getByRole('link', { name: /skip/i }).or(page.getByRole('button', { name: /skip/i }));
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  expect(page.url(), 'the route is kept').toContain('#/loggers');
  await expect(page.getByRole('main')).toBeFocused();
});

test('after a change of page the focus stands at its heading', async ({ app, page }) => {
  await app.toLoggers();
  const [first] = await app.loggers.names();
  await app.loggers.link(first!).first().click();
  await expect(app.heading(first!)).toBeVisible();
  const where = await page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.tagName;
  });
  expect(where, 'not lost on the body').toMatch(/H1|MAIN/);
});

test('the focused control is never under the sticky header', async ({ app, page }) => {
  await app.toLoggers();
  const names = await app.loggers.names();
  const last = app.loggers.link(names.at(-1)!);
  await last.focus();
  await app.loggers.link(names[0]!).focus();
  await expect(app.loggers.link(names[0]!)).toBeInViewport({ ratio: 1 });
  const hit = await app.loggers.link(names[0]!).evaluate((link) => {
    const box = link.getBoundingClientRect();
    const root = link.getRootNode() as ShadowRoot | Document;
    const top = root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return top !== null && (link.contains(top) || top.contains(link));
  });
  expect(hit, 'nothing covers it').toBe(true);
  expect(page.url()).toContain('#/loggers');
});
