import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { CHAPTERS } from '../../docs/scenes/index.ts';
import { HELP, helpText } from '../guide/help.ts';
import { faultsOf } from './documentation.ts';

// The links, files and commands that the project's texts name, and the numbers of its decisions.
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' });
const files = listed.split('\n').filter((path) => path !== '' && existsSync(path));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const scenes = CHAPTERS.flatMap((chapter) => chapter.scenes);
const known = { files, commands: Object.keys(scripts), scenes: scenes.map(({ id }) => id) };
const textOf = (path: string): string => readFileSync(path, 'utf8');
const faults = files
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => faultsOf({ path, markdown: textOf(path) }, known, textOf).map((fault) => `${path} ${fault}`));
const numbers = files.flatMap((path) => /^docs\/DECISIONS\/(\d{4})-/.exec(path)?.[1] ?? []);
for (const number of numbers.filter((one, index) => numbers.indexOf(one) < index)) {
  faults.push(`docs/DECISIONS has two of number ${number}`);
}
if (textOf(`${HELP}/scenes.json`) !== helpText(CHAPTERS)) {
  faults.push(`${HELP}/scenes.json does not say what the scenes say: npm run guide`);
}
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
