import { expect, test } from './support/test.ts';

test('an element that is moved within the page keeps its rows, its selection and its dialog', async ({ app }) => {
  await app.toLoggers();
  const [first] = await app.names();
  const box = app.get('checkbox', `Select ${first}`);
  await box.click();
  await app.get('button', 'Delete').click();
  const dialog = app.get('dialog', 'Delete logger');
  await dialog.expectThere();
  await app.script('document.body.appendChild(document.createElement("section")).append(document.querySelector("flowlog-console"))');
  await expect.poll(() => dialog.script('element.matches(":modal")')).toBe(true);
  await dialog.get('button', 'Cancel').click();
  await dialog.expectGone();
  expect(await box.script('element.checked')).toBe(true);
});

test('an element that is moved into a frame and home again keeps its state, looks the same and works', async ({ app }) => {
  await app.toLoggers();
  const look = () =>
    app.script<string>(`(() => {
      const root = (document.querySelector('flowlog-console') ?? document.querySelector('iframe').contentDocument.querySelector('flowlog-console')).shadowRoot;
      return ['.flc', '.flc-primary', 'h1', 'th'].map((selector) => {
        const found = root.querySelector(selector);
        const { display, fontSize, color, backgroundColor } = found.ownerDocument.defaultView.getComputedStyle(found);
        return [selector, display, fontSize, color, backgroundColor].join();
      }).join(' ');
    })()`);
  const names = await app.names();
  const before = await look();
  await app.script(`(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    Object.assign(frame, { width: innerWidth, height: innerHeight });
    window.moved = document.querySelector('flowlog-console');
    frame.contentDocument.body.append(window.moved);
  })()`);
  await expect.poll(look).toBe(before);
  await app.script('document.body.prepend(window.moved)');
  await expect.poll(look).toBe(before);
  expect(await app.names()).toEqual(names);
  await app.get('link', 'Create logger').click();
  await app.get('heading', 'Create logger').expectThere();
});
