// Reads a file with each reader, in a worker that knows nothing of the file before. Each gives its milliseconds, from
// the file to what it makes of it; starting the reader is not counted.
import * as duckdb from "@duckdb/duckdb-wasm";
import duckdbWasm from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url";
import duckdbWorker from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url";
import Hyparquet from "./hyparquet.worker.js?worker";
import Inflate from "./inflate.worker.js?worker";
import PapaParse from "./papaparse.worker.js?worker";

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Calls `use` with our worker, ready. */
async function withOurs(use) {
  const log = start("/worker.js");
  try {
    await log.call("ask", "[]");
    return await use(log);
  } finally {
    log.end();
  }
}

async function read(log, file, records) {
  const [{ file: read }] = JSON.parse((await log.call("read", [{ name: file.name, blob: file }])).text);
  if (read.records !== records) throw new Error(`${read.records} of ${records} records were read`);
}

/** Reads a file, and asks what the first screen asks; then the questions under each filter, `runs` times. */
function ours(file, records, questions, filters, runs) {
  return withOurs(async (log) => {
    const found = { read: [await timed(() => read(log, file, records))] };
    const ask = (filter) => {
      const asked = questions.map((question) => ({ ...question, where: filter }));
      return timed(() => log.call("ask", JSON.stringify(asked)));
    };
    found.first = [found.read[0] + (await ask(""))];
    for (const filter of filters) {
      found[filter] = [];
      for (let run = 0; run < runs; run += 1) found[filter].push(await ask(filter));
    }
    found.memory = [Number((await log.call("memory")).text)];
    return found;
  });
}

async function withDatabase(use) {
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(duckdbWorker));
  try {
    await database.instantiate(duckdbWasm);
    return await use(database, await database.connect());
  } finally {
    await database.terminate();
  }
}

const FILE = "log.csv";
/** DuckDB reads a buffer faster than a file of the browser. */
const register = async (database, file) => database.registerFileBuffer(FILE, new Uint8Array(await file.arrayBuffer()));

/** A statement over a file, without loading it first. */
function duckdbStraight(file, statement) {
  return withDatabase((database, connection) =>
    timed(async () => {
      await register(database, file);
      await connection.query(statement);
    }),
  );
}

/** Loads a file into a table, then runs lists of statements, each `runs` times. */
function duckdbTable(file, load, lists, runs) {
  return withDatabase(async (database, connection) => {
    const found = { read: [await timed(async () => {
      await register(database, file);
      await connection.query(load);
    })] };
    for (const [name, statements] of Object.entries(lists)) {
      found[name] = [];
      for (let run = 0; run < runs; run += 1) {
        found[name].push(await timed(async () => {
          for (const statement of statements) await connection.query(statement);
        }));
      }
    }
    return found;
  });
}

const answered = (worker) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });

/** Gives a file to a worker that counts what it has. */
async function counted(worker, file, expected) {
  try {
    await answered(worker);
    let count;
    const milliseconds = await timed(async () => {
      worker.postMessage(file);
      count = await answered(worker);
    });
    if (count !== expected) throw new Error(`${count} in place of ${expected}`);
    return milliseconds;
  } finally {
    worker.terminate();
  }
}

const papaparse = (file, records) => counted(new PapaParse(), file, records);
const hyparquet = (file, records) => counted(new Hyparquet(), file, records);
const inflate = (file, bytes) => counted(new Inflate(), file, bytes);

/** A file that was chosen, by its name. */
const file = (name) => [...document.querySelector("input").files].find((file) => file.name === name);

globalThis.readers = { file, ours, duckdbStraight, duckdbTable, papaparse, hyparquet, inflate };
