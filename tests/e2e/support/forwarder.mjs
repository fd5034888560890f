// A proxy in a process of its own, as somebody who runs the console may have one: it forwards what its path names,
// answers with or without CORS, and serves the built site where it is told to.
//
// node forwarder.mjs '{"site":"/path","config":{…},"cors":true,"upstreams":["http://127.0.0.1:1"]}'

import { createServer, request } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const { site, config, cors, upstreams } = JSON.parse(process.argv[2]);
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};
const seen = [];

/** What the caller means by the path: whole behind a slash, percent-encoded in `u`, or host and path in parts. */
function target(url) {
  const own = new URL(url, 'http://proxy.invalid');
  if (own.pathname === '/one') return own.searchParams.get('u');
  if (url.startsWith('/any/')) return url.slice('/any/'.length);
  const parts = /^\/nhn\/([^/?]+)(.*)$/.exec(url);
  return parts && `http://${decodeURIComponent(parts[1])}${parts[2]}`;
}

function allowed(origin) {
  if (!cors || !origin) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Headers': 'Content-Type, X-Auth-Token',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
    Vary: 'Origin',
  };
}

async function serve(path, response) {
  if (path === '/config.json' && config) {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(config));
    return;
  }
  const name = normalize(path === '/' ? '/index.html' : path);
  try {
    const body = await readFile(join(site, name));
    response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

const server = createServer((incoming, response) => {
  if (incoming.url === '/seen') {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(seen));
    return;
  }
  const wanted = target(incoming.url);
  if (!wanted) {
    if (site) void serve(new URL(incoming.url, 'http://proxy.invalid').pathname, response);
    else response.writeHead(404).end();
    return;
  }
  const headers = allowed(incoming.headers.origin);
  if (incoming.method === 'OPTIONS') {
    response.writeHead(cors ? 204 : 405, headers).end();
    return;
  }
  const url = URL.canParse(wanted) ? new URL(wanted) : undefined;
  if (!url || !upstreams.includes(url.origin)) {
    response.writeHead(403, headers).end();
    return;
  }
  seen.push({ method: incoming.method, target: wanted, token: 'x-auth-token' in incoming.headers });
  const forwarded = {};
  for (const name of ['accept', 'content-type', 'content-length', 'x-auth-token']) {
    if (name in incoming.headers) forwarded[name] = incoming.headers[name];
  }
  const outgoing = request(url, { method: incoming.method, headers: forwarded }, (answer) => {
    response.writeHead(answer.statusCode, {
      'Content-Type': answer.headers['content-type'] ?? 'application/octet-stream',
      ...headers,
    });
    answer.pipe(response);
  });
  outgoing.on('error', () => response.writeHead(502, headers).end());
  incoming.pipe(outgoing);
});

server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));
// It ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
