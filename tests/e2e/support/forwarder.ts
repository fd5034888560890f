import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

interface Setting {
  site?: string;
  config?: unknown;
  cors?: boolean;
  upstreams: string[];
}

const started: ChildProcess[] = [];

/** Starts forwarder.mjs; its origin. */
export async function forwarder(setting: Setting): Promise<string> {
  const program = fileURLToPath(new URL('forwarder.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(setting)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  started.push(child);
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /^listening (\S+)$/.exec(line);
    if (found) return found[1]!;
  }
  throw new Error('the forwarder ended before it listened');
}

/** Ends all that were started. */
export function endForwarders(): void {
  for (const child of started.splice(0)) child.kill();
}
