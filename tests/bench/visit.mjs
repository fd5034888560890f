// One visit of one of the two pages by a new visitor: nothing is cached. Returns what was measured.
import { readFileSync } from "node:fs";

const script = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const PROBE = script("eyes.js") + script("probe.js");

/** A phone or an old laptop on a mobile network: milliseconds, bytes a second, and how many times slower the processor. */
const SLOW = { latency: 60, throughput: 9_000_000 / 8, processor: 4 };
/** How long nothing may be under way on the network until a page is idle. */
const IDLE_MS = 1500;
const LIMIT_MS = 120_000;
/** What is typed into the filter, key by key. */
const TYPED = "prod-web";

/** Adds up what the network brings, by the browser's own count: headers and bodies as they were sent. */
class Traffic {
  #requests = new Map();
  #start = null;
  #last = Date.now();

  constructor(session, origin) {
    session.on("Network.requestWillBeSent", ({ requestId, request, timestamp }) => {
      this.#start ??= timestamp;
      this.#last = Date.now();
      this.#requests.set(requestId, { path: request.url.replace(origin, ""), end: null, bytes: 0, encoding: "" });
    });
    session.on("Network.responseReceived", ({ requestId, response }) => {
      const request = this.#requests.get(requestId);
      if (request) Object.assign(request, { status: response.status, encoding: response.headers["Content-Encoding"] });
    });
    session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
      this.#end(requestId, { end: timestamp, bytes: encodedDataLength });
    });
    session.on("Network.loadingFailed", ({ requestId, timestamp, errorText }) => {
      this.#end(requestId, { end: timestamp, failure: errorText });
    });
  }

  #end(id, what) {
    this.#last = Date.now();
    const request = this.#requests.get(id);
    if (request) Object.assign(request, what);
  }

  async idle() {
    const limit = Date.now() + LIMIT_MS;
    const isIdle = () => [...this.#requests.values()].every(({ end }) => end !== null) && Date.now() - this.#last > IDLE_MS;
    while (!isIdle()) {
      if (Date.now() > limit) throw new Error(`the network is not idle: ${this.#open().join(", ")}`);
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  #open() {
    return [...this.#requests.values()].filter(({ end }) => end === null).map(({ path }) => path);
  }

  /** The bytes of what came whole until then: the site's own files, or the service's answers. */
  bytes(ofService, milliseconds = Infinity) {
    const until = this.#start + milliseconds / 1000;
    const counts = ({ path, end }) => path.startsWith("/v2.0/") === ofService && end <= until;
    return [...this.#requests.values()].filter(counts).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What should not have happened. */
  faults() {
    const requests = [...this.#requests.values()].filter(({ path }) => path.startsWith("/"));
    const bad = requests.filter(({ status, failure }) => failure || status >= 400);
    const plain = requests.filter(({ path, encoding }) => /\.(js|css|wasm)$/.test(path) && encoding !== "br");
    return [
      ...bad.map(({ path, status, failure }) => `${path}: ${failure ?? status}`),
      ...plain.map(({ path }) => `${path}: not in brotli`),
    ];
  }
}

/** Fails with `what` when the promise takes too long: a page that hangs must not hang the benchmark. */
async function within(promise, what, milliseconds = LIMIT_MS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A page in the hands of a visitor. */
class Visitor {
  constructor(page, slowed) {
    this.page = page;
    // Within this time after its last change a page is still taken to be at it.
    this.quiet = slowed ? 600 : 300;
    this.table = page.getByRole("table", { name: /^Flow log loggers/ });
    this.filter = page.getByRole("combobox", { name: "Filter loggers" });
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** How long it took until all that the action changed was painted. */
  async time(what, type, action) {
    await this.page.evaluate(([type, quiet, limit]) => bench.expect(type, quiet, limit), [type, this.quiet, LIMIT_MS]);
    const acted = action();
    const measured = this.page.evaluate(() => bench.done());
    const [milliseconds] = await within(Promise.all([measured, acted]), what, LIMIT_MS + 10_000);
    if (milliseconds === null) throw new Error(`${what} changed nothing on the page`);
    return milliseconds;
  }

  press(key) {
    return this.time(`the key ${key} in the filter`, "keydown", () => this.page.keyboard.press(key));
  }

  click(what, locator) {
    return this.time(what, "click", () => locator.click({ timeout: 30_000 }));
  }
}

/** Types into the filter, with the milliseconds of each key. */
async function type(visitor, few) {
  const times = [];
  await visitor.filter.click();
  for (const key of few ? TYPED.slice(0, 4) : TYPED) times.push(await visitor.press(key));
  return times;
}

/** What a person does in the table, each with its milliseconds. `few` does less of it. */
async function useTable(visitor, few) {
  const found = { key: await type(visitor, few), filter: [], sort: [], page: [], selectAll: [] };
  found.filter.push(await visitor.press("Enter"));
  await visitor.click("Clear filter", visitor.button("Clear filter"));
  const times = few ? 1 : 2;
  const sort = visitor.table.getByRole("columnheader", { name: /^Interval/ }).getByRole("button").first();
  for (let at = 0; at < times; at += 1) found.sort.push(await visitor.click("sorting by Interval", sort));
  for (let at = 0; at < times; at += 1) found.page.push(await visitor.click("Next page", visitor.button("Next page")));
  const every = visitor.table.getByRole("columnheader").getByRole("checkbox").first();
  for (let at = 0; at < times; at += 1) found.selectAll.push(await visitor.click("selecting the page", every));
  return found;
}

async function openWizard(visitor) {
  const create = visitor.page.getByRole("link", { name: "Create logger" }).or(visitor.button("Create logger"));
  const milliseconds = await visitor.click("Create logger", create.first());
  await visitor.page.getByRole("textbox", { name: "Name", exact: true }).waitFor({ timeout: 10_000 });
  return milliseconds;
}

/** Bytes of JavaScript objects that are in use, and of all WebAssembly memories. */
async function memory(session, page) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return { heap: [usedSize], wasm: [await page.evaluate(() => bench.wasmMemory())] };
}

/** What a visitor does: `used` is to work with the table, `typed` only with its filter, `few` with less of either. */
export async function visit(browser, address, { slowed, used, typed, few, wizard }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US", timezoneId: "UTC" });
  const said = [];
  let traffic;
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => said.push(error.message));
    const broken = new Promise((_, reject) => {
      page.on("pageerror", reject);
      page.on("response", (answer) => answer.ok() || reject(new Error(`${answer.url()} answered ${answer.status()}`)));
    });
    broken.catch(() => {});
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    await page.addInitScript(PROBE);
    const session = await context.newCDPSession(page);
    // Bodies that the protocol keeps for a reader would weigh on the page.
    await session.send("Network.enable", { maxTotalBufferSize: 1, maxResourceBufferSize: 1 });
    traffic = new Traffic(session, new URL(address).origin);
    if (slowed) {
      const { latency, throughput, processor } = SLOW;
      const line = { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput };
      await session.send("Network.emulateNetworkConditions", line);
      await session.send("Emulation.setCPUThrottlingRate", { rate: processor });
    }
    await page.goto(address, { waitUntil: "commit", timeout: LIMIT_MS });
    const firstRow = await within(Promise.race([page.evaluate(() => bench.firstRow), broken]), "the first row");
    await traffic.idle();
    const list = await page.evaluate(() => bench.list());
    const found = {
      firstRow: [firstRow],
      asked: [list.asked],
      drawn: [firstRow - list.answered],
      bytesFirst: [traffic.bytes(false, firstRow)],
      bytesIdle: [traffic.bytes(false)],
      service: [traffic.bytes(true)],
    };
    Object.assign(found, await within(memory(session, page), "counting the memory"));
    const visitor = new Visitor(page, slowed);
    if (used) Object.assign(found, await useTable(visitor, few));
    if (typed) found.key = await type(visitor, few);
    if (wizard) found.wizard = [await openWizard(visitor)];
    const faults = [...traffic.faults(), ...said];
    if (faults.length > 0) throw new Error(`the page works, but: ${faults.join("; ")}`);
    return found;
  } catch (error) {
    const faults = [...(traffic?.faults() ?? []), ...said].filter((fault) => !error.message.includes(fault));
    throw new Error([error.message, ...faults].join("; "), { cause: error });
  } finally {
    await context.close();
  }
}
