// The worker of the log explorer: it reads log files and answers questions about them, beside the page. The page
// (src/logs/worker.rs) sends [number, call, …], and gets [number, kind, text]; the number 0 is no call's.

import { begin, FileFault, Inflater, inflateHere, isGzip, isParquet, joined, pieces } from "./log-files.js";
import { decodeParquet, ParquetReader } from "./log-parquet.js";
import init, { WorkerLine, WorkerLog } from "./wasm/flowlog-worker.js";

/** The files beside this one. The build fills in names and integrity. */
const LOG = { wasm: "./wasm/flowlog-worker_bg.wasm", integrity: "" };
const PARQUET = { wasm: "./wasm/flowlog-parquet-worker_bg.wasm", integrity: "" };

/** How many files are read at a time. */
const FILES = 4;
const PROGRESS_MS = 100;
/** There is no memory left: records and waiting files take `most` bytes. */
class Full extends Error {
  constructor(most) {
    super();
    this.most = most;
  }
}

class LogReader {
  #log = new WorkerLog();
  #memory;
  #parquet;
  #inflater;
  /** The bytes of files that come or wait for being decoded. */
  #waiting = 0;
  /** What records and waiting files may take, as the page says. */
  #most = Infinity;

  constructor(memory, parquet, inflater) {
    this.#memory = memory;
    this.#parquet = parquet;
    this.#inflater = inflater;
  }

  /** Reads files, some at a time. Gives the files of the engine, each with what has kept it from being read. */
  async read(sources, call, hear, most = Infinity) {
    this.#most = most;
    const log = this.#log;
    const ids = sources.map(({ name, columns }) => log.open(name, columns));
    const faults = sources.map(() => null);
    const progress = { files: 0, bytes: 0, records: 0 };
    let [next, told] = [0, ""];
    const tell = () => {
      progress.records = log.records();
      const text = JSON.stringify(progress);
      if (text !== told) hear((told = text));
    };
    const some = async () => {
      for (let at = next++; at < sources.length; at = next++) {
        const came = (bytes) => {
          progress.bytes += bytes;
          log.count(ids[at], bytes);
        };
        faults[at] = await this.#one(sources[at], ids[at], call.signal, came);
        progress.files += 1;
      }
    };
    // What is not the fault of one file ends all.
    const all = () => some().catch((error) => {
      call.abort(error);
      throw error;
    });
    const timer = setInterval(tell, PROGRESS_MS);
    try {
      await Promise.all(Array.from({ length: FILES }, all));
    } finally {
      clearInterval(timer);
      for (const id of ids) log.fail(id, '"interrupted"');
      this.#parquet.rest();
      this.#inflater.rest();
    }
    tell();
    return `[${ids.map((id, at) => `{"file":${log.file(id)},"fault":${JSON.stringify(faults[at])}}`)}]`;
  }

