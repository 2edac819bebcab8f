import { expect, test } from 'vitest';
import { faultsOf } from './documentation.ts';

const known = { files: ['README.md', 'docs/guide.md', 'server/src/app.ts'], commands: ['start'], scenes: ['vendre'] };
const texts = new Map([['docs/guide.md', '# Le guide\n\n## Deux téléphones : que faire ?\n']]);

const faults = (markdown: string, path = 'README.md'): string[] =>
  faultsOf({ path, markdown }, known, (file) => texts.get(file) ?? '');

test('links lead to files and folders of the repository, from where they stand, and to headings', () => {
  const good = '[a](docs/guide.md) [b](docs) [c](docs/guide.md#deux-téléphones--que-faire-) [d](https://example.org/x)';
  expect(faults(good)).toEqual([]);
  expect(faults('[a](../README.md)', 'docs/guide.md')).toEqual([]);
  expect(faults('[a](guide.md) [b](docs/guide.md#rien)')).toEqual([
    'leads to guide.md, which is not there',
    'leads to docs/guide.md#rien: no such heading',
  ]);
});

test('a file that is named is there, by its path or the end of it; patterns, addresses and data are no files', () => {
  expect(faults('`server/src/app.ts`, `app.ts`, `src/<name>.ts`, `/api/x.json`, `secrets.json`, `*.ts`')).toEqual([]);
  expect(faults('`server/src/main.ts` and `pp.ts`')).toEqual([
    'names server/src/main.ts, which is not there',
    'names pp.ts, which is not there',
  ]);
  expect(faults('```\nserver/src/main.ts\n```')).toEqual([]);
});

test('a decision may name what was there on its day, and lead to nothing that is not', () => {
  expect(faults('`old.ts` [x](gone.md)', 'docs/DECISIONS/0001-x.md')).toEqual(['leads to gone.md, which is not there']);
});

test('scenes exist', () => {
  expect(faults('scène `vendre`, scène `vendu`')).toEqual(['names the scene vendu, which is not there']);
});

test('commands exist', () => {
  expect(faults('```\nnpm run start -- --port 1\nnpm run strat\n```')).toEqual([
    'names npm run strat, which is no command',
  ]);
});
