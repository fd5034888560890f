import { Key } from 'selenium-webdriver';
import { expect, test } from './support/test.ts';

test('a dialog lies over all, has the focus, ends with Escape and gives the focus back', async ({ app, service }) => {
  await app.connect(`#/loggers/${(await service.working()).id}`);
  const behind = app.get('button', 'Delete');
  await behind.focus();
  await app.press(Key.ENTER);
  const dialog = app.get('dialog', 'Delete logger');
  await dialog.get('textbox', 'Type delete to confirm').expectFocused();
  expect(await dialog.script('element.matches(":modal")')).toBe(true);
  expect(await app.get('button', 'Refresh').script('probe.isOnTop(element)')).toBe(false);
  await app.press(Key.ESCAPE);
  await dialog.expectGone();
  await behind.expectFocused();
});

test('a dialog with entries asks before Escape closes it, and asks again', async ({ app, service }) => {
  await app.connect(`#/loggers/${(await service.working()).id}`);
  await app.get('button', 'Edit').click();
  const dialog = app.get('dialog', 'Edit logger');
  await dialog.get('textbox', 'Description').write('mine');
  const question = app.get('dialog', 'Close without saving the logger?');
  for (const _ of [1, 2]) {
    await app.press(Key.ESCAPE);
    await question.get('button', 'Stay').click();
    await question.expectGone();
  }
  expect(await dialog.get('textbox', 'Description').script('element.value')).toBe('mine');
});

test('a popover opens under its button within the window, and a press elsewhere or Escape puts it away', async ({ app }) => {
  await app.toLoggers();
  const button = app.get('button', 'Settings');
  const panel = app.get('dialog', 'Settings');
  await button.click();
  await panel.expectThere();
  const edges = 'element.getBoundingClientRect()';
  await expect.poll(() => panel.script(`${edges}.top`)).toBeGreaterThanOrEqual(await button.script<number>(`${edges}.bottom`));
  expect(await panel.script(`${edges}.right <= innerWidth && ${edges}.left >= 0`)).toBe(true);
  expect(await panel.get('combobox', 'Theme').script('probe.isOnTop(element)')).toBe(true);
  const lowest = await panel.get('combobox', 'Time zone').script<number>(`${edges}.bottom`);
  expect(await panel.script<number>(`${edges}.bottom`), 'as tall as what it holds').toBeLessThan(lowest + 24);
  await app.get('heading', /^Flow log loggers/).click();
  await panel.expectGone();
  await button.click();
  await panel.expectThere();
  await app.press(Key.ESCAPE);
  await panel.expectGone();
  await button.expectFocused();
});

test('a tip says on hover and on focus why a button is off, and Escape puts it away', async ({ app }) => {
  await app.toLoggers();
  const tips = () => app.script<string[]>('probe.tips().map((tip) => tip.innerText)');
  const reason = [expect.stringMatching(/select/i)];
  await app.get('button', 'Edit').hover();
  await expect.poll(tips).toEqual(reason);
  await app.get('heading', /^Flow log loggers/).hover();
  await expect.poll(tips).toEqual([]);
  await app.get('button', 'Enable').focus();
  await expect.poll(tips).toEqual(reason);
  await app.press(Key.ESCAPE);
  await expect.poll(tips).toEqual([]);
});
