import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { SITE } from '../support/emulator.ts';
import { expect, test } from '../support/test.ts';

// The worker that reads log files, without the console: what it makes of each kind of file, and of what can go wrong.

const SCRIPT = `./${readdirSync(SITE).find((name) => name.startsWith('log-worker-'))}`;
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const CSV = 'src_addr,bytes\n10.0.0.1,5\n10.0.0.2,7\n';
const TOKEN = 'a-token-of-the-storage';

const support = (name: string) => readFileSync(fileURLToPath(new URL(`../support/${name}`, import.meta.url)));
/** Three records in each of two row groups. */
const FLOWS = support('flows.parquet');
/** The same with one bit flipped: what decodes it panics. */
const PANIC = support('panic.parquet');
/** Three records in zstd. */
const ZSTD = readFileSync(fileURLToPath(new URL('../../../engine/tests/data/zstd_2.parquet', import.meta.url)));
/** 200,000 records whose bytes sum up to 200,000. */
const LONG = Buffer.from(`src_addr,bytes\n${'10.0.0.1,1\n'.repeat(200_000)}`);

type Body = string | Buffer;
interface ReadFile {
  file: { name: string; bytes: number; records: number; is_gzip: boolean; is_parquet: boolean; failure: unknown };
  fault: unknown;
}

const PAGE = '<!doctype html><title>Logs</title><script src="./driver.js"></script>';

async function open(page: Page): Promise<void> {
  const answer = (contentType: string, body: Body) => ({
    contentType,
    body,
    headers: { 'content-security-policy': POLICY },
  });
  await page.route('**/log-worker.html', (route) => route.fulfill(answer('text/html', PAGE)));
  await page.route('**/driver.js', (route) => route.fulfill(answer('text/javascript', support('log-worker.js'))));
  await page.goto('log-worker.html');
}

/** Reads files of this device in a new worker; what it then says of all of them. */
async function read(page: Page, bodies: Record<string, Body>) {
  const files = Object.entries(bodies).map(([name, body]) => [name, Buffer.from(body).toString('base64')] as const);
  const answers = await page.evaluate(
    async ([script, files]) => {
      const { start, blob } = globalThis as any;
      const log = start(script);
      const read = await log.call('read', files.map(([name, body]) => ({ name, blob: blob(body) })));
      const asked = await log.call('ask', '[{"show":"totals"}]');
      log.end();
      return [read.text, asked.text] as [string, string];
    },
    [SCRIPT, files] as const,
  );
  const [answer] = JSON.parse(answers[1]);
  return {
    files: JSON.parse(answers[0]) as ReadFile[],
    records: answer.basis.of_records,
    bytes: answer.shown.totals.bytes,
  };
}

