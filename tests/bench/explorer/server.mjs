// The web server of the explorer's benchmark: the console, its peers, and a log file as fast as a line would bring it.
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { TYPES } from "../types.mjs";

/** How often a line brings something, in milliseconds. */
const PACE_MS = 10;

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Serves until `stop`. `ends` has when the last byte of each slow file was sent, in milliseconds since 1970. */
export async function serve(dist, data) {
  const ends = new Map();
  const folders = { "/site/": dist, "/peers/": here("peers/dist"), "/page/": here("page") };
  const worker = readdirSync(dist).find((name) => /^log-worker-.*\.js$/.test(name));
  /** The console's own worker, and what counts its memory. */
  const counted = `import "/page/memories.js";\nimport "/site/${worker}";\n`;
  const files = { "/driver.js": here("../../e2e/support/log-worker.js") };

  function find(pathname) {
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const prefix = Object.keys(folders).find((prefix) => path.startsWith(prefix));
    const file = prefix ? join(folders[prefix], normalize(`/${path.slice(prefix.length)}`)) : files[path];
    return file && existsSync(file) && statSync(file).isFile() ? file : null;
  }

  /** Sends a file at so many bytes a second, by the clock. */
  async function slowly(name, bytesPerSecond, response) {
    const file = await open(join(data, name));
    try {
      const { size } = await file.stat();
      response.writeHead(200, { "Content-Length": size });
      const start = performance.now();
      for (let at = 0; at < size; ) {
        await new Promise((later) => setTimeout(later, PACE_MS));
        const due = Math.min(size, Math.floor(((performance.now() - start) / 1000) * bytesPerSecond));
        const piece = Buffer.alloc(due - at);
        await file.read(piece, 0, piece.length, at);
        at = due;
        await new Promise((sent) => response.write(piece, sent));
      }
      ends.set(name, Date.now());
      response.end();
    } finally {
      await file.close();
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const slow = /^\/slow\/(\d+)\/([\w.]+)$/.exec(url.pathname);
    if (slow) return slowly(slow[2], Number(slow[1]), response).catch(() => response.destroy());
    if (url.pathname === "/config.json") {
      const { host } = request.headers;
      const region = { id: "KR1", name: "Korea (Pangyo)", network: `http://${host}` };
      const config = { regions: [region], identity: `http://${host}`, proxy: null };
      return response.writeHead(200, { "Content-Type": TYPES[".json"] }).end(JSON.stringify(config));
    }
    if (url.pathname === "/worker.js") return response.writeHead(200, { "Content-Type": TYPES[".js"] }).end(counted);
    const file = find(url.pathname);
    if (!file) return response.writeHead(404).end("Not found.\n");
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    ends,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
