import type { Page } from '@playwright/test';
import { Explorer, SMALL } from '../support/explorer.ts';
import { collect, held, keepMemories, type Held } from '../support/garbage.ts';
import { expect, test } from '../support/test.ts';

// An element that is removed leaves nothing behind: what a page holds after many mounts is what it held after 50.

const ID = '432ec5a7-5337-48b6-a267-78dbae27025f';
const WARM = 50;

/** What is mounted how often, and what it shows when it stands with its content. */
const ELEMENTS = [
  { name: 'flowlog-console', mounts: 1_000, shows: 'tbody a' },
  { name: 'flowlog-logger-table', mounts: 1_000, shows: 'tbody a' },
  { name: 'flowlog-logger', mounts: 300, shows: '[role=tab]', loggerId: ID },
  { name: 'flowlog-create-wizard', mounts: 300, shows: 'form input', loggerId: ID },
  { name: 'flowlog-port-table', mounts: 300, shows: 'tbody a', loggerId: ID },
] as const;

type Kind = (typeof ELEMENTS)[number];

/** Places an element, waits for its content, removes it, and does so again. */
function cycle(page: Page, kind: Kind, times: number): Promise<void> {
  return page.evaluate(
    async ([{ name, shows, ...about }, times, id]) => {
      const logger = {
        id,
        name: 'web',
        status: 'ACTIVE',
        resource_type: 'PORT',
        resource_id: '045e204c-4624-4b68-ac8a-7375989d3b79',
      };
      const port = { id: 'c6c41ffb-1c68-4e3b-a6c1-0c58f1ad0a1a', logger_id: id, port_id: logger.resource_id, network_id: id };
      const lists = JSON.stringify({
        flowlog_loggers: [logger],
        flowlog_logging_ports: [port],
        ports: [],
        vpcs: [],
        vpcsubnets: [],
      });
      const one = JSON.stringify({ flowlog_logger: logger });
      const fetcher = async (asked: Request | string) => {
        const { pathname } = new URL(typeof asked === 'string' ? asked : asked.url, location.href);
        const body = pathname.endsWith(`/flowlog-loggers/${id}`) ? one : lists;
        return new Response(body, { headers: { 'content-type': 'application/json' } });
      };
      const next = () => new Promise<void>((done) => setTimeout(done));
      for (let at = 0; at < times; at += 1) {
        const placed = document.createElement(name) as HTMLElement & { whenReady: Promise<unknown> };
        if ('loggerId' in about) placed.setAttribute('logger-id', about.loggerId);
        Object.assign(placed, {
          config: { regions: [{ id: 'KR1', network: location.origin }] },
          tokenProvider: () => 'a-token',
          fetcher,
        });
        document.body.append(placed);
        await placed.whenReady;
        const latest = Date.now() + 60_000;
        while (!placed.shadowRoot!.querySelector(shows)) {
          if (Date.now() > latest) throw new Error(`mount ${at} shows no ${shows}: ${placed.shadowRoot!.textContent}`);
          await next();
        }
        placed.remove();
        // It leaves in a task of its own.
        while (placed.shadowRoot!.hasChildNodes()) await next();
        await next();
      }
    },
    [kind, times, ID] as const,
  );
}

