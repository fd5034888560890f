import type { Locator } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { Explorer, SMALL } from '../support/explorer.ts';
import { PartsPage } from '../support/parts.ts';
import { expect, test } from '../support/test.ts';

// <flowlog-explorer> in a page of somebody else.

interface ExplorerElement extends HTMLElement {
  open(files: unknown): Promise<void>;
}

test('a page hands over a file, and hears what was read and asked', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place('<h1>Portal</h1><flowlog-explorer config-url="./config.json" data-bare></flowlog-explorer>');
  await page.evaluate((text) => {
    const heard = (window as unknown as { heard: unknown[] }).heard;
    for (const name of ['opened', 'question']) {
      addEventListener(`flowlog-${name}`, (event) => heard.push({ name, detail: (event as CustomEvent).detail }));
    }
    return document.querySelector<ExplorerElement>('flowlog-explorer')!.open([new File([text], 'flows.csv')]);
  }, SMALL);
  const explorer = new Explorer(page, portal.element('explorer'));
  await explorer.expectRecords();
  expect(await explorer.count('Flows')).toBe(8);
  await expect.poll(() => portal.heard('opened')).toMatchObject([
    { detail: { files: 1, bytes: SMALL.length, records: 8, unreadable: 0 } },
  ]);
  await explorer.filterBy('port = 443');
  await expect.poll(async () => (await portal.heard('question')).map(({ detail }) => detail.route)).toContainEqual(
    expect.stringMatching(/^\/logs\?.*filter=port/),
  );
  await axe(page);
});

test('a file of an iframe of the page is a file', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place('<h1>Portal</h1><flowlog-explorer config-url="./config.json" data-bare></flowlog-explorer>');
  await page.evaluate((text) => {
    const frame = document.createElement('iframe');
    frame.title = 'Another window';
    document.body.append(frame);
    const other = frame.contentWindow as unknown as typeof globalThis;
    return document.querySelector<ExplorerElement>('flowlog-explorer')!.open([new other.File([text], 'flows.csv')]);
  }, SMALL);
  const explorer = new Explorer(page, portal.element('explorer'));
  await explorer.expectRecords();
  expect(await explorer.count('Flows')).toBe(8);
});

test('what is no file is an error, and an address of another origin is refused in words', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  await portal.place('<h1>Portal</h1><flowlog-explorer config-url="./config.json" data-bare></flowlog-explorer>');
  const open = (files: unknown) =>
    page.evaluate(
      (files) =>
        document
          .querySelector<ExplorerElement>('flowlog-explorer')!
          .open(files)
          .then(
            () => 'opened',
            (error: Error) => error.name,
          ),
      files,
    );
  expect(await open([{ url: 'https://files.example/flows.csv' }])).toBe('TypeError');
  expect(await open([{ name: 'flows.csv', url: 'https://files.example/flows.csv' }])).toBe('opened');
  const explorer = portal.element('explorer');
  await expect(explorer.getByText('The configuration does not name the origin of this address').first()).toBeVisible();
});

test('with logger-id it shows the logs of the logger', async ({ app, page, service }) => {
  const logger = await service.one(({ name }) => name === 'web-prod-denied');
  const portal = new PartsPage(page, app);
  await portal.place(
    `<h1>Portal</h1><flowlog-explorer config-url="./config.json" logger-id="${logger.id}"></flowlog-explorer>`,
  );
  const explorer = new Explorer(page, portal.element('explorer'));
  await explorer.expectRecords();
  expect(await explorer.count('Flows')).toBeGreaterThan(0);
});

test('two in one page have records, questions and workers of their own', async ({ app, page }) => {
  const portal = new PartsPage(page, app);
  const one = (id: string) =>
    `<section aria-label="${id}"><h2>${id}</h2><flowlog-explorer config-url="./config.json" data-bare></flowlog-explorer></section>`;
  await portal.place(`<h1>Portal</h1>${one('left')}${one('right')}`);
  const [left, right] = ['left', 'right'].map((name) => page.getByRole('region', { name, exact: true }));
  const open = (within: Locator, text: string) =>
    within
      .locator('flowlog-explorer')
      .evaluate((element, text) => (element as unknown as ExplorerElement).open([new File([text], 'flows.csv')]), text);
  await open(left!, SMALL);
  await open(right!, SMALL.split('\n').slice(0, 4).join('\n'));
  const [first, second] = [new Explorer(page, left!), new Explorer(page, right!)];
  await first.expectRecords();
  await second.expectRecords();
  await expect(first.total('Flows')).toHaveText('8');
  await expect(second.total('Flows')).toHaveText('3');
  expect(page.workers()).toHaveLength(2);
  await first.filterBy('port = 53');
  await expect(first.total('Flows')).toHaveText('1');
  await second.filterBy('action = DROP');
  await expect(second.total('Flows')).toHaveText('1');
  await expect(first.total('Flows')).toHaveText('1');
  await expect(second.chip('port = 53')).toHaveCount(0);
  await left!.evaluate((section) => section.remove());
  await expect.poll(() => page.workers().length).toBe(1);
  await second.chip('action = DROP').click();
  await expect(second.total('Flows')).toHaveText('3');
});
