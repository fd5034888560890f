import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const BINARY = process.env.FLOWLOG_EMULATOR || fileURLToPath(new URL('target/debug/flowlog-emulator', root));
export const SITE = process.env.FLOWLOG_DIST || fileURLToPath(new URL('dist', root));
const START_SECONDS = 20;

/** One running emulator: the site, the services it talks to and the admin port. */
export class Emulator {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
    readonly admin: string,
    readonly token: string,
    /** The network of each region and the identity of each realm, where not everything is at the one origin. */
    readonly origins: ReadonlyMap<string, string>,
  ) {}

  /** `options` are those of its command line. */
  static async start(...options: string[]): Promise<Emulator> {
    const child = spawn(BINARY, ['--port', '0', '--site', SITE, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk));
    const failed = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(new Error(`${BINARY} does not start: ${error.message}`)));
      child.once('exit', (code) =>
        reject(new Error(`${BINARY} ended with ${code} before it listened: ${words}`)),
      );
      setTimeout(
        () => reject(new Error(`${BINARY} did not listen within ${START_SECONDS} s: ${words}`)),
        START_SECONDS * 1000,
      ).unref();
    });
    try {
      return await Promise.race([Emulator.listening(child), failed]);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    } finally {
      failed.catch(() => undefined);
    }
  }

  private static async listening(child: ChildProcess): Promise<Emulator> {
    const lines = createInterface({ input: child.stdout! });
    for await (const line of lines) {
      const found = /^listening (\S+) admin (\S+) token (\S+)(.*)/.exec(line);
      if (found) {
        child.stdout!.resume();
        const origins = new Map<string, string>();
        for (const [, name, url] of found[4]!.matchAll(/ (\S+?)=(\S+)/g)) {
          origins.set(name!, new URL(url!).origin);
        }
        return new Emulator(child, new URL(found[1]!).origin, new URL(found[2]!).origin, found[3]!, origins);
      }
    }
    throw new Error('the emulator ended its output without a "listening" line');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(timer);
  }
}
