import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

// What comes out of a printer. A page of A4 across, at 96 pixels to the inch and with the usual margins.
test.use({ viewport: { width: 1047, height: 718 } });

/** The controls that a person would see on paper. */
async function buttons(page: Page): Promise<string[]> {
  const roles = ['button', 'combobox', 'textbox', 'checkbox', 'navigation', 'tab'] as const;
  const shown: string[] = [];
  for (const role of roles) {
    const visible = page.getByRole(role).filter({ visible: true });
    shown.push(
      ...(await visible.evaluateAll((all) =>
        all.map((element) => `${element.localName} ${element.ariaLabel ?? element.textContent}`),
      )),
    );
  }
  return shown;
}

/** What is cut off: boxes that hold more than they show, and boxes that reach over the edge of the paper. */
async function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('flowlog-console')!.shadowRoot!;
    const seen = [...root.querySelectorAll<HTMLElement>('main *')].filter((element) => {
      const box = element.getBoundingClientRect();
      const clip = getComputedStyle(element).clipPath;
      return box.width > 1 && box.height > 1 && clip === 'none' && !element.closest('svg');
    });
    const hides = (element: HTMLElement) => {
      const style = getComputedStyle(element);
      const [x, y] = [style.overflowX, style.overflowY].map((value) => value !== 'visible');
      return (
        (x && element.scrollWidth > element.clientWidth + 1) || (y && element.scrollHeight > element.clientHeight + 1)
      );
    };
    const isOver = (element: HTMLElement) => element.getBoundingClientRect().right > innerWidth + 1;
    return seen
      .filter((element) => hides(element) || isOver(element))
      .map((element) => `${element.localName}.${element.className}: ${element.textContent?.slice(0, 60)}`);
  });
}

test('a list prints every row and column of its page, and no control', async ({ app, admin, page }) => {
  await admin.reset(60);
  await app.toLoggers('#/loggers?size=100');
  await expect(app.loggers.rows).toHaveCount(60);
  await page.emulateMedia({ media: 'print' });
  expect(await buttons(page)).toEqual([]);
  expect(await cut(page)).toEqual([]);
  await expect(app.loggers.rows.filter({ visible: true })).toHaveCount(60);
  const region = page.getByRole('region', { name: 'Flow log loggers', exact: true });
  const [frame, last] = [(await region.boundingBox())!, (await app.loggers.rows.last().boundingBox())!];
  expect(last.y + last.height).toBeLessThanOrEqual(frame.y + frame.height + 1);
  await expect(app.loggersHeading).toBeVisible();
});

test('a printed list says which of its rows it has, and each page has its head', async ({ app, admin, page }) => {
  await admin.reset(40);
  await app.toLoggers('#/loggers?size=30');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('1–30 of 40', { exact: true })).toBeVisible();
  // A browser repeats a head without buttons; the words come from the style sheet.
  const words = await page
    .getByRole('columnheader')
    .filter({ visible: true })
    .evaluateAll((all) => all.map((head) => getComputedStyle(head, '::before').content));
  expect(words.slice(0, 3)).toEqual(['"Name"', '"Status"', '"Target type"']);
});

test('a logger in error prints no empty fields', async ({ app, page, service }) => {
  const { id } = await service.one((one) => one.error_type === 'OBSConfigurationError');
  await app.connect(`#/loggers/${id}`);
  await expect(page.getByRole('textbox').first()).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  expect(await buttons(page)).toEqual([]);
});

test("a logger's page prints whole values", async ({ app, page, service }) => {
  const { id, storage_url } = await service.working();
  await app.connect(`#/loggers/${id}`);
  await expect(app.button('Edit')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  expect(await buttons(page)).toEqual([]);
  expect(await cut(page)).toEqual([]);
  const shown = page.getByRole('definition').filter({ hasText: storage_url.slice(0, 40) });
  await expect(shown.filter({ visible: true }).first()).toBeVisible();
  expect(await shown.first().innerText()).toContain(storage_url);
});

test('what is dark on the screen is dark on white on paper', async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.toLoggers();
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  const ground = await page.evaluate(() => {
    const root = document.querySelector('flowlog-console')!.shadowRoot!;
    return getComputedStyle(root.querySelector('.flc')!).backgroundColor;
  });
  expect(ground).toBe('rgb(255, 255, 255)');
});
