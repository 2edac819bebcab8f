import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** An engine in a process of its own, which a test may kill. */
export interface EngineProcess {
  readonly url: string;
  /** Lets none of its files grow beyond so many bytes, as a full disk would; null lifts the limit. Linux only. */
  limitFiles(bytes: number | null): void;
  kill(): Promise<void>;
}

/** Starts an engine on a data folder in another process; rejects with what it wrote when it does not come up. */
export async function spawnEngine(dataDir: string): Promise<EngineProcess> {
  const child = run('./run-engine.ts', dataDir);
  const url = await firstLine(child);
  return {
    url,
    limitFiles(bytes) {
      execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`]);
    },
    kill: () => kill(child),
  };
}

/** A supervisor in a process of its own, and its engine in another; `kill` ends the supervisor alone. */
export async function spawnSupervisor(dataDir: string): Promise<{ url: string; pid: number; kill(): Promise<void> }> {
  const child = run('./run-supervisor.ts', dataDir);
  return { ...JSON.parse(await firstLine(child)), kill: () => kill(child) };
}

const run = (script: string, dataDir: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL(script, import.meta.url)), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function firstLine(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the engine has no output');
  let complaint = '';
  stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error(complaint)));
  });
}
