import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { VIEWS } from '../src/views.ts';

/** A design document as CouchDB stores it. The same sources always give the same text, hence the same indexes. */
export interface DesignDocument {
  readonly _id: `_design/${string}`;
  readonly language: 'javascript';
  readonly views?: Readonly<Record<string, { readonly map: string; readonly reduce?: string }>>;
  readonly validate_doc_update?: string;
}

const SOURCES = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src');
const VALIDATION = 'validation/validate_doc_update';

let compiled: Promise<readonly DesignDocument[]> | undefined;

/** Every design document of a shop's database, compiled once per process (about a tenth of a second). */
export function designDocuments(): Promise<readonly DesignDocument[]> {
  compiled ??= compileAll();
  return compiled;
}

async function compileAll(): Promise<readonly DesignDocument[]> {
  const texts = await compile({
    ...Object.fromEntries(VIEWS.map(({ ddoc, name }) => [`${ddoc}/${name}`, mapEntry(`./${ddoc}/${name}.ts`)])),
    [VALIDATION]: validationEntry(`./${VALIDATION}.ts`),
  });
  const textOf = (name: string): string => {
    const text = texts.get(name);
    if (text === undefined) throw new Error(`No compiled text for ${name}`);
    return text;
  };
  const ddocs = [...new Set(VIEWS.map(({ ddoc }) => ddoc))].map((ddoc): DesignDocument => {
    const views = VIEWS.filter((view) => view.ddoc === ddoc).map(({ name, reduce }) => [
      name,
      { map: textOf(`${ddoc}/${name}`), ...(reduce ? { reduce } : {}) },
    ]);
    return { _id: `_design/${ddoc}`, language: 'javascript', views: Object.fromEntries(views) };
  });
  return [...ddocs, { _id: '_design/validation', language: 'javascript', validate_doc_update: textOf(VALIDATION) }];
}

/** Bundles each entry's source into one self-contained expression that evaluates to a function. */
async function compile(entries: Readonly<Record<string, string>>): Promise<Map<string, string>> {
  const virtual: Plugin = {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^entry:/ }, ({ path: name }) => ({ path: name.slice('entry:'.length), namespace: 'entry' }));
      onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: name }) => ({
        contents: entries[name] ?? '',
        loader: 'ts',
        resolveDir: SOURCES,
      }));
    },
  };
  const result = await build({
    entryPoints: Object.keys(entries).map((name) => ({ in: `entry:${name}`, out: name })),
    outdir: '/',
    absWorkingDir: SOURCES,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2017',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    charset: 'ascii',
    plugins: [virtual],
  });
  return new Map(
    result.outputFiles.map(({ path: file, text }) => [
      path.relative('/', file).replaceAll(path.sep, '/').replace(/\.js$/, ''),
      selfContained(text),
    ]),
  );
}

/** The variable in which an entry leaves its function. */
const RESULT = '$digiboost';

/** The entry of a map: CouchDB's sandboxes give `emit` as a free variable, our maps take it as an argument. */
const mapEntry = (file: string): string =>
  `import { map } from '${file}'; ${RESULT} = function (doc) { map(doc, emit); };`;

/** The entry of `validate_doc_update`. */
const validationEntry = (file: string): string =>
  `import { validateDocUpdate } from '${file}';
   ${RESULT} = function (doc, old, user, security) { validateDocUpdate(doc, old, user, security); };`;

// CouchDB's QuickJS has no promises; zod names them only to tell whether a check answered with one.
const NO_PROMISE = 'Promise=globalThis.Promise||function(){}';

/**
 * One expression that evaluates to the function. What the modules set up runs once, when CouchDB compiles the text,
 * and not for each document. No semicolon at its end: PouchDB and CouchDB evaluate it as part of an expression.
 */
const selfContained = (code: string): string => {
  const variables = /\bPromise\b/.test(code) ? `${RESULT},${NO_PROMISE}` : RESULT;
  return `(function(){var ${variables};${code.trim()}return ${RESULT}})()`;
};
