import { expect, test } from './support/test.ts';
import type { Control } from './support/page.ts';

// WebDriver has no input method. These are the events that each engine sends while one composes a word: the key that ends
// it comes before the end of the composition in Chromium and Firefox, and after it in WebKit, where the code 229 alone
// tells that the key was the input method's.

/** Composes a word in a field and ends it with Enter; `order` says when the key comes. */
async function compose(field: Control, word: string, order: 'key first' | 'key last'): Promise<void> {
  const key = order === 'key first' ? { isComposing: true } : { isComposing: false };
  await field.focus();
  await field.script(`((init) => {
    const send = (event) => element.dispatchEvent(event);
    const composition = (type) => send(new CompositionEvent(type, { bubbles: true, composed: true, data: ${JSON.stringify(word)} }));
    const enter = () => send(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, composed: true, cancelable: true, ...init }));
    composition('compositionstart');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(element, ${JSON.stringify(word)});
    composition('compositionupdate');
    send(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertCompositionText', data: ${JSON.stringify(word)}, isComposing: true }));
    if (init.isComposing) enter();
    composition('compositionend');
    if (!init.isComposing) enter();
  })(${JSON.stringify(key)})`);
}

for (const order of ['key first', 'key last'] as const) {
  test(`Enter that ends a composition is the input method's, ${order}`, async ({ app }) => {
    await app.toLoggers();
    const filter = app.get('combobox', 'Filter loggers');
    await compose(filter, '한글', order);
    await expect.poll(() => filter.script('element.value')).toBe('한글');
    expect(await app.script<string>('location.hash')).not.toContain('filter');
    expect(await app.get('button', /한글/).count()).toBe(0);
  });
}

test('letters of every script are typed, found again and shown', async ({ app, service }) => {
  await service.create({ name: '한글-로거', description: 'näme 日本 🙂' });
  await app.toLoggers();
  await app.filterBy('한글');
  await expect.poll(() => app.names()).toEqual(['한글-로거']);
});
