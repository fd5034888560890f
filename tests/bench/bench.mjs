// Measures the console beside its peer and prints a table; `cargo xtask bench` starts it with all that it needs.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { CHROMIUM_FLAGS } from "../e2e/support/chromium.mjs";
import { startEmulator } from "./emulator.mjs";
import { record, report } from "./report.mjs";
import { readSites, serve } from "./server.mjs";
import { visit } from "./visit.mjs";

const PAGES = { console: "/console/", peer: "/peer/", every: "/peer/?every-suggestion" };
const SIDES = ["console", "peer"];
const SIZES = [100, 1_000, 10_000];
const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, runs: { type: "string" }, gzip: { type: "boolean" }, record: { type: "boolean" } },
});
const { FLOWLOG_DIST, FLOWLOG_EMULATOR, CHROMIUM } = process.env;
const folder = (name) => fileURLToPath(new URL(name, import.meta.url));
const say = (line) => process.stderr.write(`${line}\n`);

const count = options.runs ? Number(options.runs) : options.quick ? 2 : 10;
if (!Number.isInteger(count) || count < 1) throw new Error("--runs takes a number of at least 1");

/** What is visited: which pages, with how many loggers, on what line, and what is done there. */
function plan() {
  const quick = Boolean(options.quick);
  const cases = SIZES.flatMap((loggers) => [false, true].map((slowed) => ({ loggers, slowed })));
  // Without the processor's and the network's slowness large lists say the same of the two pages, only smaller.
  const chosen = cases.filter(({ loggers, slowed }) => !quick || slowed || loggers === 100);
  const steps = chosen.map(({ loggers, slowed }) => {
    const used = loggers !== 1_000 && (slowed || !quick);
    return { sides: SIDES, loggers, slowed, used, few: quick, runs: count };
  });
  const every = { sides: ["every"], loggers: 10_000, slowed: true, typed: true, runs: count };
  return quick ? steps : [...steps, every];
}

/** A page that fails this often in one step is not visited again there. */
const MOST_FAILURES = 2;

async function measure(browser, origin, step, results) {
  const { loggers, slowed, runs } = step;
  const failures = { console: 0, peer: 0, every: 0 };
  for (let run = 0; run < runs; run += 1) {
    // Whoever is second may find a warmer machine.
    for (const side of run % 2 === 0 ? step.sides : step.sides.toReversed()) {
      if (failures[side] === MOST_FAILURES) continue;
      const words = `${loggers.toLocaleString("en")} loggers${slowed ? ", slowed" : ""}, run ${run + 1} of ${runs}, ${side}`;
      try {
        const wizard = step.used && side === "console";
        const found = await visit(browser, origin + PAGES[side], { ...step, wizard });
        for (const [name, values] of Object.entries(found)) results.add(side, loggers, slowed, name, values);
        say(`  ${words}: first row ${Math.round(found.firstRow[0])} ms`);
      } catch (error) {
        failures[side] += 1;
        results.failures.push(`${words}: ${error.message}`);
        say(`  ${results.failures.at(-1)}`);
      }
    }
  }
}

/** Every value by side, number of loggers, line and name. */
class Results {
  #values = new Map();
  failures = [];

  add(side, loggers, slowed, name, values) {
    const key = [side, loggers, slowed, name].join();
    this.#values.set(key, [...(this.#values.get(key) ?? []), ...values]);
  }

  get(side, loggers, slowed, name) {
    return this.#values.get([side, loggers, slowed, name].join()) ?? [];
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

const start = Date.now();
const steps = plan();
const files = readSites({ "/console/": folder("console/"), "/site/": `${FLOWLOG_DIST}/`, "/peer/": folder("peer/dist/") });
const results = new Results();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  // A window that is not in front draws as often as one that is.
  args: CHROMIUM_FLAGS,
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
});
const version = browser.version();
try {
  for (const loggers of SIZES) {
    const emulator = await startEmulator(FLOWLOG_EMULATOR, loggers);
    const server = await serve(files, emulator, options.gzip);
    try {
      // The first visit of each page fills the server's memory and the system's caches; it does not count.
      for (const side of SIDES) await visit(browser, server.origin + PAGES[side], {}).catch(() => {});
      for (const step of steps.filter((step) => step.loggers === loggers)) await measure(browser, server.origin, step, results);
    } finally {
      await server.stop();
      await emulator.stop();
    }
  }
} finally {
  await browser.close();
}
const how = `${count} runs${options.quick ? " (quick)" : ""}${options.gzip ? ", the service's answers in gzip" : ""}`;
const table = report(results, how, version);
process.stdout.write(`${table}\n`);
for (const failure of results.failures) say(`failed: ${failure}`);
say(`measured in ${Math.round((Date.now() - start) / 1000)} s`);
if (options.record) record(table);
process.exit(results.failures.length > 0 ? 1 : 0);
