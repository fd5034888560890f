import type { Page } from '@playwright/test';
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
