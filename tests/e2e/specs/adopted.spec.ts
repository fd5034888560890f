import type { FrameLocator, Page } from '@playwright/test';
import { place, type Portal } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

// A portal may move an element into another document: a frame of its own, or a window that it has opened.

type Place = FrameLocator | Page;

const heading = (where: Place, name: string | RegExp) => where.getByRole('heading', { level: 1, name });

/** How the console looks: the whole style of its root, its first button, and its heading. */
const look = (where: Place) =>
  where.locator('flowlog-console').evaluate((element) =>
    ['.flc', '.flc-primary', 'h1', 'th'].map((selector) => {
      const found = element.shadowRoot!.querySelector(selector)!;
      const style = found.ownerDocument.defaultView!.getComputedStyle(found);
      return ['display', 'font-size', 'color', 'background-color', 'padding-left', 'border-top-left-radius', 'font-weight']
        .map((name) => `${selector} ${name}: ${style.getPropertyValue(name)}`)
        .join();
    }),
  );

/** What a person does there, up to a page that has style rules of its own. */
async function works(where: Place): Promise<void> {
  await where.getByRole('checkbox', { name: /^Select / }).nth(1).check();
  await expect(where.getByRole('button', { name: 'Delete', exact: true }).first()).toBeEnabled();
  await where.getByRole('link', { name: 'Create logger', exact: true }).first().click();
  await expect(heading(where, 'Create logger')).toBeVisible();
  const display = where.locator('flowlog-console').evaluate((element) => {
    const steps = element.shadowRoot!.querySelector('.flc-wizard, .flc-steps, form')!;
    return steps.ownerDocument.defaultView!.getComputedStyle(steps).display;
  });
  expect(await display).not.toBe('block');
  await where.getByRole('link', { name: 'Loggers', exact: true }).first().click();
  await expect(heading(where, /^Flow log loggers/)).toBeVisible();
}

for (const kind of ['frame', 'window'] as const) {
  test(`a console that is moved into another ${kind} keeps its state, looks the same and works`, async ({ app, page }) => {
    await place(app);
    await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      Object.assign(frame, { title: 'Other', width: '1440', height: '900' });
    });
    const search = page.getByRole('textbox', { name: /^(Search|Filter)/ }).or(page.getByRole('combobox', { name: /^(Search|Filter)/ }));
    await expect(search.first()).toBeVisible();
    const before = await look(page);
    const opened = kind === 'window' ? page.waitForEvent('popup') : null;
    await page.evaluate((kind) => {
      const portal = document.querySelector('flowlog-console') as Portal;
      Object.assign(window, { asked: 0, portal });
      const token = portal.tokenProvider as () => string;
      portal.tokenProvider = () => {
        (window as unknown as { asked: number }).asked += 1;
        return token();
      };
      const other = kind === 'frame' ? document.querySelector('iframe')!.contentWindow! : window.open('about:blank')!;
      other.document.body.append(portal);
    }, kind);
    const there: Place = opened ? await opened : page.frameLocator('iframe');
    await expect(there.getByRole('rowheader').first()).toBeVisible();
    await expect.poll(() => look(there)).toEqual(before);
    await works(there);
    expect(await page.evaluate(() => (window as unknown as { asked: number }).asked), 'the token came along').toBe(0);
    // Home again.
    await page.evaluate(() => document.body.prepend((window as unknown as { portal: Portal }).portal));
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    await expect.poll(() => look(page)).toEqual(before);
    await works(page);
  });
}

test('a console whose frame is gone works at home again', async ({ app, page }) => {
  await place(app);
  await page.evaluate(() => {
    const portal = document.querySelector('flowlog-console') as Portal;
    Object.assign(window, { portal });
    document.body.append(document.createElement('iframe'));
    document.querySelector('iframe')!.contentDocument!.body.append(portal);
  });
  await expect(page.frameLocator('iframe').getByRole('rowheader').first()).toBeVisible();
  await page.evaluate(() => {
    document.querySelector('iframe')!.remove();
    document.body.prepend((window as unknown as { portal: Portal }).portal);
  });
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  await works(page);
});

for (const kind of ['frame', 'window'] as const) {
  test(`a ${kind} that goes takes the token of the console in it along`, async ({ app, page }) => {
    await place(app);
    const opened = kind === 'window' ? page.waitForEvent('popup') : null;
    await page.evaluate((kind) => {
      const portal = document.querySelector('flowlog-console') as Portal;
      const token = (portal.tokenProvider as () => string)();
      const kept = Object.assign(window, { asked: 0, portal, other: null as Window | null });
      portal.tokenProvider = () => {
        kept.asked += 1;
        return token;
      };
      if (kind === 'window') kept.other = window.open('about:blank');
      else kept.other = document.body.appendChild(document.createElement('iframe')).contentWindow;
      kept.other!.document.body.append(portal);
    }, kind);
    const there: Place = opened ? await opened : page.frameLocator('iframe');
    await expect(there.getByRole('rowheader').first()).toBeVisible();
    await page.evaluate((kind) => {
      if (kind === 'window') (window as unknown as { other: Window }).other.close();
      else document.querySelector('iframe')!.remove();
    }, kind);
    const shown = () =>
      page.evaluate(() => (window as unknown as { portal: Portal }).portal.shadowRoot!.childElementCount);
    await expect.poll(shown).toBe(0);
    await page.evaluate(() => document.body.prepend((window as unknown as { portal: Portal }).portal));
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    expect(await page.evaluate(() => (window as unknown as { asked: number }).asked), 'a new token').toBe(1);
  });
}
