// Decodes Parquet in a worker within the worker: what decodes it panics on some damaged files, and takes much memory.
// Both end with that worker.

import init, { ParquetDecoder } from "./wasm/flowlog-parquet-worker.js";
import { FileFault } from "./log-files.js";

/** The worker's side: answers one message after the other. */
export function decodeParquet(module) {
  const ready = init({ module_or_path: module });
  let decoder = null;
  const free = () => {
    decoder?.free();
    decoder = null;
  };
  const answer = ({ file, record }) => {
    try {
      if (file) decoder = new ParquetDecoder(new Uint8Array(file));
      if (record !== undefined) {
        const text = decoder.record(record);
        free();
        return [{ text }];
      }
      const batch = decoder.batch();
      if (batch) {
        const { head } = batch;
        const codes = batch.codes();
        return [{ head, codes }, [codes.buffer]];
      }
      free();
      return [{ done: true }];
    } catch (failure) {
      // The wasm throws texts; a panic is no text, and leaves nothing that could be freed.
      if (typeof failure !== "string") return [{ panic: String(failure) }];
      free();
      return [{ failure }];
    }
  };
  self.onmessage = async ({ data }) => {
    // Where the wasm does not start, each file says so.
    const started = await ready.catch((failure) => [{ panic: String(failure) }]);
    self.postMessage(...(Array.isArray(started) ? started : answer(data)));
  };
}

/** The side of whoever needs files decoded: one after the other. */
export class ParquetReader {
  #compile;
  #start;
  /** The wasm, once a file needs it. */
  #module = null;
  #worker = null;
  /** The last file that waits, and how many do. */
  #last = Promise.resolve();
  #waiting = 0;

  /** `compile` gives the wasm, `start` a worker that does `decodeParquet` with it. */
  constructor(compile, start) {
    this.#compile = compile;
    this.#start = start;
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Gives back the memory until the next file. */
  rest() {
    if (this.#waiting === 0) this.#end();
  }

  async #started() {
    try {
      this.#module ??= this.#compile();
      const module = await this.#module;
      const worker = this.#start();
      worker.postMessage({ module });
      return worker;
    } catch (error) {
      // The next file tries again.
      this.#module = null;
      throw new FileFault({ network: error.message }, error);
    }
  }

  async #ask(message, signal) {
    let stop;
    try {
      const worker = (this.#worker ??= await this.#started());
      signal.throwIfAborted();
      const answer = await new Promise((resolve, reject) => {
        stop = () => reject(signal.reason);
        signal.addEventListener("abort", stop);
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new FileFault({ network: message ?? "log-parquet.js" }));
        worker.postMessage(message, message.file ? [message.file] : []);
      });
      if (answer.panic) throw new FileFault("worker");
      return answer;
    } catch (error) {
      this.#end();
      throw error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  #inTurn(work) {
    this.#waiting += 1;
    const done = this.#last.then(work).finally(() => (this.#waiting -= 1));
    this.#last = done.catch(() => {});
    return done;
  }

  /** Calls `take` with each batch of a file. Gives the failure as JSON, if there is one. */
  decode(file, signal, take) {
    return this.#inTurn(async () => {
      let answer = await this.#ask({ file: file.buffer }, signal);
      for (; answer.head; answer = await this.#ask({}, signal)) take(answer.head, answer.codes);
      return answer.failure ?? null;
    });
  }

  /** One record of a file as CSV. */
  record(file, signal, record) {
    return this.#inTurn(async () => {
      const { failure, text } = await this.#ask({ file: file.buffer, record }, signal);
      if (failure) throw new FileFault({ content: JSON.parse(failure) });
      return text;
    });
  }
}
