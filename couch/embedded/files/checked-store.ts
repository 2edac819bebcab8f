import { basename, dirname, join } from 'node:path';
import { holdsStore, openStore, type Store } from '../store.ts';
import { COUNT_KEY, reachedOf, SEQ_KEY } from './reached.ts';
import { salvage } from './salvage.ts';
import { type SetAside, setPoisonAside } from './set-aside.ts';
import { inspectFiles } from './store-files.ts';
import { Tally } from './tally.ts';

/** What became of a store. */
export interface Damage {
  /** What is wrong with its files, as the end of a sentence. */
  readonly what: string;
  /** How many documents it held; null when nobody knows. */
  readonly held: number | null;
  /** How many of them can be read. */
  readonly readable: number;
}

/** A store that was checked before it was opened. */
export interface CheckedStore {
  readonly store: Store;
  /** The folder that is open: that of what could be saved when the store is damaged. */
  readonly folder: string;
  /** Null when everything that was acknowledged is there. */
  readonly damage: Damage | null;
  /** Documents that could not have been read, and are kept aside. */
  readonly setAside: readonly SetAside[];
  /** Of a whole store. */
  readonly tally: Tally | null;
}

/** Where the tally of a store stands: apart from its folder, which may be lost. */
export const tallyOf = (folder: string): string => join(dirname(folder), 'tallies', basename(folder));

/**
 * Opens a store whose files are whole, noting in its tally what it stores; of a damaged one what can still be read, to
 * be read only. The damaged files are not touched: LevelDB would remove what it cannot read.
 */
export async function openChecked(folder: string, onFault?: (fault: Error) => void): Promise<CheckedStore> {
  const what = await examine(folder);
  if (what !== null) return openSaved(folder, what);
  try {
    return await openWhole(folder, onFault);
  } catch (failure) {
    if (!isCorruption(failure)) throw failure;
    return openSaved(folder, 'LevelDB cannot read its files');
  }
}

/** Opens a store whose files were examined and found whole. */
export async function openWhole(
  folder: string,
  onFault?: (fault: Error) => void,
): Promise<CheckedStore & { readonly tally: Tally }> {
  const tally = await Tally.open(tallyOf(folder));
  let setAside: readonly SetAside[] = [];
  const store = openStore(folder, {
    onOpened: async (db) => {
      setAside = await setPoisonAside(db);
    },
    onStored: (reached) => tally.note(reached),
    ...(onFault ? { onFault } : {}),
  });
  try {
    const { update_seq: seq, doc_count: documents } = await store.info();
    await tally.note({ seq, documents });
    return { store, folder, damage: null, setAside, tally };
  } catch (failure) {
    await tally.close();
    throw failure;
  }
}

async function openSaved(folder: string, what: string): Promise<CheckedStore> {
  const known = await Tally.read(tallyOf(folder));
  const saved = await salvage(folder);
  let setAside: readonly SetAside[] = [];
  const store = openStore(saved, {
    onOpened: async (db) => {
      setAside = await setPoisonAside(db);
    },
  });
  const { doc_count: readable } = await store.info();
  return { store, folder: saved, damage: { what, held: known?.documents ?? null, readable }, setAside, tally: null };
}

/** What is wrong with the files of a store, as the end of a sentence; null when nothing is. Changes nothing. */
export async function examine(folder: string): Promise<string | null> {
  if (!holdsStore(folder)) return 'its files are missing';
  // First: whoever else has the store open goes on writing.
  const known = await Tally.read(tallyOf(folder));
  const { flaws, values } = await inspectFiles(folder, [SEQ_KEY, COUNT_KEY]);
  if (flaws.length > 0) return flaws.join(', ');
  if (known === null) return null;
  // A store says nothing of itself before its first document.
  const reached = reachedOf(values) ?? { seq: 0, documents: 0 };
  const isBehind = reached.seq < known.seq;
  const isOther = reached.seq === known.seq && reached.documents !== known.documents;
  return isBehind || isOther ? 'what was written last is missing' : null;
}

const isCorruption = (failure: unknown): boolean => failure instanceof Error && /corruption/i.test(failure.message);
