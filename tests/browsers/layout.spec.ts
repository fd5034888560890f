import { expect, test } from './support/test.ts';

test('a group of options is as tall as its legend and its options', async ({ app }) => {
  await app.open('/');
  const below = app.get('group', 'Sign in with').script<number>(
    'element.getBoundingClientRect().bottom - element.lastElementChild.getBoundingClientRect().bottom',
  );
  expect(await below).toBeLessThan(2);
});

test('the header of a table, its rows and the page stay within the window', async ({ app }) => {
  await app.toLoggers();
  const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await app.script(wide)).toBe(0);
  await app.script('document.querySelector("flowlog-console").style.setProperty("width", "320px")');
  expect(await app.script(wide)).toBe(0);
});
