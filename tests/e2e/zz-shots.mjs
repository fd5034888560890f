import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
const out = '/tmp/page/';
const emu = spawn(process.env.FLOWLOG_EMULATOR, ['--port', '0', '--site', process.env.FLOWLOG_DIST], { stdio: ['ignore', 'pipe', 'inherit'] });
let origin, token;
for await (const line of createInterface({ input: emu.stdout })) {
  const m = /^listening (\S+) admin (\S+) token (\S+)/.exec(line);
  if (m) { origin = new URL(m[1]).origin; token = m[3]; break; }
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
const run = async (name, width, height, scheme, locale, work) => {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() !== 'log') console.log(name, m.type(), m.text().slice(0, 400)); });
  page.on('pageerror', (e) => console.log(name, 'pageerror', String(e).slice(0, 400)));
  if (locale) await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), locale } });
  });
  const shot = async (part, full = false) => page.screenshot({ path: `${out}${name}-${part}.png`, fullPage: full, animations: 'disabled' });
  try { await work(page, shot); } catch (e) { console.log(name, 'FAILED', String(e).slice(0, 600)); await shot('failed'); }
  await context.close();
};
const jobs = await import(process.argv[2]);
await jobs.default({ run, origin, token });
await browser.close();
emu.kill('SIGTERM');
