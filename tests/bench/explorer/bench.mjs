// Measures the log explorer beside other readers of log files and prints a table; `cargo xtask bench --explorer` starts
// it with all that it needs.
import { readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { record } from "../report.mjs";
import { Browser } from "./browser.mjs";
import { Native } from "./native.mjs";
import { report } from "./report.mjs";
import { serve } from "./server.mjs";
import { csv, firstScreen, load, oneList } from "./sql.mjs";

const SIZES = [100_000, 500_000, 1_000_000, 5_000_000];
const THREADS = availableParallelism();
const [USUAL, MANY, MOST] = [500_000, 1_000_000, 5_000_000];
/** Filters as the console and as SQL have them. */
const FILTERS = { few: "action = DROP", many: "port = 443" };
const WHERE = { "action = DROP": "filter = 'DROP'", "port = 443": "src_port = 443 OR dst_port = 443", "": "true" };
const QUESTIONS = JSON.parse(readFileSync(new URL("../../../engine/examples/speed/first_screen.json", import.meta.url), "utf8"));

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, runs: { type: "string" }, record: { type: "boolean" } },
});
const runs = options.runs ? Number(options.runs) : options.quick ? 2 : 5;
if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a number of at least 1");
const say = (line) => process.stderr.write(`${line}\n`);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

const results = new Map();
const add = (name, ...values) => results.set(name, [...(results.get(name) ?? []), ...values]);
const adding = (found, names) => {
  for (const [name, as] of Object.entries(names)) add(as, ...found[name]);
};

async function repeat(what, times, measure) {
  for (let run = 0; run < times; run += 1) {
    say(`  ${what}, run ${run + 1} of ${times}`);
    await measure();
  }
}

function natively(native) {
  for (const size of SIZES) {
    const { ms, bytes } = native.engine(`${size}.csv`, size === MOST ? 1 : runs);
    say(`  the engine natively, ${size} records`);
    add(`native grown ${size}`, ...ms.read);
    if (size === USUAL) {
      add("bytes", bytes);
      add("native csv", ...ms.read);
      add("native first", ...ms.read.map((read, run) => read + ms.ask[run]));
    }
    if (size !== MANY) continue;
    for (const filter of Object.keys(WHERE)) add(`native ask ${filter}`, ...ms[filter ? `ask, ${filter}` : "ask"]);
  }
  say("  DuckDB natively");
  const of = (name, threads, filters) => native.duckdb(name, threads, runs, filters);
  adding(of(`${USUAL}.csv`, 1, {}), { read: "native duckdb 1 csv" });
  adding(of(`${USUAL}.csv`, THREADS, {}), { read: "native duckdb csv", straight: "native duckdb straight" });
  const names = Object.keys(WHERE).map((filter) => [filter, `native duckdb ${filter}`]);
  adding(of(`${MANY}.csv`, THREADS, WHERE), Object.fromEntries(names));
}

async function inBrowser(browser, native) {
  const [usual, gzip, parquet] = ["csv", "csv.gz", "parquet"].map((end) => `${USUAL}.${end}`);
  await repeat("500,000 records", runs, async () => {
    adding(await browser.ours(usual, QUESTIONS), { read: "csv", first: "first" });
    adding(await browser.duckdbTable(usual, load(csv("log.csv"))), { read: "duckdb csv" });
    add("duckdb straight", await browser.duckdbStraight(usual, oneList(csv("log.csv"))));
    add("papaparse", await browser.counted("papaparse", usual, USUAL));
    adding(await browser.ours(gzip, QUESTIONS), { read: "gzip" });
    add("inflate", await browser.counted("inflate", gzip, native.bytes(usual)));
    adding(await browser.ours(parquet, QUESTIONS), { read: "parquet" });
    add("hyparquet", await browser.counted("hyparquet", parquet, USUAL));
  });
  // One file, asked several times.
  const filters = Object.keys(WHERE);
  const asked = await browser.ours(`${MANY}.csv`, QUESTIONS, filters, runs);
  adding(asked, Object.fromEntries(filters.map((filter) => [filter, `ask ${filter}`])));
  add("wasm", asked.memory[0] / MANY);
  const lists = Object.fromEntries(filters.map((filter) => [filter, firstScreen(WHERE[filter])]));
  const table = await browser.duckdbTable(`${MANY}.csv`, load(csv("log.csv")), lists, runs);
  adding(table, Object.fromEntries(filters.map((filter) => [filter, `duckdb ${filter}`])));
  await repeat("the page", runs, async () => {
    const { first, all, longest } = await browser.page(usual, []);
    add("page first", first);
    add("page all", all);
    add("longest", longest);
    const { filters, without } = await browser.page(`${MANY}.csv`, Object.values(FILTERS));
    for (const [filter, milliseconds] of Object.entries(filters)) add(`page ${filter}`, milliseconds);
    add("page without", ...without);
    const slow = await browser.slow(usual);
    add("slow first", slow.first);
    add("slow last", slow.last);
  });
  for (const size of SIZES) {
    await repeat(`${size} records`, size === MOST && options.quick ? 1 : runs, async () => {
      adding(await browser.ours(`${size}.csv`, QUESTIONS), { read: `grown ${size}` });
    });
  }
}

const start = Date.now();
const { CHROMIUM, FLOWLOG_DIST, FLOWLOG_DATA } = process.env;
const native = new Native(process.env);
for (const size of SIZES) {
  say(`  writing ${size} records`);
  await native.write(size, size === USUAL);
}
natively(native);
const server = await serve(FLOWLOG_DIST, FLOWLOG_DATA);
const browser = await Browser.launch(CHROMIUM, server, native);
const { version } = browser;
try {
  await inBrowser(browser, native);
} finally {
  await browser.close();
  await server.stop();
}
const megabytes = ["csv", "csv.gz", "parquet"].map((end) => (native.bytes(`${USUAL}.${end}`) / 1e6).toFixed(1));
const how = [
  `${runs} runs${options.quick ? " (quick)" : ""}`,
  `500,000 records in ${megabytes[0]} MB of CSV, ${megabytes[1]} MB of gzip, ${megabytes[2]} MB of Parquet`,
  `load of the machine at the end ${loadavg()[0].toFixed(1)}`,
];
const tables = report(results, how.join(", "), version, FILTERS, SIZES);
process.stdout.write(`${tables}\n`);
say(`measured in ${Math.round((Date.now() - start) / 1000)} s`);
if (options.record) record(tables, "bench explorer");
process.exit(0);
