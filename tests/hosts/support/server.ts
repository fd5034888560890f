import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SITE, type Emulator } from '../../e2e/support/emulator.ts';

export const HOSTS = ['plain', 'react', 'vue', 'angular', 'single-spa', 'leptos', 'iframe'] as const;
/** Pages with one element, which show that a builder brings the package along. */
export const BUILDERS = ['webpack', 'rollup'] as const;
export type Host = (typeof HOSTS)[number] | (typeof BUILDERS)[number];

const here = fileURLToPath(new URL('..', import.meta.url));
/** What a host's own builder made. Two have none and are served as they stand; the one in Rust is an example of the crate. */
function folderOf(host: Host): string {
  if (host === 'plain' || host === 'iframe') return join(here, host);
  return host === 'leptos' ? join(here, '../../examples/leptos_portal/dist') : join(here, host, 'dist');
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const OWN =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; ";

/** Files of the console's built site, for a program that has the console's crate in it. */
const OF_CONSOLE = /^\/portal\/console\/([\w.-]+)$/;

/** What `proxy` in config.json makes of the service's addresses. */
const PROXIED = /^\/nhn\/[^/]+(?=\/v2\.0\/)/;

/** The strictest policy under which the console works, for every host whose page runs it. */
const policy = (scripts: string) => `${OWN}script-src 'self' 'wasm-unsafe-eval'${scripts}`;

/** The policy of a host that leaves the console to the pages of another origin. */
const framing = (site: string) =>
  `${OWN}script-src 'self'; frame-src ${site}; require-trusted-types-for 'script'; trusted-types 'none'`;

/** An import map is an inline script, which browsers take from nowhere else: the page that has one names its hash. */
function inlineScripts(page: string): string {
  const maps = [...page.matchAll(/<script type="importmap">([^]*?)<\/script>/g)];
  return maps.map(([, map]) => ` 'sha256-${createHash('sha256').update(map!).digest('base64')}'`).join('');
}

/**
 * The portals' web server, as a company has one: it serves every portal below its name, answers a portal's own addresses with
 * that portal's page, hands out a token to who asks, and forwards the service's paths to the service. The console's
 * own site, which only `iframe` shows, is the emulator.
 */
export class PortalServer {
  private constructor(
    private readonly server: Server,
    private readonly emulator: Emulator,
  ) {}

  static async start(emulator: Emulator): Promise<PortalServer> {
    const server = createServer();
    const portal = new PortalServer(server, emulator);
    server.on('request', (incoming, response) => {
      portal.answer(incoming, response).catch((error: Error) => response.writeHead(500).end(error.message));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return portal;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(incoming.url!, this.origin);
    if (PROXIED.test(pathname)) this.forward(incoming, response);
    else if (pathname === '/portal/token' && incoming.method === 'POST') this.send(response, '.txt', this.emulator.token);
    else if (pathname === '/portal/console-site') this.send(response, '.txt', this.emulator.origin);
    else if (pathname === '/portal/config.json') this.send(response, '.json', await readFile(join(here, 'config.json')));
    else if (OF_CONSOLE.test(pathname)) await this.ofConsole(OF_CONSOLE.exec(pathname)![1]!, response);
    else await this.file(pathname, response);
  }

  /** The worker's script has a hash in its name, which changes with each build, and here a name that does not. */
  private async ofConsole(name: string, response: ServerResponse): Promise<void> {
    const file = name === 'log-worker.js' ? (await readdir(SITE)).find((file) => /^log-worker-\w+\.js$/.test(file))! : name;
    this.send(response, extname(file), await readFile(join(SITE, file)));
  }

  /** To the service, which is the same one in both regions. */
  private forward(incoming: IncomingMessage, response: ServerResponse): void {
    const headers = { ...incoming.headers };
    delete headers.host;
    const outgoing = request(this.emulator.origin + incoming.url!.replace(PROXIED, ''), { method: incoming.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }

  private async file(pathname: string, response: ServerResponse): Promise<void> {
    if (pathname === '/portal.css') {
      this.send(response, '.css', await readFile(join(here, 'portal.css')));
      return;
    }
    const [, name = '', rest] = /^\/([a-z-]+)(\/.*)$/.exec(pathname) ?? [];
    const host = [...HOSTS, ...BUILDERS].find((host) => host === name);
    if (host === undefined) {
      response.writeHead(404).end();
      return;
    }
    // An address without a file's ending is one of the portal's own pages.
    const file = extname(rest!) === '' ? '/index.html' : normalize(rest!);
    const body = await readFile(join(folderOf(host), file)).catch(() => null);
    if (body === null) response.writeHead(404).end();
    else this.send(response, extname(file), body, host);
  }

  private send(response: ServerResponse, end: string, body: string | Buffer, host?: Host): void {
    const scripts = end === '.html' ? inlineScripts(String(body)) : '';
    response.writeHead(200, {
      'Content-Type': TYPES[end] ?? 'text/plain; charset=utf-8',
      'Content-Security-Policy': host === 'iframe' ? framing(this.emulator.origin) : policy(scripts),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    response.end(body);
  }
}
