import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Leaf } from './copy.ts';
import type { Seal } from './seal.ts';
import type { Shelf } from './shelf.ts';

const part = z.object({
  name: z.string(),
  /** As stored. */
  bytes: z.number().int(),
  sha256: z.string(),
  /** Leaf revisions in it. */
  leaves: z.number().int(),
});

const database = z.object({
  /** Everything up to this sequence is in the parts. */
  seq: z.string(),
  /** In the order in which they are put back. */
  parts: z.array(part),
});

const manifest = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  databases: z.record(z.string(), database),
  /** Files of the installation that are kept beside the databases, such as its keys: never unencrypted. */
  files: z.record(z.string(), z.string()),
});

/** Some leaf revisions of one database, stored under a name. */
export type Part = z.infer<typeof part>;
/** One database in a backup. */
export type BackedUp = z.infer<typeof database>;
/** What one backup holds: parts of its own, and of the backups before it. */
export type Manifest = z.infer<typeof manifest>;

const FOLDER = 'manifests';
const stampOf = (at: string): string => at.replaceAll(':', '-');
const nameOf = (at: string, seal: Seal): string => `${FOLDER}/${stampOf(at)}.json${seal.suffix}`;

/** The instants of the backups on a shelf, oldest first. */
export async function backupsOn(shelf: Shelf): Promise<string[]> {
  return (await shelf.list(FOLDER)).flatMap((name) => {
    const [, day, time] = /(\d{4}-\d\d-\d\d)T(\d\d-\d\d-\d\d\.\d{3}Z)\.json\./.exec(name) ?? [];
    return day && time ? [`${day}T${time.replaceAll('-', ':')}`] : [];
  });
}

/** The backup of the instant `at`. Throws a sentence when it is damaged or sealed with another key. */
export async function readManifest(shelf: Shelf, seal: Seal, at: string): Promise<Manifest> {
  const name = nameOf(at, seal);
  const stored = await shelf.get(name).catch(() => {
    throw new Error(`The backup of ${at} at ${shelf.place} needs ${seal.suffix === '.gz' ? 'its' : 'no'} BACKUP_KEY.`);
  });
  return manifest.parse(JSON.parse(await seal.open(name, stored)));
}

/** Puts the list of what a backup holds on the shelf: with it, and not before, the backup is there. */
export async function writeManifest(shelf: Shelf, seal: Seal, made: Manifest): Promise<void> {
  const name = nameOf(made.at, seal);
  await shelf.put(name, await seal.close(name, JSON.stringify(made)));
}

/** Removes the list of a backup; its parts may belong to others. */
export const removeManifest = (shelf: Shelf, seal: Seal, at: string): Promise<void> => shelf.remove(nameOf(at, seal));

/** Stores leaf revisions as a part, reads it back, and says what it is. */
export async function writePart(shelf: Shelf, seal: Seal, base: string, leaves: readonly Leaf[]): Promise<Part> {
  const name = `${base}.ndjson${seal.suffix}`;
  const stored = await seal.close(name, leaves.map((leaf) => JSON.stringify(leaf)).join('\n'));
  await shelf.put(name, stored);
  const written = { name, bytes: stored.length, sha256: hashOf(stored), leaves: leaves.length };
  // A disk that lies is found out now, not on the day of the loss.
  await readPart(shelf, seal, written);
  return written;
}

/** The leaf revisions of a part. Throws a sentence when it is not what was written. */
export async function readPart(shelf: Shelf, seal: Seal, { name, sha256, leaves }: Part): Promise<Leaf[]> {
  const stored = await shelf.get(name);
  if (hashOf(stored) !== sha256) throw new Error(`${name} at ${shelf.place} is not what was written.`);
  const read = (await seal.open(name, stored)).split('\n').map((line) => JSON.parse(line) as Leaf);
  if (read.length !== leaves) throw new Error(`${name} at ${shelf.place} holds ${read.length} of ${leaves} documents.`);
  return read;
}

const hashOf = (bytes: Uint8Array<ArrayBuffer>): string => createHash('sha256').update(bytes).digest('hex');
