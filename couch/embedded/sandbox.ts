import { createContext, Script } from 'node:vm';
import { CouchError } from './couch-error.ts';

/** As CouchDB's os_process_timeout: a function that runs longer is stopped, in milliseconds. */
const TIMEOUT = 5000;

/** What a validation function threw, as JSON. */
export interface Thrown {
  forbidden?: unknown;
  unauthorized?: unknown;
  name?: string;
  message?: string;
}

/** One emitted row of a view. */
export type Emitted = [key: unknown, value: unknown];

// Runs inside the sandbox. Only JSON text crosses its border, so that no object of the server can be reached from a
// design document, and a function that changes its arguments changes nothing outside.
const BOOTSTRAP = `
(() => {
  'use strict';
  const { parse, stringify } = JSON;
  // Databases share the sandbox: a key such as __proto__ in a document of one must leave nothing for the others.
  for (const { prototype } of [Object, Array, Function, String, Number, Boolean, Map, Set]) Object.preventExtensions(prototype);
  let functions = [];
  let emitted = [];
  globalThis.emit = (key, value) => { emitted.push([key === undefined ? null : key, value === undefined ? null : value]); };
  globalThis.sum = (values) => values.reduce((total, value) => total + value, 0);
  globalThis.isArray = Array.isArray;
  globalThis.toJSON = stringify;
  globalThis.log = () => {};
  const mapOne = (map, document) => {
    emitted = [];
    try { map(document); } catch { emitted = []; }
    return emitted;
  };
  const validateOne = ({ newDoc, oldDoc, userCtx, secObj }) => {
    try {
      for (const validate of functions) validate(newDoc, oldDoc, userCtx, secObj);
    } catch (thrown) {
      if (thrown instanceof Error) return { name: thrown.name, message: thrown.message };
      return typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) };
    }
    return null;
  };
  globalThis.__add = (compiled) => { functions.push(compiled); };
  globalThis.__run = (task, text) => {
    const input = parse(text);
    return stringify(task === 'map' ? input.map((document) => functions.map((map) => mapOne(map, document))) : input.map(validateOne));
  };
})();`;

const bootstrap = new Script(BOOTSTRAP);
const run = new Script('__run(__task, __input)');

type Execute = (task: 'map' | 'validate', input: unknown) => unknown;

/** Texts whose sandboxes are kept at hand: shops have the same ones, but while a new version is rolled out. */
const KEPT = 32;
const kept = new Map<string, Execute>();

/** The sandbox of these texts. A context takes some 250 kB and 2 ms: databases with the same texts share one. */
function load(sources: readonly string[]): Execute {
  const name = JSON.stringify(sources);
  const execute = kept.get(name) ?? compile(sources);
  kept.delete(name);
  kept.set(name, execute);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return execute;
}

function compile(sources: readonly string[]): Execute {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  bootstrap.runInContext(context);
  for (const source of sources) {
    const expression = source.trim().replace(/;+$/, '');
    try {
      new Script(`__add((${expression}\n))`).runInContext(context, { timeout: TIMEOUT });
    } catch (failure) {
      throw new CouchError(
        500,
        'compilation_error',
        failure instanceof Error ? `${failure.name}: ${failure.message}` : 'failed',
      );
    }
  }
  return (task, input) => {
    Object.assign(context, { __task: task, __input: JSON.stringify(input) });
    try {
      return JSON.parse(run.runInContext(context, { timeout: TIMEOUT }));
    } catch {
      throw new CouchError(500, 'os_process_error', 'OS process timed out.');
    }
  };
}

/** Compiles map functions; the result gives, per document, the rows each of them emitted (none when it threw). */
export function compileMaps(sources: readonly string[]): (documents: readonly object[]) => Emitted[][][] {
  const execute = load(sources);
  return (documents) => execute('map', documents) as Emitted[][][];
}

/** What a validation function is given. */
export interface ValidationInput {
  newDoc: object;
  oldDoc: object | null;
  userCtx: object;
  secObj: object;
}

/**
 * Compiles validation functions; the result gives, per write, what the first of them that threw has thrown, or null.
 */
export function compileValidators(
  sources: readonly string[],
): (writes: readonly ValidationInput[]) => (Thrown | null)[] {
  const execute = load(sources);
  return (writes) => execute('validate', writes) as (Thrown | null)[];
}
