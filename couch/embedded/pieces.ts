import type { ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { CouchError } from './couch-error.ts';
import { takeTurn } from './lane.ts';

/** Rows that are read, and written, before others have their turn: some 100 kB of tickets, a few milliseconds. */
export const ROWS_AT_ONCE = 200;

/** Whoever takes nothing of an answer for so long has gone without saying so. */
const STALLED_MS = 300_000;

/**
 * Answers 200 with a text in pieces: one at a time is in memory, a reader who is slow is waited for, and between two
 * others have their turn. What fails before the first piece is answered as such; after it the connection is cut.
 */
export async function sendPieces({ method, response }: Context, pieces: AsyncIterable<string>): Promise<void> {
  let isOpen = false;
  for await (const piece of pieces) {
    if (!isOpen) {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'must-revalidate' });
      isOpen = true;
    }
    if (method === 'HEAD') break;
    await writePiece(response, piece);
  }
  response.end();
}

/** Writes a piece of an answer, and waits until there is room for the next. Throws when the reader has left. */
export async function writePiece(response: ServerResponse, piece: string): Promise<void> {
  if (response.destroyed) throw left();
  if (response.write(piece)) return takeTurn();
  await new Promise<void>((resolve) => {
    const patience = setTimeout(() => response.destroy(), STALLED_MS);
    const over = () => {
      clearTimeout(patience);
      response.off('drain', over).off('close', over);
      resolve();
    };
    response.once('drain', over).once('close', over);
  });
  if (response.destroyed) throw left();
}

const left = () => new CouchError(500, 'gone', 'whoever asked has left');

/**
 * Rows as the items of a JSON list, one line each, between a head and a tail; a piece for each batch. The first batch
 * comes with the head: when it fails there is no piece.
 */
export async function* listed(
  head: string,
  batches: AsyncIterable<readonly object[]> | Iterable<readonly object[]>,
  tail: () => string,
): AsyncGenerator<string> {
  let before = `${head}[\n`;
  let isFirst = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + batch.map((row) => JSON.stringify(row)).join(',\n');
    before = ',\n';
    isFirst = false;
  }
  yield `${isFirst ? before : ''}\n]${tail()}\n`;
}

/** What can be walked, in batches. */
export function* batchesOf<T>(items: Iterable<T>, size = ROWS_AT_ONCE): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
