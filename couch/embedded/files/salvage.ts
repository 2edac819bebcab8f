import { randomBytes } from 'node:crypto';
import { readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openStore } from '../store.ts';
import { documentsIn } from './pouch-records.ts';
import { salvageEntries } from './store-files.ts';

const CHUNK = 500;

/**
 * Copies what can still be read of a damaged store into a new one beside it, once; returns the folder of the new one.
 * The damaged files are only read.
 */
export async function salvage(folder: string): Promise<string> {
  const made = (await readdir(dirname(folder))).find((name) => name.startsWith(`${basename(folder)}.salvage-`));
  if (made !== undefined) return join(dirname(folder), made);
  const documents = documentsIn(await salvageEntries(folder));
  const name = randomBytes(4).toString('hex');
  const unfinished = `${folder}.unfinished-${name}`;
  const store = openStore(unfinished, { isDisposable: true });
  await store.info();
  for (let start = 0; start < documents.length; start += CHUNK) {
    await store.bulkDocs(documents.slice(start, start + CHUNK), { new_edits: false });
  }
  await store.close();
  const finished = `${folder}.salvage-${name}`;
  await rename(unfinished, finished);
  return finished;
}
