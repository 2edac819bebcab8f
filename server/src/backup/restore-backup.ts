import { randomBytes } from 'node:crypto';
import type { CouchAdmin } from '@digiboost/couch/provisioning';
import { addLeaves, createDatabase, revisionsOf } from './copy.ts';
import type { Backups } from './make-backup.ts';
import { type BackedUp, backupsOn, type Manifest, readManifest, readPart } from './manifest.ts';

/** The newest backup that was made at `moment` or before (null: the newest). Throws a sentence when there is none. */
export async function backupOf({ shelf, seal }: Backups, moment: string | null): Promise<Manifest> {
  const instants = await backupsOn(shelf);
  const at = instants.filter((instant) => moment === null || instant <= moment).at(-1);
  if (at !== undefined) return readManifest(shelf, seal, at);
  const since = instants[0] ? ` The oldest is of ${instants[0]}.` : '';
  throw new Error(`There is no backup at ${shelf.place}${moment === null ? '' : ` from ${moment} or before`}.${since}`);
}

/** Adds to a database what a backup holds of it and it does not, revision by revision; how many leaves there were. */
export async function refill(
  admin: CouchAdmin,
  { shelf, seal }: Backups,
  { parts }: BackedUp,
  database: string,
): Promise<number> {
  let count = 0;
  for (const part of parts) {
    const leaves = await readPart(shelf, seal, part);
    await addLeaves(admin, database, leaves);
    count += leaves.length;
  }
  return count;
}

/** How one database of a backup came back. */
export interface Drilled {
  readonly database: string;
  readonly documents: number;
  /** What is wrong, as a sentence; null: all that the backup holds came back, leaf by leaf. */
  readonly fault: string | null;
}

/**
 * Restores each database of a backup into a scratch one beside the shops, looks whether every leaf revision is there
 * and none besides, and removes the scratch one again.
 */
export async function* drill(admin: CouchAdmin, backups: Backups, made: Manifest): AsyncGenerator<Drilled> {
  for (const [database, backedUp] of Object.entries(made.databases)) {
    // No shop's name: nothing lists it, watches it or backs it up.
    const scratch = `drill_${randomBytes(6).toString('hex')}`;
    try {
      await createDatabase(admin, scratch);
      await refill(admin, backups, backedUp, scratch);
      const [wanted, found] = [await leavesOf(backups, backedUp), await revisionsOf(admin, scratch)];
      const missing = [...wanted].filter((leaf) => !found.has(leaf));
      const extra = [...found].filter((leaf) => !wanted.has(leaf));
      const isWhole = missing.length + extra.length === 0;
      const fault = isWhole ? null : `${missing.length} revisions are missing, ${extra.length} are too many.`;
      yield { database, documents: found.size, fault };
    } catch (error) {
      yield { database, documents: 0, fault: error instanceof Error ? error.message : String(error) };
    } finally {
      await admin.request('DELETE', `/${scratch}`);
    }
  }
}

/** The leaves that are left once later parts have grown on earlier ones: an ancestor of another is a leaf no more. */
async function leavesOf({ shelf, seal }: Backups, { parts }: BackedUp): Promise<Set<string>> {
  const leaves = new Set<string>();
  const inner = new Set<string>();
  for (const part of parts) {
    for (const { _id, _rev, _revisions } of await readPart(shelf, seal, part)) {
      leaves.add(`${_id} ${_rev}`);
      const { start, ids } = _revisions as { readonly start: number; readonly ids: readonly string[] };
      for (const [back, hash] of ids.entries()) if (back > 0) inner.add(`${_id} ${start - back}-${hash}`);
    }
  }
  for (const ancestor of inner) leaves.delete(ancestor);
  return leaves;
}
