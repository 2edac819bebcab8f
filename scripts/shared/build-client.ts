import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const STAMP = 'client/build/.sources';
const SOURCES = ['client', 'domain/src', 'papers/src', 'design-docs/src', 'package-lock.json'];
const IGNORED = new Set(['node_modules', 'build', '.svelte-kit', 'e2e', 'dev-dist', 'test-results']);

/** Builds the PWA into client/build, unless it was built from these very sources. */
export async function buildClient({ force = false } = {}): Promise<void> {
  const sources = await fingerprint();
  if (!force && (await readFile(STAMP, 'utf8').catch(() => '')) === sources) return;
  process.stdout.write('Building the app…\n');
  await run('npm', ['run', 'build', '--silent', '-w', 'client']);
  await writeFile(STAMP, sources);
}

/** Names, sizes and times of all sources: cheap, and changed by any edit. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const visit = async (path: string): Promise<void> => {
    const info = await stat(path);
    if (!info.isDirectory()) {
      hash.update(`${path}:${info.size}:${Math.round(info.mtimeMs)}\n`);
      return;
    }
    for (const name of (await readdir(path)).sort()) if (!IGNORED.has(name)) await visit(join(path, name));
  };
  for (const path of SOURCES) await visit(path);
  return hash.digest('hex');
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      process.stderr.write(output);
      reject(new Error(`The app could not be built (${command} ${args.join(' ')} ended with ${code}).`));
    });
  });
}
