// A real browser before a proxy: `site URL TENANT USER PASSWORD` signs in to the console and looks at its loggers,
// `cors PROXY LISTED UNLISTED TOKEN` asks the proxy from a page of a listed origin and from one of another.
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS } from '../../../tests/e2e/support/chromium.mjs';

const LOGGERS = '/v2.0/flowlog-loggers';

function expect(good, why) {
  if (!good) throw new Error(why);
}

async function site(page, url, tenant, user, password) {
  const complaints = [];
  const foreign = [];
  let wasm;
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => new URL(request.url()).origin !== new URL(url).origin && foreign.push(request.url()));
  page.on('response', (response) => response.url().endsWith('.wasm') && (wasm ??= response));
  await page.goto(url);
  await page.getByRole('radio', { name: 'API password', exact: true }).check();
  await page.getByLabel('Tenant ID').fill(tenant);
  await page.getByLabel('User name').fill(user);
  await page.getByRole('textbox', { name: 'API password' }).fill(password);
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('heading', { level: 1, name: 'Flow log loggers' }).waitFor();
  await page.getByRole('table', { name: 'Flow log loggers' }).getByRole('checkbox').nth(1).waitFor();
  const headers = await wasm.allHeaders();
  expect(headers['content-encoding'] === 'br', `the wasm came with the coding ${headers['content-encoding']}`);
  expect(complaints.length === 0, `the browser complains: ${complaints.join(' | ')}`);
  expect(foreign.filter((address) => !address.startsWith('data:')).length === 0, `asked elsewhere: ${foreign.join(' ')}`);
}

async function cors(page, proxy, listed, unlisted, token) {
  const ask = (method, headers, path) =>
    page.evaluate(
      async ([address, init]) => {
        try {
          const answer = await fetch(address, init);
          return { status: answer.status, text: await answer.text() };
        } catch {
          return { status: 0, text: '' };
        }
      },
      [`${proxy}${path}`, { method, headers }],
    );
  await page.goto(listed);
  const list = await ask('GET', { 'X-Auth-Token': token }, LOGGERS);
  expect(list.status === 200 && list.text.includes('flowlog_loggers'), `a listed page got ${list.status} for a list`);
  const gone = await ask('DELETE', { 'X-Auth-Token': token, 'Content-Type': 'application/json' }, `${LOGGERS}/none`);
  expect(gone.status === 404 && gone.text.includes('NeutronError'), `a listed page got ${gone.status} for a missing one`);
  const refused = await ask('PATCH', { 'X-Auth-Token': token }, LOGGERS);
  expect(refused.status === 0, `a listed page got ${refused.status} for a method that the proxy does not allow`);
  await page.goto(unlisted);
  for (const headers of [{}, { 'X-Auth-Token': token }]) {
    const answer = await ask('GET', headers, LOGGERS);
    expect(answer.status === 0, `a page that is not listed got ${answer.status}`);
  }
}

const [mode, ...rest] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage({ locale: 'en-US' });
  await (mode === 'site' ? site : cors)(page, ...rest);
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
} finally {
  await browser.close();
}