for (const kind of ELEMENTS) {
  test(`${kind.mounts} times <${kind.name}>`, async ({ app, page }, info) => {
    test.setTimeout(900_000);
    await keepMemories(page);
    await app.open();
    await page.evaluate(async () => {
      document.querySelector('flowlog-console')!.remove();
      const entry = './flowlog-console.js';
      await import(new URL(entry, document.baseURI).href);
    });
    await cycle(page, kind, WARM);
    const before = await held(page);
    for (let done = WARM; done < kind.mounts; done += WARM) {
      await cycle(page, kind, WARM);
      await collect(page);
    }
    const after = await held(page);
    const more = (key: keyof Held) => after[key] - before[key];
    const each = (key: keyof Held) => more(key) / (kind.mounts - WARM);
    const words = `a mount keeps ${each('nodes')} nodes, ${each('listeners')} listeners, ${each('heap').toFixed(0)} bytes of heap; all of them ${more('wasmPages')} pages of wasm memory`;
    info.annotations.push({ type: 'kept', description: words });
    console.log(`${kind.name}: ${words}`);
    expect(before.wasmPages).toBeGreaterThan(0);
    expect(each('nodes'), words).toBeLessThan(0.02);
    expect(each('listeners'), words).toBeLessThan(0.02);
    // The engine compiles what runs often anew and keeps that, which counts as well.
    expect(more('heap'), words).toBeLessThan(400_000);
    // Memory comes in pages; one that was nearly full may have become so.
    expect(more('wasmPages'), words).toBeLessThanOrEqual(1);
  });
}

interface ExplorerElement extends HTMLElement {
  open(files: File[]): Promise<void>;
}

/** Opens a file in an explorer, reads a raw line, saves the records and removes the explorer. */
async function explore(page: Page, times: number): Promise<void> {
  const element = page.locator('flowlog-explorer');
  const explorer = new Explorer(page, element);
  for (let at = 0; at < times; at += 1) {
    await page.evaluate(() => {
      const config = { regions: [{ id: 'KR1', network: location.origin }] };
      document.body.append(Object.assign(document.createElement('flowlog-explorer'), { config }));
    });
    // Not by the field for files, whose part of the page the driver keeps.
    await element.evaluate((one, text) => (one as ExplorerElement).open([new File([text], 'flows.csv')]), SMALL);
    await explorer.expectRecords();
    await explorer.records.getByRole('row').nth(1).getByRole('cell').last().click();
    await explorer.record.getByRole('button', { name: 'Show the raw line', exact: true }).click();
    await expect(explorer.record).toContainText(/\d{10},\d{10},if-1,/);
    await explorer.export('CSV');
    await element.evaluate(async (gone) => {
      gone.remove();
      // It leaves in a task of its own.
      while (gone.shadowRoot!.hasChildNodes()) await new Promise((done) => setTimeout(done));
    });
  }
}

/** Object URLs of a page. */
declare const saved: { made: number; revoked: number };

test('an explorer that is closed ends its worker and gives everything back', async ({ app, page }, info) => {
  test.setTimeout(300_000);
  await keepMemories(page);
  await page.addInitScript(() => {
    const saved = { made: 0, revoked: 0 };
    const [make, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
    URL.createObjectURL = (object) => {
      saved.made += 1;
      return make(object);
    };
    URL.revokeObjectURL = (url) => {
      saved.revoked += 1;
      revoke(url);
    };
    Object.assign(window, { saved });
  });
  await app.open();
  await page.evaluate(async () => {
    document.querySelector('flowlog-console')!.remove();
    const entry = './flowlog-console.js';
    await import(new URL(entry, document.baseURI).href);
  });
  const workers: unknown[] = [];
  page.on('worker', (worker) => workers.push(worker));
  await explore(page, 1);
  const first = await held(page);
  await explore(page, 9);
  const last = await held(page);
  expect(workers).toHaveLength(10);
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await page.evaluate(() => saved)).toEqual({ made: 10, revoked: 10 });
  const more = (key: keyof Held) => last[key] - first[key];
  const words = `nine more explorers keep ${more('nodes')} nodes, ${more('listeners')} listeners, ${more('heap')} bytes of heap (${first.heap} after the first), ${more('wasmPages')} pages of wasm memory (${first.wasmPages})`;
  info.annotations.push({ type: 'kept', description: words });
  console.log(words);
  expect(more('nodes'), words).toBeLessThan(9);
  expect(more('listeners'), words).toBeLessThan(9);
  expect(more('wasmPages'), words).toBeLessThanOrEqual(1);
});
