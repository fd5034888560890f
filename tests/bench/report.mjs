// From measured values to the table of docs/performance.md.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

const PAGE = new URL("../../docs/performance.md", import.meta.url);

const sorted = (values) => [...values].sort((a, b) => a - b);
/** The value that this share of all values does not pass. */
const quantile = (values, share) => sorted(values)[Math.max(0, Math.ceil(share * values.length) - 1)];

export function median(values) {
  const all = sorted(values);
  const middle = all.length >> 1;
  return all.length % 2 === 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
}

const UNITS = {
  ms: (value) => Math.round(value).toLocaleString("en"),
  KB: (value) => Math.round(value / 1_000).toLocaleString("en"),
  MB: (value) => (value / 1_000_000).toFixed(1),
  B: (value) => value.toFixed(1),
};

const FEW = [100, 10_000];
const ALL = [100, 1_000, 10_000];
const BOTH = [false, true];
/** The rows: name, unit, the value's name, the numbers of loggers, the lines, and the peer where it is not the usual one. */
const ROWS = [
  ["Loaded until the first row", "KB", "bytesFirst", [100], [true]],
  ["Loaded until idle", "KB", "bytesIdle", [100], [true]],
  ["Answers of the service until idle", "KB", "service", ALL, [true]],
  ["First row", "ms", "firstRow", ALL, BOTH],
  ["of it until the list is asked for", "ms", "asked", ALL, BOTH],
  ["of it after the list has come", "ms", "drawn", ALL, BOTH],
  ["Key press in the filter", "ms", "key", FEW, BOTH],
  ["Key press in the filter, 95th percentile", "ms", "key", FEW, BOTH],
  ["Key press, the peer with every suggestion", "ms", "key", [10_000], [true], "every"],
  ["Key press, the peer with every suggestion, 95th percentile", "ms", "key", [10_000], [true], "every"],
  ["Filter applied", "ms", "filter", FEW, BOTH],
  ["Sort", "ms", "sort", FEW, BOTH],
  ["Page change", "ms", "page", FEW, BOTH],
  ["Select all of the page", "ms", "selectAll", FEW, BOTH],
  ["Open the wizard", "ms", "wizard", FEW, BOTH],
  ["JavaScript heap", "MB", "heap", ALL, [true]],
  ["WebAssembly memory", "MB", "wasm", ALL, [true]],
];

/** A number for a row, and as text with the smallest and the largest value. */
export function cells(values, unit, isTail) {
  if (values.length === 0) return { text: "–" };
  const number = isTail ? quantile(values, 0.95) : median(values);
  const show = UNITS[unit];
  const spread = isTail ? "" : ` (${show(quantile(values, 0))}–${show(quantile(values, 1))})`;
  return { number, text: `${show(number)}${spread}` };
}

function row(results, [name, unit, value, , , other = "peer"], loggers, slowed) {
  const isTail = name.endsWith("percentile");
  const [ours, peer] = ["console", other].map((side) => cells(results.get(side, loggers, slowed, value), unit, isTail));
  const isMissing = ({ number }) => number === undefined;
  if (isMissing(peer) && (isMissing(ours) || other !== "peer")) return [];
  const ratio = ours.number && peer.number ? (ours.number / peer.number).toFixed(2) : "–";
  const where = `${loggers.toLocaleString("en")}${slowed ? ", slowed" : ""}`;
  return [`| ${name}, ${unit} | ${where} | ${ours.text} | ${peer.text} | ${ratio} |`];
}

/** A line that says what was measured and `how`. */
export function heading(how, chromium) {
  const git = (...words) => execFileSync("git", words, { encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain", "--", ":/engine", ":/src", ":/www", ":/xtask") === "" ? "" : " with changes";
  const day = new Date().toISOString().slice(0, 10);
  const commit = git("rev-parse", "--short", "HEAD") + changed;
  return `Commit ${commit}, ${day}, ${how}, ${cpus().length} cores, Chromium ${chromium}.`;
}

/** The table in Markdown. */
export function report(results, how, chromium) {
  const rows = ROWS.flatMap((kind) => {
    const [, , , sizes, lines] = kind;
    return sizes.flatMap((loggers) => lines.flatMap((slowed) => row(results, kind, loggers, slowed)));
  });
  return [
    heading(how, chromium),
    "",
    "| what | loggers | console | peer | console / peer |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** Puts a table between its marks in docs/performance.md. */
export function record(table, name = "bench") {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/performance.md has no ${begin} … ${end}`);
  writeFileSync(PAGE, [before, begin, `\n${table}\n`, end, after].join(""));
}
