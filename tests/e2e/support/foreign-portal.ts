import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { SITE } from './emulator.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Portal</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="./portal.css"><script type="module" src="./portal.js"></script></head>
<body><main aria-label="Portal"><h1>Portal</h1></main></body></html>`;

const STYLES = `body { margin: 0; } iframe { display: block; min-height: 480px; }`;

/** Keeps what the page hears: the console's events as they bubble, and whatever is posted to its window. */
const SCRIPT = `import { FlowlogFrameError, placeFlowlogFrame } from './frame-host.js';
const portal = { place: placeFlowlogFrame, FlowlogFrameError, heard: [], frame: null };
for (const name of ['ready', 'navigate', 'select', 'created', 'updated', 'deleted', 'notify', 'auth-required', 'error', 'fatal']) {
  document.addEventListener('flowlog-' + name, ({ type, detail }) => portal.heard.push({ name: type, detail }));
}
window.portal = portal;`;

/**
 * A page that somebody else wrote, on an origin and a site of its own, under a policy that enforces Trusted Types, forbids
 * wasm and inline styles, and allows frames of one origin.
 */
export class Portal {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(frames: string): Promise<Portal> {
    const policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      'img-src data:',
      `frame-src ${frames}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; ');
    const module = await readFile(join(SITE, 'frame-host.js'), 'utf8');
    const files: Record<string, [type: string, text: string]> = {
      '/': ['text/html', PAGE],
      '/portal.css': ['text/css', STYLES],
      '/portal.js': ['text/javascript', SCRIPT],
      '/frame-host.js': ['text/javascript', module],
    };
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://portal.invalid');
      const [type, text] = files[pathname] ?? ['', undefined];
      if (pathname === '/redirect') response.writeHead(302, { Location: searchParams.get('to')! }).end();
      else if (text === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(text);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new Portal(server, `http://localhost:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    const gone = new Promise((closed) => this.server.close(closed));
    this.server.closeAllConnections();
    await gone;
  }
}