  /** Gives what is wrong with the file alone. */
  async #one(source, id, signal, came) {
    try {
      const failure = await this.#pour(source, id, signal, came);
      if (failure) this.#log.fail(id, failure);
      else this.#log.finish(id);
      return null;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof FileFault)) throw error;
      this.#log.fail(id, error.fault === "inflate" ? '"gzip"' : '"interrupted"');
      return error.fault;
    }
  }

  async #pour(source, id, signal, came) {
    const { text, kind, enough } = await this.#opened(source, signal, came);
    this.#log.tell(id, kind.isGzip, kind.isParquet);
    if (kind.isParquet) {
      return this.#whole(text, (file) => this.#parquet.decode(file, signal, (head, codes) => {
        this.#log.take(id, head, codes);
        this.#check();
      }));
    }
    for await (const piece of text) {
      if (!this.#log.read(id, piece)) {
        enough();
        break;
      }
      this.#check();
    }
    return null;
  }

  /** All pieces in one, while `use` does not end. */
  async #whole(text, use) {
    const all = [];
    let size = 0;
    try {
      for await (const piece of text) {
        all.push(piece);
        size += piece.length;
        this.#waiting += piece.length;
        this.#check();
      }
      return await use(joined(all.splice(0)));
    } finally {
      this.#waiting -= size;
    }
  }

  #check() {
    if (this.#memory.buffer.byteLength + this.#waiting > this.#most) throw new Full(this.#most);
  }

  /** The text of a record. */
  async line(source, byte, { signal }, most = Infinity) {
    this.#most = most;
    try {
      const { text, kind, enough } = await this.#opened(source, signal, () => {});
      if (kind.isParquet) return ended(await this.#whole(text, (file) => this.#parquet.record(file, signal, byte)));
      const line = new WorkerLine(byte);
      for await (const piece of text) {
        if (!line.push(piece)) continue;
        enough();
        break;
      }
      const found = line.text();
      line.free();
      return ended(found);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Full) return JSON.stringify({ Err: "full" });
      if (!(error instanceof FileFault)) throw error;
      return JSON.stringify({ Err: error.fault });
    } finally {
      this.#parquet.rest();
      this.#inflater.rest();
    }
  }

  /**
   * What a file becomes after inflating, and of which kind it is. `enough` ends its request, for whoever leaves before the
   * end: an inflater that waits for the next piece would hold it up.
   */
  async #opened(source, signal, came) {
    const left = new AbortController();
    const either = AbortSignal.any([signal, left.signal]);
    const counted = async function* () {
      for await (const piece of pieces(source, either)) {
        came(piece.length);
        yield piece;
      }
    };
    let start = await begin(counted());
    const kind = { isGzip: isGzip(start.first) };
    if (kind.isGzip) start = await begin(this.#inflater.inflated(start.all));
    kind.isParquet = isParquet(start.first);
    return { text: start.all, kind, enough: () => left.abort() };
  }

  ask(questions) {
    return this.#log.ask(questions);
  }
}

/** The answer to `line`; where the file is shorter than before there is no text. */
const ended = (text) => JSON.stringify(text === undefined ? { Err: { content: "interrupted" } } : { Ok: text });

/** Starts another worker with this script. */
const another = () => new Worker(self.location.href, { type: "module" });

/** The page's own worker. */
function serve(given) {
  const beside = (wasm) => new URL(wasm, import.meta.url).href;
  const parquet = async () => {
    const answer = await fetch(given.parquet ?? beside(PARQUET.wasm), { integrity: PARQUET.integrity });
    return WebAssembly.compile(await answer.arrayBuffer());
  };
  const starting = init({ module_or_path: fetch(given.log ?? beside(LOG.wasm), { integrity: LOG.integrity }) });
  const inflating = () => {
    const worker = another();
    worker.postMessage({ inflate: true });
    return worker;
  };
  const ready = starting.then(
    ({ memory }) => new LogReader(memory, new ParquetReader(parquet, another), new Inflater(inflating)),
  );
  ready.then(
    () => self.postMessage([0, "started", ""]),
    (error) => self.postMessage([0, "failed", error.message]),
  );
  const calls = new Map();
  const begun = (number) => {
    const call = new AbortController();
    calls.set(number, { signal: call.signal, abort: (reason) => call.abort(reason) });
    return calls.get(number);
  };
  const kinds = {
    read: (reader, call, hear, sources, most) => reader.read(sources, call, hear, most),
    ask: (reader, _, __, questions) => reader.ask(questions),
    line: (reader, call, _, source, byte, most) => reader.line(source, byte, call, most),
  };
  self.onmessage = async ({ data: [number, kind, ...rest] }) => {
    if (kind === "ping") return self.postMessage([0, "alive", ""]);
    if (kind === "cancel") return calls.get(number)?.abort(new DOMException("", "AbortError"));
    // Before anything is waited for, so that a cancel finds it.
    const call = begun(number);
    try {
      const reader = await ready;
      call.signal.throwIfAborted();
      const hear = (progress) => self.postMessage([number, "progress", progress]);
      self.postMessage([number, "done", await kinds[kind](reader, call, hear, ...rest)]);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (error instanceof Full) return self.postMessage([number, "full", String(error.most)]);
      // After a panic the wasm cannot be used, and nobody knows what another error has left half done.
      self.postMessage([0, "stopped", error.message]);
    } finally {
      calls.delete(number);
    }
  };
}

self.onmessage = ({ data }) => {
  if (data.module) decodeParquet(data.module);
  else if (data.inflate) inflateHere();
  else serve(data);
};
