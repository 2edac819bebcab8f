import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { type Source, sourceOf } from './sources.ts';
import { circles, misplacedSupport, sizes, unusedExports, wideComments } from './structure.ts';

/** A repository of the files given, which import one another by relative paths. */
function repository(files: Readonly<Record<string, string>>): Source[] {
  return Object.entries(files).map(([path, text]) =>
    sourceOf(path, text, (name) => {
      const target = posix.join(posix.dirname(path), name);
      return target in files ? target : null;
    }),
  );
}
const told = (findings: readonly { path: string; message: string }[]): string[] =>
  findings.map(({ path, message }) => `${path} ${message}`);

it('finds circles of types too, not those of what is loaded later', () => {
  const files = {
    'a.ts': "import type { B } from './b.ts';\nexport interface A { b: B }\n",
    'b.ts': "export * from './c.ts';\nexport interface B {}\n",
    'c.ts': "import { type A } from './a.ts';\nexport type C = A;\n",
    'd.ts': "export const d = () => import('./e.ts');\n",
    'e.ts': "import { d } from './d.ts';\nexport const e = d;\n",
  };
  expect(told(circles(repository(files)))).toEqual([
    'a.ts these files import one another in a circle: a.ts, b.ts, c.ts',
  ]);
});

it('finds exports that nobody takes, however others are taken', () => {
  const files = {
    'made.ts': [
      'export const [first, second] = [1, 2];',
      'export interface Spoken {}',
      'export interface Silent {}',
      'export function used(_: Spoken): void {}',
      'export class Later {}',
      'export const whole = 1;',
      'export default 1;',
      '',
    ].join('\n'),
    'index.ts': "export * from './made.ts';\nexport { used as renamed, second } from './made.ts';\n",
    'page.svelte':
      "<script>\n  import { renamed } from './index.ts';\n  const { Later } = await import('./made.ts');\n</script>\n",
    'space.ts': "import * as made from './made.ts';\nconst it = made.first;\n",
  };
  expect(told(unusedExports(repository(files)))).toEqual([
    'made.ts second is exported and used nowhere else',
    'made.ts Silent is exported and used nowhere else',
    'made.ts whole is exported and used nowhere else',
    'made.ts default is exported and used nowhere else',
    'index.ts second is exported and used nowhere else',
  ]);
});

it('takes every name of what is imported as a whole', () => {
  const files = {
    'made.ts': 'export const a = 1;\nexport const b = 2;\n',
    'user.ts': "import * as made from './made.ts';\nconsole.log(made);\n",
    'test.test.ts': "void import('./other.ts').then((other) => other);\n",
    'other.ts': 'export const c = 1;\n',
  };
  expect(unusedExports(repository(files))).toEqual([]);
});

it('finds files below the floor and above the ceiling, past those that hand them on', () => {
  const long = 'export const a = 1;\n'.padEnd(400, '\n');
  const files = {
    'small.ts': 'export const small = 1;\n',
    'shared.ts': 'export const shared = 1;\n',
    'named.ts': 'export const named = 1;\n',
    'worker.ts': 'onmessage = null;\n',
    'index.ts': "export * from './small.ts';\n",
    'large.ts': long,
    'whole.ts': long,
    'large.test.ts': long,
    'user.ts':
      "import { small } from './index.ts';\nimport { shared } from './shared.ts';\nimport { named } from './named.ts';\n",
    'other.ts': "import { shared } from './shared.ts';\nnew Worker(new URL('./worker.ts', import.meta.url));\n",
    'other.test.ts': "import { small } from './small.ts';\n",
  };
  const found = sizes(repository(files), {
    isLookedUp: (path) => path === 'named.ts',
    isOne: (path) => path === 'whole.ts',
  });
  expect(found.map(({ path }) => path)).toEqual(['small.ts', 'index.ts', 'large.ts']);
  expect(found[0]?.message).toContain('it lives in user.ts');
});

it('leaves small files alone that cannot live in their importer', () => {
  const files = {
    'client/lib/later.ts': 'export const later = 1;\n',
    'client/lib/proven.ts': 'export const proven = 1;\n',
    'client/lib/proven.test.ts': "import { proven } from './proven.ts';\n",
    'client/lib/unproven.ts': 'export const unproven = 1;\n',
    'client/lib/Screen.svelte':
      "<script>\n  import { proven } from './proven.ts';\n  import { unproven } from './unproven.ts';\n  const { later } = await import('./later.ts');\n  import { rule } from '../../domain/rule.ts';\n</script>\n",
    'domain/rule.ts': 'export const rule = 1;\n',
    'client/lib/part.ts': 'export const part = 1;\n'.padEnd(60, '\n'),
    'client/lib/full.ts': "import { part } from './part.ts';\n".padEnd(270, '\n'),
  };
  const none = { isLookedUp: () => false, isOne: () => false };
  expect(sizes(repository(files), none).map(({ path }) => path)).toEqual(['client/lib/unproven.ts']);
});

it('finds what only tests use outside a testing folder', () => {
  const files = {
    'support.ts': 'export const support = 1;\n',
    'testing/support.ts': 'export const support = 1;\n',
    'command.ts': 'console.log(1);\n',
    'a.test.ts': "import { support } from './support.ts';\nimport { support as other } from './testing/support.ts';\n",
  };
  expect(misplacedSupport(repository(files)).map(({ path }) => path)).toEqual(['support.ts']);
});

it('finds wide comments, and leaves wide code and texts alone', () => {
  const wide = 'x'.repeat(121);
  const files = {
    'code.ts': `const a = '${wide}';\nconst pattern = /\\/\\*${wide}/;\n`,
    'text.ts': `const a = \`// ${wide}\`;\n`,
    'line.ts': `// ${wide}\nconst a = 1; // ${wide}\n`,
    'block.ts': `/**\n * ${wide}\n */\nconst a = 1;\nconst b = '${wide}';\n`,
    'member.ts': `interface A {\n  /** ${wide} */\n  readonly a: 1;\n}\n`,
    'page.svelte': `<script>\n  // ${wide}\n</script>\n<!-- ${wide} -->\n<p>${wide}</p>\n`,
  };
  expect(wideComments(repository(files)).map(({ path, line }) => `${path}:${line}`)).toEqual([
    'line.ts:1',
    'line.ts:2',
    'block.ts:2',
    'member.ts:2',
    'page.svelte:2',
    'page.svelte:4',
  ]);
});
