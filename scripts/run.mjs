// Starts any of the project's commands on a machine that has only Node and git: `node scripts/run.mjs <command> …`.
// Plain JavaScript without dependencies, and nothing that an old Node could not parse, so that it can say what is
// wrong.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const OLDEST = [20, 19];

function fail(sentence) {
  process.stderr.write(sentence + '\n');
  process.exit(1);
}

const version = process.versions.node.split('.').map(Number);
if (version[0] < OLDEST[0] || (version[0] === OLDEST[0] && version[1] < OLDEST[1])) {
  fail(
    'Node ' +
      OLDEST.join('.') +
      ' or newer is needed; this is Node ' +
      process.versions.node +
      '. See https://nodejs.org.',
  );
}

// Whether every package that the lock file names is there in that version; npm notes what it installed.
function isInstalled() {
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  const notes = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, notes))) return false;
  const installed = read(notes);
  return Object.entries(read('package-lock.json')).every(
    ([path, wanted]) =>
      path === '' ||
      wanted.optional ||
      wanted.link ||
      !path.includes('node_modules/') ||
      (installed[path] && installed[path].version === wanted.version),
  );
}

if (!isInstalled()) {
  process.stdout.write('Installing packages…\n');
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.error || npm.status !== 0)
    fail('The packages could not be installed: check the network, then run the command again.');
}

const command = process.argv[2];
const commands = readdirSync(here)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => name.slice(0, -3));
if (!command || !commands.includes(command)) fail('Unknown command. One of: ' + commands.join(', ') + '.');

// The commands read their own arguments as if they had been started directly.
process.argv.splice(1, 2, join(here, command + '.ts'));
process.chdir(root);
const { compiled } = await import('./compile.mjs');
process.setSourceMapsEnabled(true);
await import(pathToFileURL(await compiled(command)).href);
