import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SITE } from './emulator.ts';

// A portal that loads the elements from the console's site: two servers on two origins and sites, with the headers that
// both guide and configurations in deploy/ name.

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

type Answer = (path: string, origin: string | undefined, response: ServerResponse) => Promise<void>;

class Listening {
  protected constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  protected static async open(host: string, answer: Answer): Promise<[Server, string]> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url!, 'http://site.invalid');
      answer(pathname, request.headers.origin, response).catch(() => response.writeHead(404).end());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return [server, `http://${host}:${(server.address() as AddressInfo).port}`];
  }

  async stop(): Promise<void> {
    const gone = new Promise((closed) => this.server.close(closed));
    this.server.closeAllConnections();
    await gone;
  }
}

/** The built site. Pages of the origins in `portals` may read its files. */
export class ConsoleSite extends Listening {
  readonly portals = new Set<string>();

  static async start(): Promise<ConsoleSite> {
    const [server, origin] = await Listening.open('127.0.0.1', async (path, from, response) => {
      const body = await readFile(join(SITE, normalize(path)));
      const allowed = from !== undefined && site.portals.has(from);
      response
        .writeHead(200, {
          'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
          ...(allowed ? { 'Access-Control-Allow-Origin': from } : {}),
          'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
          Vary: 'Accept-Encoding, Origin',
          'X-Content-Type-Options': 'nosniff',
        })
        .end(body);
    });
    const site = new ConsoleSite(server, origin);
    return site;
  }
}

/** What the portal's policy says of other origins. */
export interface Policy {
  scripts: string[];
  connections: string[];
}

/** A page on another origin that has nothing of the console but the tags of the guide. */
export class ElementPortal extends Listening {
  static async start(site: string, policy: Policy, service: string, token: string): Promise<ElementPortal> {
    const guide = await readFile(fileURLToPath(new URL('other-origin.html', import.meta.url)), 'utf8');
    const files: Record<string, string> = {
      '/index.html': guide.replace('https://console.example', site),
      '/portal.js': `document.querySelector('flowlog-console').tokenProvider = () => ${JSON.stringify(token)};`,
      '/flow-log.json': JSON.stringify({ regions: [{ id: 'KR1', network: service }] }),
    };
    const header = [
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "img-src 'self' data:",
      `script-src ${["'self'", "'wasm-unsafe-eval'", ...policy.scripts].join(' ')}`,
      `connect-src ${["'self'", ...policy.connections].join(' ')}`,
    ].join('; ');
    const [server, origin] = await Listening.open('localhost', async (path, _from, response) => {
      const name = path === '/' ? '/index.html' : path;
      const body = files[name];
      if (body === undefined) throw new Error(`there is no ${name}`);
      response.writeHead(200, { 'Content-Type': TYPES[extname(name)]!, 'Content-Security-Policy': header }).end(body);
    });
    return new ElementPortal(server, origin);
  }
}