/** A site with the worker that is an object storage as well: a worker has the policy of its own script. */
async function storage(answer: (path: string, response: ServerResponse) => void) {
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const path = request.url!.slice(1);
    const send = (type: string, body: Body) =>
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(body);
    if (path === 'log-worker.html') return send('text/html', PAGE);
    if (path === 'driver.js') return send('text/javascript', support('log-worker.js'));
    if (path.endsWith('.js')) return send('text/javascript', readFileSync(join(SITE, path)));
    if (path.endsWith('.wasm')) return send('application/wasm', readFileSync(join(SITE, path)));
    tokens.push(request.headers['x-auth-token'] as string | undefined);
    answer(path, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    tokens,
    url: (name: string) => `${origin}/${name}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('CSV is read, raw and in gzip of one or several parts, whatever its name', async ({ page }) => {
  await open(page);
  const half = LONG.indexOf('\n', LONG.length / 2) + 1;
  const parts = [LONG.subarray(0, half), LONG.subarray(half), Buffer.alloc(0)].map((part) => gzipSync(part));
  const { files, records, bytes } = await read(page, {
    'a.gz': CSV,
    'b.csv': gzipSync(CSV),
    'parts.csv': Buffer.concat(parts),
    'empty.csv': '',
  });
  expect(files.map(({ file }) => [file.name, file.records, file.is_gzip])).toEqual([
    ['a.gz', 2, false],
    ['b.csv', 2, true],
    ['parts.csv', 200_000, true],
    ['empty.csv', 0, false],
  ]);
  expect(files.map(({ file }) => file.failure)).toEqual([null, null, null, null]);
  expect([records, bytes]).toEqual([200_004, 200_024]);
});

test('Parquet comes with its first file, once, and counts together with CSV', async ({ page }) => {
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(new URL(request.url()).pathname));
  const decoders = () => asked.filter((path) => /flowlog-parquet-worker-.*\.wasm$/.test(path)).length;
  await open(page);
  await read(page, { 'a.csv': CSV });
  expect(decoders()).toBe(0);
  const { files, records } = await read(page, {
    'a.parquet': FLOWS,
    'b.csv': CSV,
    'c.parquet.gz': gzipSync(FLOWS),
    'd.parquet': FLOWS,
    'e.parquet': ZSTD,
  });
  expect(decoders()).toBe(1);
  expect(files.map(({ file }) => [file.is_parquet, file.records])).toEqual([
    [true, 6],
    [false, 2],
    [true, 6],
    [true, 6],
    [true, 3],
  ]);
  expect(records).toBe(23);
});

test('a file that cannot be read stops no other, and says why', async ({ page }) => {
  await open(page);
  const gzip = gzipSync(LONG);
  const { files, records } = await read(page, {
    page: '<!doctype html><title>Sign in</title>',
    cut: gzip.subarray(0, gzip.length - 100),
    footer: FLOWS.subarray(0, FLOWS.length - 1),
    panic: PANIC,
    parquet: FLOWS,
    csv: CSV,
  });
  expect(files.map(({ file, fault }) => [file.failure, fault])).toEqual([
    [{ unknown_columns: { count: 1 } }, null],
    ['gzip', 'inflate'],
    [{ parquet: expect.stringContaining('Corrupt footer') }, null],
    ['interrupted', 'worker'],
    [null, null],
    [null, null],
  ]);
  const cut = files[1]!.file.records;
  expect(cut).toBeGreaterThan(100_000);
  expect(records).toBe(cut + 8);
});

test('a file of this device that has changed, or is none, stops no other', async ({ page }, info) => {
  await open(page);
  const path = info.outputPath('changed.csv');
  writeFileSync(path, CSV);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' })));
  await page.locator('input').setInputFiles(path);
  writeFileSync(path, `${CSV}10.0.0.3,9\n`);
  const text = await page.evaluate(
    async ([script, csv]) => {
      const { start, blob } = globalThis as any;
      const changed = document.querySelector('input')!.files![0];
      const sources = [
        { name: 'forged', blob: {} },
        { name: 'changed', blob: changed },
        { name: 'flows', blob: blob(csv) },
      ];
      return (await start(script).call('read', sources)).text as string;
    },
    [SCRIPT, Buffer.from(CSV).toString('base64')] as const,
  );
  const files: ReadFile[] = JSON.parse(text);
  expect(files.map(({ file, fault }) => [file.records, fault])).toEqual([
    [0, { device: expect.any(String) }],
    [0, { device: expect.any(String) }],
    [2, null],
  ]);
});

test('a ping has an answer, also before the engine is there', async ({ page }) => {
  await open(page);
  const answer = await page.evaluate(
    (script) =>
      new Promise((resolve) => {
        const worker = new Worker(script, { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(true);
        worker.postMessage([0, 'ping']);
      }),
    SCRIPT,
  );
  expect(answer).toEqual([0, 'alive', '']);
});

test.describe('over the network', () => {
  // The guard is for the page's own origin; this one is another.
  test.use({ provoked: true, expected: /^request to http:\/\/127\.0\.0\.1:/ });

  test('a file is fetched with its token, and one that is missing is named', async ({ page }) => {
    const store = await storage((path, response) => {
      if (path === 'flows') response.end(CSV);
      else if (path === 'moved') response.writeHead(302, { Location: '/flows' }).end();
      else if (path === 'nothing') response.writeHead(204).end();
      else if (path === 'part') response.writeHead(206).end(CSV);
      else response.writeHead(404).end();
    });
    await page.goto(store.url('log-worker.html'));
    const text = await page.evaluate(
      async ([script, token, flows, missing, moved, nothing, part]) => {
        const log = (globalThis as any).start(script);
        const sources = [
          { name: 'flows', url: flows, token },
          { name: 'missing', url: missing },
          { name: 'moved', url: moved },
          { name: 'nothing', url: nothing },
          { name: 'part', url: part },
        ];
        return (await log.call('read', sources)).text;
      },
      [SCRIPT, TOKEN, store.url('flows'), store.url('missing'), store.url('moved'), store.url('nothing'), store.url('part')] as const,
    );
    const files: ReadFile[] = JSON.parse(text);
    expect(files.map(({ file, fault }) => [file.records, fault])).toEqual([
      [2, null],
      [0, { status: 404 }],
      [0, { network: expect.any(String) }],
      [0, { status: 204 }],
      [0, { status: 206 }],
    ]);
    expect(store.tokens.filter((token) => token !== undefined), 'the token goes where it belongs').toEqual([TOKEN]);
    store.stop();
  });

  test('a file that is no log holds nothing up while its rest does not come', async ({ page }) => {
    const noLog = gzipSync(Buffer.concat([Buffer.from('<html>\n'), randomBytes(200_000)]));
    const store = await storage((path, response) => {
      if (path === 'flows') response.end(CSV);
      else response.write(noLog.subarray(0, -100));
    });
    await page.goto(store.url('log-worker.html'));
    const [text, ms] = await page.evaluate(
      async ([script, endless, flows]) => {
        const log = (globalThis as any).start(script);
        // As many as are read at a time, and one that waits for them.
        const sources = Array.from({ length: 4 }, (_, at) => ({ name: `page ${at}`, url: endless }));
        const began = performance.now();
        const read = await log.call('read', [...sources, { name: 'flows', url: flows }]);
        return [read.text as string, performance.now() - began] as const;
      },
      [SCRIPT, store.url('endless'), store.url('flows')] as const,
    );
    const files: ReadFile[] = JSON.parse(text);
    expect(files.map(({ file }) => file.records)).toEqual([0, 0, 0, 0, 2]);
    expect(files[0]!.file.failure).toEqual({ unknown_columns: { count: 1 } });
    expect(ms, 'nobody waits for silence').toBeLessThan(20_000);
    store.stop();
  });

  test('questions are answered while a file comes, and cancelling ends its request', async ({ page }) => {
    let closed = () => {};
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    const store = await storage((_path, response) => {
      response.on('close', closed);
      // The rest never comes.
      response.write(LONG);
    });
    await page.goto(store.url('log-worker.html'));
    const answers = await page.evaluate(
      async ([script, url]) => {
        const log = (globalThis as any).start(script);
        const read = log.call('read', [{ name: 'endless', url }]);
        const ask = async () => JSON.parse((await log.call('ask', '[{"show":"totals"}]')).text)[0].basis;
        let basis = await ask();
        while (basis.of_records < 200_000) basis = await ask();
        log.cancel(read);
        let after = await ask();
        while (after.failed_files === 0) after = await ask();
        return [basis.of_records, basis.failed_files, after.of_records, after.failed_files];
      },
      [SCRIPT, store.url('endless')] as const,
    );
    expect(answers).toEqual([200_000, 0, 200_000, 1]);
    await isClosed;
    store.stop();
  });
});

test('the text of a record is read again, from CSV, gzip and Parquet', async ({ page }) => {
  await open(page);
  const files = { csv: CSV, gzip: gzipSync(CSV), parquet: FLOWS };
  const encoded = Object.entries(files).map(([name, body]) => [name, Buffer.from(body).toString('base64')] as const);
  const lines = await page.evaluate(
    async ([script, files]) => {
      const { start, blob } = globalThis as any;
      const log = start(script);
      const line = async (at: number, byte: number) => {
        const [name, body] = files[at]!;
        return JSON.parse((await log.call('line', { name, blob: blob(body) }, byte)).text);
      };
      return [await line(0, 26), await line(1, 15), await line(2, 4), await line(0, 900)];
    },
    [SCRIPT, encoded] as const,
  );
  expect(lines).toEqual([
    { Ok: '10.0.0.2,7' },
    { Ok: '10.0.0.1,5' },
    { Ok: '1764500001500,1764500009000,,2,,22,' },
    { Err: { content: 'interrupted' } },
  ]);
});

test('what the page lets records take is the bound of reading and of a line', async ({ page }) => {
  await open(page);
  const answers = await page.evaluate(
    async ([script, csv, parquet]) => {
      const { start, blob } = globalThis as any;
      const log = start(script);
      const read = await log.call('read', [{ name: 'a.csv', blob: blob(csv) }], 1);
      const line = await log.call('line', { name: 'a.parquet', blob: blob(parquet) }, 4, 1);
      const asked = await log.call('ask', '[{"show":"totals"}]');
      return [read, line, asked].map(({ kind, text }) => [kind, text]);
    },
    [SCRIPT, Buffer.from(CSV).toString('base64'), FLOWS.toString('base64')] as const,
  );
  expect(answers.slice(0, 2)).toEqual([
    ['full', '1'],
    ['done', '{"Err":"full"}'],
  ]);
  expect(answers[2]![0], 'the worker goes on').toBe('done');
});
