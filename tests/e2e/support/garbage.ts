import type { Page } from '@playwright/test';

// What a page keeps, once everything that nobody needs has gone.

export interface Held {
  nodes: number;
  listeners: number;
  heap: number;
  /** Pages of 64 KiB, of all memories that were made. */
  wasmPages: number;
}

interface InPage {
  memories: Set<WebAssembly.Memory>;
}

declare const window: Window & typeof globalThis & InPage;

/** Has the page keep the memory of each instance of a wasm. */
export async function keepMemories(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.memories = new Set();
    const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (...given: unknown[]) => Promise<unknown>;
    WebAssembly.instantiate = (async (...given: unknown[]) => {
      const made = (await instantiate(...given)) as WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;
      const { exports } = 'instance' in made ? made.instance : made;
      for (const one of Object.values(exports)) if (one instanceof WebAssembly.Memory) window.memories.add(one);
      return made;
    }) as typeof WebAssembly.instantiate;
  });
}

/** Has the browser collect garbage, which frees the closures of listeners as well. */
export async function collect(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('HeapProfiler.collectGarbage');
  await browser.detach();
}

/** What is left when collecting frees nothing any more: what a finaliser lets go is collected by the next round, and a
 * timer that nobody waits for ends by itself. */
export async function held(page: Page): Promise<Held> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Performance.enable');
  const measure = async () => {
    await browser.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    const { metrics } = await browser.send('Performance.getMetrics');
    return (name: string) => metrics.find((metric) => metric.name === name)!.value;
  };
  let of = await measure();
  for (let same = 0, turn = 0; same < 3 && turn < 40; turn += 1) {
    const next = await measure();
    same = next('Nodes') === of('Nodes') && next('JSEventListeners') === of('JSEventListeners') ? same + 1 : 0;
    of = next;
  }
  await browser.detach();
  const wasmPages = await page.evaluate(() =>
    [...window.memories].reduce((sum, memory) => sum + memory.buffer.byteLength / 65_536, 0),
  );
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize'), wasmPages };
}
