import { Key } from 'selenium-webdriver';
import { expect, test } from './support/test.ts';

test('connect, sort, select, open and edit without a mouse', async ({ app, emulator, service }) => {
  await app.open('/');
  await app.get('field', 'Token').expectThere();
  await app.tabTo(app.get('field', 'Token'));
  await app.press(emulator.token, Key.ENTER);
  await app.loggers.get('rowheader').expectThere();

  const header = app.loggers.get('columnheader', 'Name');
  const before = await header.attribute('aria-sort');
  await app.tabTo(header.get('button'));
  await app.press(Key.ENTER);
  await expect.poll(() => header.attribute('aria-sort')).not.toBe(before);
  await header.get('button').expectFocused();

  const top = (await app.names())[0]!;
  await app.tabTo(app.get('checkbox', `Select ${top}`));
  await app.press(Key.SPACE);
  await app.get('heading', /^Flow log loggers/).expectText('(1/40)');
  await app.tabTo(app.loggers.get('link', top));
  await app.press(Key.ENTER);
  await app.get('heading', top).expectFocused();

  await app.tabTo(app.get('button', 'Edit'));
  await app.press(Key.ENTER);
  const dialog = app.get('dialog', 'Edit logger');
  const description = dialog.get('textbox', 'Description');
  await app.tabTo(description);
  await description.write('typed');
  await app.tabTo(dialog.get('button', 'Save'));
  await app.press(Key.ENTER);
  await dialog.expectGone();
  await app.get('button', 'Edit').expectFocused();
  expect((await service.one(({ name }) => name === top)).description).toBe('typed');
});

test('arrows choose a radio button and move between tabs; Enter in a field presses Next', async ({ app, service }) => {
  await app.connect('#/create');
  await app.get('radio', 'Port').focus();
  await app.press(Key.ARROW_DOWN);
  await expect.poll(() => app.get('radio', 'Subnet').script('element.checked')).toBe(true);
  await app.get('textbox', 'Name').press(Key.ENTER);
  await app.get('textbox', 'Name').expectFocused();
  await app.connect(`#/loggers/${(await service.working()).id}`);
  await app.get('tab', 'Details').focus();
  await app.press(Key.ARROW_RIGHT);
  await app.get('tab', 'Logging ports').expectFocused();
});

test('a link at the top skips to the content', async ({ app }) => {
  await app.toLoggers();
  const skip = app.get('button', /^Skip/);
  await skip.focus();
  expect(await skip.script('probe.isOnTop(element)')).toBe(true);
  await app.press(Key.ENTER);
  await app.get('main').expectFocused();
  expect(await app.script('location.hash')).toContain('#/loggers');
});
