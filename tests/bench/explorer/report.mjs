// From measured values to the explorer's table of docs/performance.md.
import { cells, heading } from "../report.mjs";

const times = (factor) => ({
  text: `${factor} times as fast`,
  holds: (ours, peer) => peer >= factor * ours,
});
const atMost = (most, unit) => ({ text: `at most ${most} ${unit}`, holds: (ours) => ours <= most });
const share = (part) => ({
  text: `${part * 100} % of its speed`,
  holds: (ours, peer) => peer >= part * ours,
});
const BEFORE = { text: "before it", holds: (ours, peer) => ours < peer };
const none = { text: "" };

/**
 * The rows: what, unit, our value's name, the peer and its value's name, and the goal.
 * @param {{ one: string, all: string, part: string }} filters
 */
const rows = ({ few, many }) => [
  ["CSV into columns", "ms", "csv", "DuckDB-wasm, into a table", "duckdb csv", times(4)],
  ["CSV into columns", "ms", "csv", "PapaParse", "papaparse", times(15)],
  ["CSV to all figures of the first screen", "ms", "first", "DuckDB-wasm, one list straight from CSV", "duckdb straight", times(2)],
  ["gzip CSV into columns", "ms", "gzip", "the browser's inflate alone", "inflate", share(0.8)],
  ["Parquet into columns", "ms", "parquet", "hyparquet", "hyparquet", none],
  ["Filter over 1,000,000 records that few pass: the engine", "ms", `ask ${few}`, "DuckDB-wasm, of a table", `duckdb ${few}`, atMost(16, "ms")],
  ["Filter over 1,000,000 records that many pass: the engine", "ms", `ask ${many}`, "DuckDB-wasm, of a table", `duckdb ${many}`, atMost(16, "ms")],
  ["No filter over 1,000,000 records: the engine", "ms", "ask ", "DuckDB-wasm, of a table", "duckdb ", none],
  ["Filter over 1,000,000 records that few pass: painted", "ms", `page ${few}`, "", null, atMost(50, "ms")],
  ["Filter over 1,000,000 records that many pass: painted", "ms", `page ${many}`, "", null, atMost(50, "ms")],
  ["Filter over 1,000,000 records taken away: painted", "ms", "page without", "", null, none],
  ["First figures painted while 20 MB/s come", "ms", "slow first", "last byte", "slow last", BEFORE],
  ["First figures of a file of this device painted", "ms", "page first", "", null, none],
  ["All figures of a file of this device painted", "ms", "page all", "", null, none],
  ["Longest task of the page while it loads", "ms", "longest", "", null, atMost(50, "ms")],
  ["Memory of a record", "B", "bytes", "", null, atMost(48, "B")],
  ["WebAssembly memory of the worker for a record of 1,000,000", "B", "wasm", "", null, none],
  ["Natively: CSV into columns", "ms", "native csv", "DuckDB, one thread", "native duckdb 1 csv", none],
  ["Natively: CSV into columns", "ms", "native csv", "DuckDB, all threads", "native duckdb csv", none],
  ["Natively: CSV to all figures", "ms", "native first", "DuckDB, all threads, one list straight from CSV", "native duckdb straight", none],
  ["Natively: filter over 1,000,000 records that few pass", "ms", `native ask ${few}`, "DuckDB, all threads", `native duckdb ${few}`, none],
  ["Natively: filter over 1,000,000 records that many pass", "ms", `native ask ${many}`, "DuckDB, all threads", `native duckdb ${many}`, none],
  ["Natively: no filter over 1,000,000 records", "ms", "native ask ", "DuckDB, all threads", "native duckdb ", none],
];

function row(results, [name, unit, value, peer, peerValue, goal]) {
  const [ours, other] = [value, peerValue].map((key) => cells(results.get(key) ?? [], unit));
  if (ours.number === undefined) return [];
  const ratio = other.number === undefined ? "–" : (other.number / ours.number).toFixed(2);
  const verdict = goal.holds ? ` ${goal.holds(ours.number, other.number) ? "✓" : "✗"}` : "";
  const beside = other.number === undefined ? "–" : `${other.text}: ${peer}`;
  return [`| ${name}, ${unit} | ${ours.text} | ${beside} | ${ratio} | ${goal.text}${verdict} |`];
}

/** The growth: the time of each size for each 100,000 records. */
function growth(results, sizes) {
  const line = (records) => {
    const of = (name) => cells((results.get(`${name} ${records}`) ?? []).map((ms) => (ms * 100_000) / records), "ms");
    const whole = cells(results.get(`grown ${records}`) ?? [], "ms");
    return `| ${records.toLocaleString("en")} | ${whole.text} | ${of("grown").text} | ${of("native grown").text} |`;
  };
  return [
    "| records | in the browser, ms | for each 100,000, ms | natively for each 100,000, ms |",
    "|---|---|---|---|",
    ...sizes.map(line),
  ];
}

/** Both tables in Markdown. */
export function report(results, how, chromium, filters, sizes) {
  return [
    heading(how, chromium),
    "",
    "| what | the explorer | beside | peer / explorer | goal |",
    "|---|---|---|---|---|",
    ...rows(filters).flatMap((kind) => row(results, kind)),
    "",
    ...growth(results, sizes),
  ].join("\n");
}
