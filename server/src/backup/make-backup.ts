import type { CouchAdmin } from '@digiboost/couch/provisioning';
import { connectCouch, sequenceNumber } from '../couch/client.ts';
import { databasesOf, faultsOf, type Leaf, leavesSince } from './copy.ts';
import { keptBackups } from './kept-backups.ts';
import {
  type BackedUp,
  backupsOn,
  type Manifest,
  type Part,
  readManifest,
  removeManifest,
  writeManifest,
  writePart,
} from './manifest.ts';
import type { Seal } from './seal.ts';
import type { Shelf } from './shelf.ts';

/** Where backups go, and how they are packed. */
export interface Backups {
  readonly shelf: Shelf;
  readonly seal: Seal;
}

/** What a backup did. */
export interface BackupReport {
  readonly at: string;
  readonly databases: number;
  /** Those that had changed since the backup before. */
  readonly changed: number;
  /** Leaf revisions that were written, and their bytes as stored. */
  readonly leaves: number;
  readonly bytes: number;
  /** Bytes of all that the backup consists of. */
  readonly totalBytes: number;
  /** Those whose files are damaged: what the backup before held of them stands in their place. */
  readonly damaged: readonly string[];
  /** Older backups that are kept no longer. */
  readonly dropped: readonly string[];
}

const PART_CHARACTERS = 8_000_000;
/** A database of more parts is written whole again: a restore reads them all. */
const MOST_PARTS = 60;
/** Parts so young may belong to a backup that another process is making. */
const YOUNG_MS = 24 * 3_600_000;
const PARTS = 'parts';

/**
 * Backs up every database: of those that changed since the newest backup, what changed; of the others nothing is read.
 * Each part is read back. `files` are kept with it when the seal encrypts. Then drops what is kept no longer.
 */
export async function makeBackup(
  { couchUrl, admin }: { readonly couchUrl: string; readonly admin: CouchAdmin },
  { shelf, seal }: Backups,
  now: Date,
  files: Readonly<Record<string, string>> = {},
): Promise<BackupReport> {
  const at = now.toISOString();
  const [newest] = (await backupsOn(shelf)).reverse();
  const before = newest === undefined ? null : await readManifest(shelf, seal, newest);
  const names = await databasesOf(admin);
  const damaged = (await faultsOf(admin)).damaged.map(({ name }) => name).filter((name) => names.includes(name));
  const sequences = await connectCouch(couchUrl).sequences.of(names);
  const databases: Record<string, BackedUp> = {};
  const written: Part[] = [];
  let changed = 0;
  for (const name of names) {
    const known = before?.databases[name];
    const come = sequences.get(name) ?? 0;
    if (known && (sequenceNumber(known.seq) === come || damaged.includes(name))) {
      databases[name] = known;
      continue;
    }
    changed += 1;
    // A database that has come less far than it had is another one of the same name.
    const goesOn = known && sequenceNumber(known.seq) < come && known.parts.length < MOST_PARTS;
    const base = `${PARTS}/${name}/${at.replaceAll(':', '-')}`;
    const more = await backUpDatabase(admin, { shelf, seal }, name, base, goesOn ? known.seq : null);
    written.push(...more.parts);
    databases[name] = goesOn ? { seq: more.seq, parts: [...known.parts, ...more.parts] } : more;
  }
  const made: Manifest = { version: 1, at, databases, files: seal.isEncrypted ? { ...files } : {} };
  await writeManifest(shelf, seal, made);
  const dropped = await dropOld({ shelf, seal }, now);
  return {
    at,
    databases: names.length,
    changed,
    leaves: written.reduce((sum, { leaves }) => sum + leaves, 0),
    bytes: written.reduce((sum, { bytes }) => sum + bytes, 0),
    totalBytes: Object.values(databases)
      .flatMap(({ parts }) => parts)
      .reduce((sum, { bytes }) => sum + bytes, 0),
    damaged,
    dropped,
  };
}

async function backUpDatabase(
  admin: CouchAdmin,
  { shelf, seal }: Backups,
  database: string,
  base: string,
  since: string | null,
): Promise<BackedUp> {
  const parts: Part[] = [];
  let waiting: Leaf[] = [];
  let characters = 0;
  let seq = since ?? '0';
  const store = async () => {
    if (waiting.length > 0) parts.push(await writePart(shelf, seal, `${base}-${parts.length}`, waiting));
    waiting = [];
    characters = 0;
  };
  for await (const page of leavesSince(admin, database, since)) {
    seq = page.seq;
    for (const leaf of page.leaves) {
      waiting.push(leaf);
      characters += JSON.stringify(leaf).length;
      if (characters > PART_CHARACTERS) await store();
    }
  }
  await store();
  return { seq, parts };
}

/** Drops the backups that are kept no longer, and the parts that belong to none. */
async function dropOld({ shelf, seal }: Backups, now: Date): Promise<string[]> {
  const instants = await backupsOn(shelf);
  const kept = keptBackups(instants);
  const dropped = instants.filter((at) => !kept.has(at));
  if (dropped.length === 0) return [];
  const needed = new Set<string>();
  for (const at of kept) {
    const { databases } = await readManifest(shelf, seal, at);
    for (const { parts } of Object.values(databases)) for (const { name } of parts) needed.add(name);
  }
  for (const at of dropped) await removeManifest(shelf, seal, at);
  const young = new Date(now.getTime() - YOUNG_MS).toISOString().replaceAll(':', '-');
  for (const name of await shelf.list(PARTS)) {
    const stamp = /\/(\d{4}-\d\d-\d\dT[\d.-]+Z)-\d+\.ndjson/.exec(name)?.[1];
    if (stamp !== undefined && stamp < young && !needed.has(name)) await shelf.remove(name);
  }
  return dropped;
}
