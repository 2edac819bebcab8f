import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { takeTurn } from '../lane.ts';
import type { ViewRow } from '../view-index.ts';
import { Malformed } from './bytes.ts';

/** The rows of a database's views at one update sequence. */
export interface KeptViews {
  readonly seq: number;
  /** Every document that was mapped, those without rows too. */
  readonly ids: readonly string[];
  readonly designs: readonly KeptDesign[];
}

/** The rows of one design document, by the text of its views. */
export interface KeptDesign {
  readonly signature: string;
  readonly views: readonly { readonly name: string; readonly rows: readonly ViewRow[] }[];
}

/** To be raised when the engine makes other rows of the same documents and the same map functions. */
const FORMAT = 1;
/** Rows that are written or read before others have their turn. */
const PIECE = 20_000;
/** The length and the checksum before each piece. */
const HEADER = 8;
/** Bytes of a piece: with documents as large as the door lets pass it has a few million. */
const LONGEST = 2 ** 30;

interface Head {
  readonly format: number;
  readonly seq: number;
  readonly ids: number;
  readonly designs: readonly { signature: string; views: readonly { name: string; rows: number }[] }[];
}

/** Rows column by column: an id is its place among the ids, since most stand in many rows. */
interface Rows {
  readonly ids: Uint32Array;
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
  readonly sorts: readonly string[];
}

/**
 * Keeps the rows in a store's own folder, so that the next start need not map every document again. What was kept
 * before stays until this is whole on the disk. Throws what the disk says.
 */
export async function keepViews(folder: string, kept: KeptViews): Promise<void> {
  const path = pathIn(folder);
  const unfinished = `${path}.new`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    await pipeline(framesOf(kept), file.createWriteStream({ flush: true }));
    await rename(unfinished, path);
  } catch (failure) {
    await rm(unfinished, { force: true });
    throw failure;
  }
}

/** What was kept of the views whose text is among `signatures`; null when nothing whole was. */
export async function keptViews(folder: string, signatures: ReadonlySet<string>): Promise<KeptViews | null> {
  let file: FileHandle | undefined;
  try {
    file = await open(pathIn(folder), 'r');
    return await readViews(file, signatures);
  } catch {
    // They can be made again from the documents, whatever is wrong with the file.
    return null;
  } finally {
    await file?.close();
  }
}

const pathIn = (folder: string): string => join(folder, 'VIEWS');

async function* framesOf(kept: KeptViews): AsyncGenerator<Uint8Array> {
  for (const piece of piecesOf(kept)) {
    const body = serialize(piece);
    const frame = new Uint8Array(HEADER + body.length);
    frame.set(body, HEADER);
    const header = new DataView(frame.buffer);
    header.setUint32(0, body.length);
    header.setUint32(4, crc32(frame.subarray(HEADER)));
    yield frame;
    await takeTurn();
  }
}

function* piecesOf({ seq, ids, designs }: KeptViews): Generator<unknown> {
  const head: Head = {
    format: FORMAT,
    seq,
    ids: ids.length,
    designs: designs.map(({ signature, views }) => ({
      signature,
      views: views.map(({ name, rows }) => ({ name, rows: rows.length })),
    })),
  };
  yield head;
  for (let from = 0; from < ids.length; from += PIECE) yield ids.slice(from, from + PIECE);
  const places = new Map(ids.map((id, place) => [id, place]));
  for (const { rows } of designs.flatMap(({ views }) => views)) {
    for (let from = 0; from < rows.length; from += PIECE) {
      const piece = rows.slice(from, from + PIECE);
      const columns: Rows = {
        ids: Uint32Array.from(piece, ({ id }) => places.get(id) ?? ids.length),
        keys: piece.map(({ key }) => key),
        values: piece.map(({ value }) => value),
        sorts: piece.map(({ sort }) => sort),
      };
      yield columns;
    }
  }
}

async function readViews(file: FileHandle, signatures: ReadonlySet<string>): Promise<KeptViews | null> {
  const head = (await nextPiece(file)) as Head;
  if (head.format !== FORMAT) return null;
  const ids: string[] = [];
  while (ids.length < head.ids) ids.push(...((await nextPiece(file)) as string[]));
  const designs: KeptDesign[] = [];
  for (const { signature, views } of head.designs) {
    const isWanted = signatures.has(signature);
    const kept: { name: string; rows: ViewRow[] }[] = [];
    for (const { name, rows: count } of views) {
      const rows: ViewRow[] = [];
      for (let read = 0; read < count; read += PIECE) {
        if (!isWanted) await skipPiece(file);
        else for (const row of rowsOf((await nextPiece(file)) as Rows, ids)) rows.push(row);
      }
      kept.push({ name, rows });
    }
    if (isWanted) designs.push({ signature, views: kept });
  }
  return { seq: head.seq, ids, designs };
}

function* rowsOf({ ids: places, keys, values, sorts }: Rows, ids: readonly string[]): Generator<ViewRow> {
  for (const [index, place] of places.entries()) {
    const id = ids[place];
    const sort = sorts[index];
    if (id === undefined || sort === undefined) throw new Malformed('a row without its document');
    yield { id, key: keys[index], value: values[index], sort };
  }
}

async function nextPiece(file: FileHandle): Promise<unknown> {
  const { length, checksum } = await nextHeader(file);
  const bytes = await exactly(file, length);
  if (crc32(bytes) !== checksum) throw new Malformed('a piece that is not what was written');
  await takeTurn();
  return deserialize(bytes);
}

async function skipPiece(file: FileHandle): Promise<void> {
  const { length } = await nextHeader(file);
  await exactly(file, length);
}

async function nextHeader(file: FileHandle): Promise<{ length: number; checksum: number }> {
  const header = new DataView((await exactly(file, HEADER)).buffer);
  const length = header.getUint32(0);
  // Node ends the process when it is asked for more than it can read at once.
  if (length > Math.min(LONGEST, (await file.stat()).size)) throw new Malformed('a piece longer than its file');
  return { length, checksum: header.getUint32(4) };
}

async function exactly(file: FileHandle, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, null);
  if (bytesRead < length) throw new Malformed('a file that ends too early');
  return bytes;
}
