import type { Page } from '@playwright/test';
import { collect } from '../support/garbage.ts';
import { expect, test } from '../support/test.ts';

// Parts that share: one that is removed is gone, also when it came first and the others stay.

interface InPage {
  first: WeakRef<Element>;
  /** Events that were dispatched at the removed part. */
  late: string[];
}

declare const window: Window & typeof globalThis & InPage;

/** Places two parts of one configuration, one after the other. */
async function placeTwo(page: Page, token: string): Promise<void> {
  await page.evaluate(async (token) => {
    document.querySelector('flowlog-console')!.remove();
    const entry = './flowlog-console.js';
    await import(new URL(entry, document.baseURI).href);
    const tokenProvider = () => token;
    for (const name of ['flowlog-logger-table', 'flowlog-port-table']) {
      const part = document.createElement(name) as HTMLElement & { whenReady: Promise<unknown> };
      part.setAttribute('config-url', './config.json');
      Object.assign(part, { tokenProvider });
      document.body.append(part);
      await part.whenReady;
    }
  }, token);
}

test('the first part that is removed is collected and hears nothing, while the other works on', async ({ app, page }) => {
  await app.open();
  await placeTwo(page, app.token);
  const rows = (name: string) => page.locator(name).getByRole('rowheader');
  await expect(rows('flowlog-logger-table').first()).toBeVisible();
  await expect(rows('flowlog-port-table').first()).toBeVisible();
  await page.evaluate(() => {
    const first = document.querySelector('flowlog-logger-table')!;
    window.first = new WeakRef(first);
    window.late = [];
    const leave = () => {
      for (const name of ['navigate', 'select', 'notify', 'error', 'auth-required', 'updated', 'deleted']) {
        first.addEventListener(`flowlog-${name}`, ({ type }) => void window.late.push(type));
      }
      first.remove();
    };
    leave();
  });
  const isGone = async () => {
    await collect(page);
    return page.evaluate(() => window.first.deref() === undefined);
  };
  // What the other one does goes through all that the two have shared.
  const ports = page.locator('flowlog-port-table');
  await page.evaluate(() => (document.querySelector('flowlog-port-table') as unknown as { refresh(): Promise<void> }).refresh());
  await ports.getByRole('rowheader').getByRole('link').first().click();
  await expect(ports.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect.poll(isGone, { timeout: 30_000 }).toBe(true);
  expect(await page.evaluate(() => window.late)).toEqual([]);
});

test('so is each of them when all have gone', async ({ app, page }) => {
  await app.open();
  await placeTwo(page, app.token);
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  await page.evaluate(() => {
    const parts = document.querySelectorAll('flowlog-logger-table, flowlog-port-table');
    Object.assign(window, { parts: [...parts].map((part) => new WeakRef(part)) });
    for (const part of parts) part.remove();
  });
  const left = async () => {
    await collect(page);
    return page.evaluate(
      () => (window as unknown as { parts: WeakRef<Element>[] }).parts.filter((part) => part.deref()).length,
    );
  };
  await expect.poll(left, { timeout: 30_000 }).toBe(0);
});
