import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

// An element that is removed leaves nothing behind: what a page holds after 1,000 mounts is what it held after 50.

interface Held {
  nodes: number;
  listeners: number;
  heapKb: number;
  wasmKb: number;
}

const MOUNTS = 1_000;
const WARM = 50;

/** Places an element, waits for its rows, removes it, and does so again. */
function cycle(page: Page, element: string, times: number): Promise<void> {
  return page.evaluate(
    async ([name, times]) => {
      const answer = { flowlog_loggers: [], flowlog_logging_ports: [], ports: [], vpcs: [], vpcsubnets: [] };
      const row = {
        id: '432ec5a7-5337-48b6-a267-78dbae27025f',
        name: 'web',
        status: 'ACTIVE',
        resource_type: 'PORT',
        resource_id: '045e204c-4624-4b68-ac8a-7375989d3b79',
      };
      const body = JSON.stringify({ ...answer, flowlog_loggers: [row] });
      const next = () => new Promise<void>((done) => setTimeout(done));
      for (let at = 0; at < times; at += 1) {
        const placed = document.createElement(name) as HTMLElement & { whenReady: Promise<unknown> };
        Object.assign(placed, {
          config: { regions: [{ id: 'KR1', network: location.origin }] },
          tokenProvider: () => 'a-token',
          fetcher: async () => new Response(body, { headers: { 'content-type': 'application/json' } }),
        });
        document.body.append(placed);
        await placed.whenReady;
        for (let turn = 0; turn < 50 && !placed.shadowRoot!.querySelector('tbody a'); turn += 1) await next();
        if (!placed.shadowRoot!.querySelector('tbody a')) throw new Error(`no row in mount ${at}`);
        placed.remove();
        await next();
        await next();
      }
    },
    [element, times] as const,
  );
}

async function held(page: Page): Promise<Held> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Performance.enable');
  // Timers that nobody waits for any more end by themselves.
  await page.waitForTimeout(1_000);
  // More than once: what a finaliser lets go is collected by the next one.
  for (let turn = 0; turn < 3; turn += 1) {
    await browser.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(100);
  }
  const { metrics } = await browser.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  await browser.detach();
  const wasmKb = await page.evaluate(() =>
    (window as unknown as { memories: WebAssembly.Memory[] }).memories.reduce(
      (sum, memory) => sum + memory.buffer.byteLength / 1024,
      0,
    ),
  );
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heapKb: of('JSHeapUsedSize') / 1024, wasmKb };
}

for (const element of ['flowlog-console', 'flowlog-logger-table']) {
  test(`${MOUNTS} times <${element}>`, async ({ app, page }, info) => {
    test.setTimeout(300_000);
    await page.addInitScript(() => {
      const memories = new Set<WebAssembly.Memory>();
      Object.assign(window, { memories: [] });
      const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (...given: unknown[]) => Promise<unknown>;
      WebAssembly.instantiate = (async (...given: unknown[]) => {
        const made = (await instantiate(...given)) as WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;
        const { exports } = 'instance' in made ? made.instance : made;
        for (const one of Object.values(exports)) if (one instanceof WebAssembly.Memory) memories.add(one);
        Object.assign(window, { memories: [...memories] });
        return made;
      }) as typeof WebAssembly.instantiate;
    });
    await app.open();
    await page.evaluate(async () => {
      document.querySelector('flowlog-console')!.remove();
      const entry = './flowlog-console.js';
      await import(new URL(entry, document.baseURI).href);
    });
    await cycle(page, element, WARM);
    const before = await held(page);
    // A browser frees the closures of listeners when it collects garbage, which a test has to ask it for.
    const browser = await page.context().newCDPSession(page);
    for (let done = WARM; done < MOUNTS; done += WARM) {
      await cycle(page, element, WARM);
      await browser.send('HeapProfiler.collectGarbage');
    }
    const after = await held(page);
    const each = (key: keyof Held) => (after[key] - before[key]) / (MOUNTS - WARM);
    const words = `a mount keeps ${each('nodes')} nodes, ${each('listeners')} listeners, ${(each('heapKb') * 1024).toFixed(0)} bytes of heap, ${each('wasmKb') * 1024} bytes of wasm memory`;
    info.annotations.push({ type: 'kept', description: words });
    console.log(`${element}: ${words}`);
    expect(before.wasmKb).toBeGreaterThan(0);
    expect(each('nodes'), words).toBeLessThan(0.02);
    expect(each('listeners'), words).toBeLessThan(0.02);
    // The engine compiles what runs often anew and keeps that, which counts as well.
    expect(each('heapKb') * 1024, words).toBeLessThan(400);
    expect(each('wasmKb'), words).toBe(0);
  });
}
