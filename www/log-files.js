// Reads the bytes of log files, piece by piece, and inflates them. Nothing is read ahead of whoever takes the pieces.

/** Nothing came for so long. */
const SILENCE_MS = 30_000;
/** What is inflated at once, in bytes; it may become a thousand times as much. */
const DEFLATED = 16 * 1024;
/** What is handed over at once after inflating, in bytes, and how many of such pieces may wait. */
const INFLATED = 256 * 1024;
const AHEAD = 4;
/** How many bytes tell the kind of a file. */
const START = 4;
/** The bytes before which the next part of a gzip file may begin. */
const GZIP = [0x1f, 0x8b, 8];

/** What is wrong with one file alone: `fault` is a `ReadFault` of src/logs/mod.rs. */
export class FileFault extends Error {
  constructor(fault, cause) {
    super("", { cause });
    this.fault = fault;
  }
}

async function inTime(promise, { blob }) {
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new FileFault({ silent: SILENCE_MS })), SILENCE_MS);
  });
  try {
    return await Promise.race([promise, silence]);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault({ [blob ? "device" : "network"]: error.message }, error);
  } finally {
    clearTimeout(timer);
  }
}

async function body({ blob, url, token }, signal) {
  if (blob) return blob.stream();
  const answer = await fetch(url, {
    cache: "no-store",
    credentials: "omit",
    headers: token ? { "X-Auth-Token": token } : {},
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal,
  });
  // Another success has no file, or a part of one.
  if (answer.status !== 200) throw new FileFault({ status: answer.status });
  // In some browsers an answer without a byte has no stream.
  return answer.body ?? new Blob().stream();
}

/** The pieces of a file as they come. Leaving the loop ends the request. */
export async function* pieces(source, signal) {
  const request = new AbortController();
  const stop = () => request.abort();
  signal.addEventListener("abort", stop);
  let reader;
  try {
    signal.throwIfAborted();
    reader = (await inTime(body(source, request.signal), source)).getReader();
    const next = () => inTime(reader.read(), source);
    for (let piece = await next(); !piece.done; piece = await next()) yield piece.value;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    reader?.cancel().catch(() => {});
    request.abort();
  }
}

/** The first bytes, and all pieces including them. */
export async function begin(pieces) {
  let first = new Uint8Array();
  while (first.length < START) {
    const { value, done } = await pieces.next();
    if (done) break;
    first = joined([first, value]);
  }
  const all = async function* () {
    try {
      if (first.length) yield first;
      yield* pieces;
    } finally {
      await pieces.return();
    }
  };
  return { first, all: all() };
}

export const isGzip = (first) => first[0] === GZIP[0] && first[1] === GZIP[1];

export const isParquet = (first) => String.fromCharCode(...first.subarray(0, START)) === "PAR1";

