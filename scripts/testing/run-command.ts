import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../run.mjs', import.meta.url));

/** How a command ended and what it printed. */
interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one of the project's commands as an operator does, on the data folder `dataDir`, with no setting but that. */
export function runCommand(dataDir: string, name: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [RUN, name, ...args], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}
