import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const PROBE = '/tests/probe.js';

/** The script that the tests put into each page. */
const probe = buildSync({
  entryPoints: [fileURLToPath(new URL('probe.ts', import.meta.url))],
  bundle: true,
  format: 'iife',
  globalName: 'probe',
  minify: true,
  write: false,
}).outputFiles[0]!.contents;

/**
 * Stands before a web server and puts the probe before the scripts of each page. All else, the headers with the policy
 * above all, is handed on as it came.
 */
export class Front {
  private constructor(private readonly server: Server) {}

  static async start(behind: string): Promise<Front> {
    const server = createServer((incoming, response) => answer(behind, incoming, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new Front(server);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

function answer(behind: string, incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.url === PROBE) {
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(probe);
    return;
  }
  const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
  const outgoing = request(behind + incoming.url!, { method: incoming.method, headers }, (answer) => {
    if (answer.headers['content-type']?.startsWith('text/html')) void page(answer, response);
    else answer.pipe(response.writeHead(answer.statusCode!, answer.headers));
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}

async function page(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  const { 'content-length': _, ...headers } = answer.headers;
  response.writeHead(answer.statusCode!, headers).end(text.replace('<head>', `<head><script src="${PROBE}"></script>`));
}
