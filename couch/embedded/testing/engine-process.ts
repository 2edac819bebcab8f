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

const SCRIPT = fileURLToPath(new URL('./run-engine.ts', import.meta.url));

/** Starts an engine on a data folder in another process; rejects with what it wrote when it does not come up. */
export async function spawnEngine(dataDir: string): Promise<EngineProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await firstLine(child);
  return {
    url,
    limitFiles(bytes) {
      execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`]);
    },
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
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
