import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { VIEWS } from '../src/views.ts';
import { mapEntry, selfContained, validationEntry } from './entries.ts';

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
