import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Builder, type WebDriver } from 'selenium-webdriver';
import { expect } from '@playwright/test';
import type { Engine } from './engines.ts';

/** Far from UTC, so that a time shown in the browser's zone by mistake is seen. */
const TIME_ZONE = 'Asia/Seoul';
export const WINDOW = { x: 0, y: 0, width: 1440, height: 900 };

/** A screen that nobody sees, for engines that cannot do without one. */
export class Screen {
  private constructor(
    private readonly server: ChildProcess,
    readonly display: string,
  ) {}

  static async start(): Promise<Screen> {
    const args = ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp'];
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    // The server writes the number that it chose once it is ready.
    const [number] = (await Promise.race([once(server.stdio[3]!, 'data'), failure(server, 'Xvfb')])) as [Buffer];
    return new Screen(server, `:${String(number).trim()}`);
  }

  stop(): Promise<void> {
    return end(this.server);
  }
}

/** A session of an engine, with the driver that serves it. */
export class Session {
  private constructor(
    private readonly server: ChildProcess,
    readonly driver: WebDriver,
  ) {}

  static async start(engine: Engine, screen: Screen): Promise<Session> {
    const port = await freePort();
    const server = spawn(engine.driver, engine.args(port), {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: screen.display, TZ: TIME_ZONE, LANG: 'en_US.UTF-8', NO_AT_BRIDGE: '1' },
    });
    try {
      const address = `http://127.0.0.1:${port}`;
      await Promise.race([ready(address), failure(server, engine.driver)]);
      const builder = new Builder().disableEnvironmentOverrides().usingServer(address);
      const driver = await builder.withCapabilities(engine.capabilities).build();
      await driver.manage().window().setRect(WINDOW);
      return new Session(server, driver);
    } catch (error) {
      await end(server);
      throw error;
    }
  }

  async stop(): Promise<void> {
    try {
      await this.driver.quit();
    } finally {
      await end(this.server);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(address: string): Promise<void> {
  const isReady = async () => (await fetch(`${address}/status`)).ok;
  await expect(async () => expect(await isReady()).toBe(true)).toPass({ timeout: 20_000 });
}

async function failure(child: ChildProcess, name: string): Promise<never> {
  const why = once(child, 'exit').then(([code]) => `it ended with ${code}`);
  throw new Error(`${name} does not start: ${await why}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
