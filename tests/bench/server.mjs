// The web server of the benchmark: both pages with their files in brotli, and the service behind the same origin.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { TYPES } from "./types.mjs";

/** They are small already. */
const PACKED = [".woff2"];

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}

function ready(name, bytes) {
  const end = extname(name);
  const packed = PACKED.includes(end);
  // Names with a hash of their content never change; a page, its configuration and the portal's entry may.
  const changes = [".html", ".json"].includes(end) || name.endsWith("/flowlog-console.js");
  const headers = {
    "Content-Type": TYPES[end] ?? "application/octet-stream",
    "Cache-Control": changes ? "no-cache" : "public, max-age=31536000, immutable",
    ...(packed ? {} : { "Content-Encoding": "br" }),
  };
  return { headers, body: packed ? bytes : brotli(bytes) };
}

/** Every file of the folders, each below its prefix, as it will be sent. Pages stay as they are: they get a token first. */
export function readSites(folders) {
  const files = new Map();
  for (const [prefix, folder] of Object.entries(folders)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const name = prefix + path.slice(folder.length).replace(/^\//, "");
      if (!entry.isFile() || name.endsWith(".d.ts")) continue;
      const bytes = readFileSync(path);
      files.set(name, name.endsWith(".html") ? bytes : ready(name, bytes));
    }
  }
  return files;
}

/**
 * Serves the files, and the answers of an emulator out of memory, so that its own speed plays no part. They are sent as
 * they are, or in gzip as a gateway before the service might send them.
 */
export async function serve(files, emulator, gzip) {
  const answers = new Map();
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status = 200, headers, body }) => response.writeHead(status, { ...headers, "Content-Length": body.length }).end(body),
      (error) => response.writeHead(502).end(error.message),
    );
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const region = { id: "KR1", name: "Korea (Pangyo)", network: origin };
  const config = Buffer.from(JSON.stringify({ regions: [region], identity: origin, proxy: null }));
  const pages = new Map([["/config.json", ready("/config.json", config)]]);
  for (const [name, file] of files) {
    const page = Buffer.isBuffer(file) && Buffer.from(file.toString().replace("{token}", emulator.token));
    pages.set(name, page ? ready(name, page) : file);
  }

  async function answer({ method, url, headers }) {
    if (url.startsWith("/v2.0/") && method === "GET") return recorded(url, headers["x-auth-token"] ?? "");
    const { pathname } = new URL(url, origin);
    const file = pages.get(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    return file ?? { status: 404, headers: {}, body: Buffer.from("Not found.\n") };
  }

  function recorded(url, token) {
    const key = `${token} ${url}`;
    if (!answers.has(key)) answers.set(key, ask(url, token));
    return answers.get(key);
  }

  async function ask(url, token) {
    const answer = await fetch(emulator.origin + url, { headers: { "X-Auth-Token": token } });
    const body = Buffer.from(await answer.arrayBuffer());
    const headers = { "Content-Type": answer.headers.get("content-type"), ...(gzip && { "Content-Encoding": "gzip" }) };
    return { status: answer.status, headers, body: gzip ? gzipSync(body) : body };
  }

  return {
    origin,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
