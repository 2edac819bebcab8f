import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareBytes, Malformed } from './bytes.ts';
import { batchEntries, readLog } from './log-file.ts';
import { type LiveFiles, readManifest } from './manifest.ts';
import { type Entry, readTable } from './table-file.ts';

/** What the files of a store say of themselves, without LevelDB, which removes and forgets what it cannot read. */
export interface Inspection {
  /** What is damaged for certain, one phrase each. */
  readonly flaws: readonly string[];
  /** The values of the keys that were asked for, where they can be read. */
  readonly values: ReadonlyMap<string, string>;
}

const EMPTY = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const text = (bytes: Uint8Array): string => decoder.decode(bytes);
const NUMBERED = /^(\d+)\.(ldb|sst|log)$/;

/**
 * Verifies every checksum in the files that hold the data of a store. A last write that is not whole is no flaw: it was
 * never acknowledged, or the values of `keys` are older than what was.
 */
export async function inspectFiles(folder: string, keys: readonly string[]): Promise<Inspection> {
  try {
    return await inspect(folder, keys);
  } catch (error) {
    if (error instanceof Malformed) return { flaws: [error.message], values: new Map() };
    throw error;
  }
}

async function inspect(folder: string, keys: readonly string[]): Promise<Inspection> {
  const flaws: string[] = [];
  const newest = new Newest();
  const wanted = keys.map((key) => new TextEncoder().encode(key));
  const live = await liveFiles(folder);
  if (live === null) return { flaws: ['its list of files cannot be read'], values: new Map() };
  const names = await numbered(folder);
  for (const [number, size] of live.tables) {
    const bytes = await contents(folder, names.get(number) ?? '');
    if (bytes === null || bytes.length < size) {
      flaws.push(bytes === null ? `table ${number} is missing` : `table ${number} is cut`);
      continue;
    }
    const { blocks, lost } = readTable(bytes);
    if (lost > 0) flaws.push(`${lost} ${lost === 1 ? 'block' : 'blocks'} of table ${number} cannot be read`);
    for (const [index, { upTo, entries }] of blocks.entries()) {
      const before = blocks[index - 1]?.upTo;
      const isHere = (key: Uint8Array) =>
        compareBytes(key, upTo) <= 0 && (before === undefined || compareBytes(key, before) >= 0);
      if (wanted.some(isHere)) newest.add(entries(), wanted);
    }
  }
  const logs = [...names].filter(([number, name]) => name.endsWith('.log') && number >= live.firstLog);
  if (live.firstLog > 0 && !names.get(live.firstLog)?.endsWith('.log')) flaws.push(`log ${live.firstLog} is missing`);
  for (const [number, name] of logs) {
    const { records, isBroken } = readLog((await contents(folder, name)) ?? EMPTY);
    if (isBroken) flaws.push(`log ${number} cannot be read as a whole`);
    let last = -1;
    for (const record of records) {
      const entries = batchEntries(record);
      // LevelDB ends the process when it meets a sequence twice.
      if (entries.some(({ sequence }) => sequence <= last)) flaws.push(`log ${number} says a thing twice`);
      last = entries.at(-1)?.sequence ?? last;
      newest.add(entries, wanted);
    }
  }
  return { flaws, values: newest.values() };
}

/** Whatever can still be read in a folder, from all of its tables and logs: the newest value of each key. */
export async function salvageEntries(folder: string): Promise<Map<string, string>> {
  const newest = new Newest();
  for (const name of (await numbered(folder)).values()) {
    const bytes = (await contents(folder, name)) ?? EMPTY;
    const pieces = name.endsWith('.log')
      ? readLog(bytes).records.map((record) => () => batchEntries(record))
      : readTable(bytes).blocks.map(({ entries }) => entries);
    for (const entries of pieces) {
      try {
        newest.add(entries());
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
      }
    }
  }
  return newest.values();
}

/** The newest value of each key, in whatever order the entries come. */
class Newest {
  readonly #found = new Map<string, Entry>();

  add(entries: readonly Entry[], only?: readonly Uint8Array[]): void {
    for (const entry of entries) {
      if (only && !only.some((key) => compareBytes(key, entry.key) === 0)) continue;
      const key = text(entry.key);
      const held = this.#found.get(key);
      if (held === undefined || held.sequence <= entry.sequence) this.#found.set(key, entry);
    }
  }

  values(): Map<string, string> {
    const values = new Map<string, string>();
    for (const [key, { value }] of this.#found) if (value !== null) values.set(key, text(value));
    return values;
  }
}

/** The live files; null when CURRENT or the manifest that it names cannot be read. */
async function liveFiles(folder: string): Promise<LiveFiles | null> {
  const [, manifest] = /^(MANIFEST-\d+)\n$/.exec(text((await contents(folder, 'CURRENT')) ?? EMPTY)) ?? [];
  const bytes = manifest === undefined ? null : await contents(folder, manifest);
  try {
    return bytes && readManifest(bytes);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

async function numbered(folder: string): Promise<Map<number, string>> {
  const names = await readdir(folder).catch(absent);
  return new Map((names ?? []).filter((name) => NUMBERED.test(name)).map((name) => [Number.parseInt(name, 10), name]));
}

const contents = (folder: string, name: string): Promise<Uint8Array | null> =>
  name === ''
    ? Promise.resolve(null)
    : readFile(join(folder, name)).then(
        ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
        absent,
      );

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'EIO') return null;
  throw error;
}
