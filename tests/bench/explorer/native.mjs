// The programs of this machine: the engine's own example, and DuckDB from PyPI. They also make the files.
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import { csv, firstScreen, load, oneList } from "./sql.mjs";

const SCRIPT = fileURLToPath(new URL("native.py", import.meta.url));
const MOST_OUTPUT = 1 << 24;

export class Native {
  #speed;
  #python;
  #folder;

  constructor({ FLOWLOG_SPEED, FLOWLOG_PYTHON, FLOWLOG_DATA }) {
    this.#speed = FLOWLOG_SPEED;
    this.#python = FLOWLOG_PYTHON;
    this.#folder = FLOWLOG_DATA;
    mkdirSync(this.#folder, { recursive: true });
  }

  path(name) {
    return join(this.#folder, name);
  }

  bytes(name) {
    return statSync(this.path(name)).size;
  }

  #duckdb(task) {
    const input = JSON.stringify(task);
    return execFileSync(this.#python, [SCRIPT], { input, encoding: "utf8", maxBuffer: MOST_OUTPUT });
  }

  /** Files of the same records: CSV, and for `others` gzip and Parquet too. */
  async write(records, others) {
    const [file, gzip, parquet] = ["csv", "csv.gz", "parquet"].map((end) => this.path(`${records}.${end}`));
    execFileSync(this.#speed, ["--records", String(records), "--write", file]);
    if (!others) return;
    await pipeline(createReadStream(file), createGzip(), createWriteStream(gzip));
    this.#duckdb({ write: [csv(file), parquet] });
  }

  /** The engine's milliseconds and its bytes a record. */
  engine(name, runs) {
    const words = ["--json", "--runs", String(runs), this.path(name)];
    return JSON.parse(execFileSync(this.#speed, words, { encoding: "utf8", maxBuffer: MOST_OUTPUT }));
  }

  /** DuckDB's milliseconds: loading, one list straight from the file, and the first screen under each filter. */
  duckdb(name, threads, runs, filters) {
    const table = csv(this.path(name));
    const lists = { read: [load(table)], straight: [oneList(table)] };
    for (const [filter, where] of Object.entries(filters)) lists[filter] = firstScreen(where);
    return JSON.parse(this.#duckdb({ threads, runs, before: [], lists }));
  }
}
