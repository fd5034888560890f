import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { expect, test } from '../support/test.ts';

/** Chooses from a list of the panel. */
async function choose(app: Console, label: RegExp, option: RegExp): Promise<void> {
  const list = app.dialog().getByRole('combobox', { name: label });
  const text = await list.getByRole('option').filter({ hasText: option }).innerText();
  await list.selectOption({ label: text });
}

test.beforeEach(async ({ app, admin }) => {
  // A short list: axe takes its time for each cell.
  await admin.reset(8);
  await app.toLoggers();
  await app.button('Settings').click();
  await expect(app.dialog()).toBeVisible();
});

test('Settings holds language, theme and time zone', async ({ app, page }) => {
  await expect(app.dialog()).toContainText('Language');
  await expect(app.dialog()).toContainText('Theme');
  await expect(app.dialog()).toContainText('Time zone');
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(app.dialog()).toHaveCount(0);
  await expect(app.button('Settings')).toBeFocused();
});

test('Korean at once, in every part, and kept', async ({ app, page }) => {
  await choose(app, /language/i, /한국어/);
  await page.keyboard.press('Escape');
  await expect(app.loggersHeading).toHaveCount(0);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(/[가-힣]/);
  for (const header of await page.getByRole('columnheader').allInnerTexts()) {
    expect(header.trim() === '' || /[가-힣]/.test(header), `column "${header}" is translated`).toBe(true);
  }
  await axe(page);
  const title = await heading.innerText();
  await page.reload();
  await expect(heading).toContainText(/[가-힣]/);
  expect(title).not.toBe('');
  await page.getByRole('button', { name: /데모/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: title.split('(')[0]!.trim() })).toBeVisible();
});

test('dark at once, and kept', async ({ app, page }) => {
  // What a person sees behind the heading, whatever element paints it.
  const ground = () =>
    app.loggersHeading.evaluate((heading) => {
      for (let element: Element | null = heading; element;) {
        const colour = getComputedStyle(element).backgroundColor;
        if (!/rgba\(.*, 0\)|transparent/.test(colour)) return colour;
        const root = element.getRootNode();
        element = element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
      }
      return 'none';
    });
  await choose(app, /theme/i, /light/i);
  await page.keyboard.press('Escape');
  const light = await ground();
  await app.button('Settings').click();
  await choose(app, /theme/i, /dark/i);
  await page.keyboard.press('Escape');
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  await expect(app.heading('Connect')).toBeVisible();
  await app.enterToken(app.token);
  await expect(app.loggers.rows.first()).toBeVisible();
  expect(await ground()).toBe(dark);
});

test('one switch for the zone of all times, and kept', async ({ app, page, service }) => {
  const logger = (await service.loggers())[0]!;
  await choose(app, /time zone/i, /UTC/);
  await page.keyboard.press('Escape');
  const created = new Date(`${logger.created_at.replace(' ', 'T')}Z`);
  const clock = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(created);
  const cell = app.loggers.row(logger.name);
  await app.filterBy(logger.name);
  await expect(cell).toContainText(clock('UTC'));
  await app.button('Settings').click();
  await choose(app, /time zone/i, /local|seoul|browser/i);
  await page.keyboard.press('Escape');
  await expect(cell).toContainText(clock('Asia/Seoul'));
  await page.reload();
  await app.enterToken(app.token);
  await expect(cell).toContainText(clock('Asia/Seoul'));
});

test('nothing but preferences is stored, under a versioned key', async ({ app, page }) => {
  await choose(app, /theme/i, /dark/i);
  const stored = await page.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(stored)).not.toEqual([]);
  for (const key of Object.keys(stored)) expect(key).toMatch(/v?\d/);
  expect(JSON.stringify(stored)).not.toContain(app.token);
});
