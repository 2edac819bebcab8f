import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** The server's rooms in their order: a room imports only from those before it, types too. After them comes the app. */
const ROOMS = ['couch', 'http', 'accounts', 'shop', 'figures', 'alerts', 'notify', 'watch', 'conversation'];
/** Columns of a comment; the formatter sees to the code. */
const WIDEST = 120;
/** Where comments and exports are looked at. */
const TIDY = /^(?:server|couch|design-docs|scripts)\//;

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

const isTest = (path: string): boolean => /\.test\.ts$|\/testing\//.test(path);

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => /\.(?:ts|mjs|svelte)$/.test(path) && !path.endsWith('.d.ts'));
const texts = new Map(files.flatMap((path) => read(path)));

function read(path: string): [string, string][] {
  try {
    return [[path, readFileSync(path, 'utf8')]];
  } catch {
    // Deleted, and not yet said to git.
    return [];
  }
}

const faults = [...roomsInOrder(), ...narrowComments(), ...exportsUsed()];
for (const fault of faults) process.stdout.write(`${fault}\n`);
if (faults.length > 0) process.exit(1);

/** Imports from a room that comes later. */
function* roomsInOrder(): Generator<string> {
  const placeOf = (path: string): number => {
    const place = ROOMS.indexOf(/^server\/src\/([^/]+)\//.exec(path)?.[1] ?? '');
    return place < 0 ? ROOMS.length : place;
  };
  for (const [path, text] of texts) {
    if (!path.startsWith('server/src/') || isTest(path)) continue;
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const target = normalize(join(dirname(path), fileName));
      if (!fileName.startsWith('.') || placeOf(target) <= placeOf(path)) continue;
      yield `${path}: imports ${target}, which comes later (${ROOMS.join(' < ')} < app)`;
    }
  }
}

/** Comments that a reader has to scroll for. */
function* narrowComments(): Generator<string> {
  for (const [path, text] of texts) {
    if (!TIDY.test(path)) continue;
    for (const [index, line] of text.split('\n').entries()) {
      if (line.length <= WIDEST || !/^\s*(?:\/\/|\/?\*|<!--)|\s\/\/ |<!--/.test(line)) continue;
      yield `${path}:${index + 1}: a comment of ${line.length} columns, ${WIDEST} at most`;
    }
  }
}

/**
 * Exports that no other file names: they are their file's own, or nobody's. A type may stay exported when its file uses
 * it, for it then says what an exported function takes or gives.
 */
function* exportsUsed(): Generator<string> {
  const users = new Map<string, Set<string>>();
  for (const [path, text] of texts) {
    const own = path.endsWith('/index.ts') ? text.replaceAll(/export (?:type )?\{[^}]*\} from/g, '') : text;
    for (const [word] of own.matchAll(WORD)) users.set(word, (users.get(word) ?? new Set()).add(path));
  }
  for (const [path, text] of texts) {
    if (!TIDY.test(path) || !path.endsWith('.ts')) continue;
    for (const { name, isType } of exportsOf(path, text)) {
      const isUsed = [...(users.get(name) ?? [])].some((user) => user !== path);
      const isOwn = isType && [...text.matchAll(WORD)].filter(([word]) => word === name).length > 1;
      if (!isUsed && !isOwn) yield `${path}: exports ${name}, which no other file uses`;
    }
  }
}

function* exportsOf(path: string, text: string): Generator<{ readonly name: string; readonly isType: boolean }> {
  for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) yield { name: name.text, isType: false };
      }
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      yield { name: statement.name.text, isType: true };
    } else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      yield { name: statement.name.text, isType: false };
    }
  }
}
