// The emulator with a number of loggers, as long as this process lives.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const START_SECONDS = 30;

export async function startEmulator(program, loggers) {
  const child = spawn(program, ["--port", "0", "--sample", String(loggers)], { stdio: ["ignore", "pipe", "inherit"] });
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  const timer = setTimeout(kill, START_SECONDS * 1000);
  const failed = once(child, "exit").then(([code, signal]) => {
    throw new Error(`the emulator ended with ${code ?? signal} before it listened`);
  });
  failed.catch(() => {});
  const [, origin, token] = await Promise.race([listening(child), failed]);
  clearTimeout(timer);
  return {
    origin,
    token,
    async stop() {
      const gone = once(child, "exit");
      kill();
      await gone;
      process.off("exit", kill);
    },
  };
}

async function listening(child) {
  const [lines, line] = [createInterface({ input: child.stdout }), /^listening (\S+?)\/? admin \S+ token (\S+)/];
  for await (const text of lines) {
    const found = line.exec(text);
    if (found) {
      child.stdout.resume();
      return found;
    }
  }
  throw new Error("the emulator named no address");
}