/** All pieces in one. */
export function joined(pieces) {
  const all = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Small pieces; what may be the beginning of a part stands at the beginning of one. */
async function* cut(pieces) {
  let rest = new Uint8Array();
  for await (const piece of pieces) {
    const all = rest.length ? joined([rest, piece]) : piece;
    let from = 0;
    // The last bytes may be the first of a beginning.
    const end = Math.max(0, all.length - GZIP.length);
    for (let at = all.indexOf(GZIP[0], 1); at !== -1 && at < end; at = all.indexOf(GZIP[0], at + 1)) {
      if (!begins(all, at)) continue;
      yield* slices(all.subarray(from, at));
      from = at;
    }
    yield* slices(all.subarray(from, Math.max(from, end)));
    rest = all.subarray(Math.max(from, end));
  }
  if (rest.length) yield rest;
}

function* slices(piece) {
  for (let at = 0; at < piece.length; at += DEFLATED) yield piece.subarray(at, at + DEFLATED);
}

const begins = (bytes, at) => GZIP.every((byte, index) => bytes[at + index] === byte);

/** Lets everything that waits for a promise go on. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/**
 * What the pieces of a gzip file become. The file may have several parts, as `cat a.gz b.gz` makes it. The browser
 * inflates one; bytes behind its end are an error, by which the next part is found: what may begin one is written alone,
 * and after all that was inflated before it has been taken, because an error discards the rest.
 */
async function* inflated(pieces) {
  const source = cut(pieces);
  let next = await source.next();
  try {
    while (!next.done) {
      const part = new DecompressionStream("gzip");
      const [writer, reader] = [part.writable.getWriter(), part.readable.getReader()];
      // A write fails as well where a read does.
      const write = async () => {
        for (let isFirst = true; !next.done; isFirst = false) {
          const mayBegin = !isFirst && begins(next.value, 0);
          if (mayBegin) await turn();
          try {
            await writer.write(next.value);
          } catch (error) {
            // The bytes before it were inflated, so it is the beginning of the next part.
            if (mayBegin) return;
            throw error;
          }
          next = await source.next();
        }
        await turn();
        await writer.close();
      };
      let failure = null;
      const writing = write().then(() => true, async (error) => {
        failure = error;
        await turn();
        reader.cancel().catch(() => {});
        return false;
      });
      const read = () => reader.read().catch(() => ({ done: true }));
      for (let piece = await read(); !piece.done; piece = await read()) yield piece.value;
      if (!(await writing)) throw failure instanceof TypeError ? new FileFault("inflate", failure) : failure;
    }
  } finally {
    await source.return();
  }
}

/** Gives larger pieces, also the last one before an error; the first one at once: it tells whether a file is a log. */
async function* gathered(pieces) {
  let [some, size, least, failure] = [[], 0, 1, null];
  try {
    for await (const piece of pieces) {
      some.push(piece);
      size += piece.length;
      if (size < least) continue;
      yield joined(some);
      [some, size, least] = [[], 0, INFLATED];
    }
  } catch (error) {
    failure = error;
  }
  if (size > 0) yield joined(some);
  if (failure) throw failure;
}

/** Messages in the order in which they come. */
class Inbox {
  #all = [];
  #wake = () => {};

  put(message) {
    this.#all.push(message);
    this.#wake();
  }

  async take() {
    while (this.#all.length === 0) await new Promise((resolve) => (this.#wake = resolve));
    return this.#all.shift();
  }
}

/** The side of the worker that inflates, one file after the other. */
export function inflateHere() {
  let [deflated, taken] = [new Inbox(), new Inbox()];
  const pieces = async function* () {
    for (;;) {
      self.postMessage({ more: true });
      const { piece } = await deflated.take();
      if (!piece) return;
      yield piece;
    }
  };
  const inflate = async () => {
    [deflated, taken] = [new Inbox(), new Inbox()];
    try {
      let waiting = 0;
      for await (const text of gathered(inflated(pieces()))) {
        if (waiting === AHEAD) await taken.take();
        else waiting += 1;
        self.postMessage({ text }, [text.buffer]);
      }
      self.postMessage({ end: true });
    } catch (error) {
      self.postMessage({ fault: error.fault ?? { network: error.message } });
    }
  };
  self.onmessage = ({ data }) => {
    if (data.begin) inflate();
    else if (data.taken) taken.put(data);
    else deflated.put(data);
  };
}

/** The side of whoever needs files inflated: each in a worker, beside what is done with the pieces. */
export class Inflater {
  #start;
  #idle = [];

  /** `start` gives a worker that does `inflateHere`. */
  constructor(start) {
    this.#start = start;
  }

  /** Ends the workers that wait for a file. */
  rest() {
    for (const worker of this.#idle.splice(0)) worker.terminate();
  }

  /** What the pieces of a gzip file become. */
  async *inflated(pieces) {
    const worker = this.#idle.pop() ?? this.#start();
    const heard = new Inbox();
    let stopped = null;
    const feed = async () => {
      try {
        const { value } = await pieces.next();
        worker.postMessage({ piece: value ?? null });
      } catch (error) {
        // What came before it is inflated all the same.
        stopped = error;
        worker.postMessage({ piece: null });
      }
    };
    worker.onmessage = ({ data }) => (data.more ? feed() : heard.put(data));
    worker.onerror = ({ message }) => heard.put({ fault: { network: message ?? "log-files.js" } });
    let isWhole = false;
    try {
      worker.postMessage({ begin: true });
      for (;;) {
        const { text, end, fault } = await heard.take();
        // What is not the fault of this file ends everything at once.
        if (stopped && (!text || !(stopped instanceof FileFault))) throw stopped;
        if (fault) throw new FileFault(fault);
        if (end) break;
        worker.postMessage({ taken: true });
        yield text;
      }
      isWhole = true;
    } finally {
      if (isWhole) this.#idle.push(worker);
      else worker.terminate();
      await pieces.return();
    }
  }
}
