import { Cursor, joined, Malformed, numberAt } from './bytes.ts';
import { crc32c, masked } from './crc32c.ts';
import type { Entry } from './table-file.ts';

/** What a log of LevelDB holds. */
export interface LogContents {
  /** The whole records that can be read, oldest first. */
  readonly records: readonly Uint8Array[];
  /** Whether something was lost between records: what was written and acknowledged later is still there. */
  readonly isBroken: boolean;
  /** Whether the last write is not whole: it never ended, or the file has lost its end. */
  readonly isTorn: boolean;
}

const BLOCK = 32_768;
const HEADER = 7;
// Types of pieces; 3 is one in the middle of a write.
const FULL = 1;
const FIRST = 2;
const LAST = 4;

/** Reads the records of a log, or of a manifest, which has the same form. */
export function readLog(bytes: Uint8Array): LogContents {
  const records: Uint8Array[] = [];
  let parts: Uint8Array[] | null = null;
  let isFlawed = false;
  let isBroken = false;
  let position = 0;
  const flaw = () => {
    isFlawed = true;
    parts = null;
    position = nextBlock(position);
  };
  while (position < bytes.length) {
    const room = BLOCK - (position % BLOCK);
    if (room < HEADER) {
      position += room;
      continue;
    }
    const piece = pieceAt(bytes, position, room);
    if (piece === 'end') break;
    if (piece === null) {
      flaw();
      continue;
    }
    const { type, payload } = piece;
    position += HEADER + payload.length;
    if (type === FULL || type === FIRST) {
      // A write begins only when the one before it is on the disk: what is unreadable before it was acknowledged.
      isBroken ||= isFlawed || parts !== null;
      isFlawed = false;
      parts = type === FIRST ? [payload] : null;
      if (type === FULL) records.push(payload);
    } else if (parts === null) {
      // The rest of a write whose beginning cannot be read.
      isFlawed = true;
    } else {
      parts.push(payload);
      if (type === LAST) {
        records.push(joined(...parts));
        parts = null;
      }
    }
  }
  return { records, isBroken, isTorn: isFlawed || parts !== null };
}

const nextBlock = (position: number): number => position - (position % BLOCK) + BLOCK;

/** The piece at a position; null when it is unreadable, `end` when only zeros follow. */
function pieceAt(
  bytes: Uint8Array,
  position: number,
  room: number,
): { type: number; payload: Uint8Array } | null | 'end' {
  if (isEmpty(bytes, position)) return 'end';
  if (position + HEADER > bytes.length) return null;
  const length = numberAt(bytes, position + 4, 2);
  const type = numberAt(bytes, position + 6, 1);
  const end = position + HEADER + length;
  if (HEADER + length > room || end > bytes.length || type < FULL || type > LAST) return null;
  if (masked(crc32c(bytes, position + 6, end)) !== numberAt(bytes, position, 4)) return null;
  return { type, payload: bytes.subarray(position + HEADER, end) };
}

function isEmpty(bytes: Uint8Array, position: number): boolean {
  // Almost always answered by the first few bytes.
  for (let index = position; index < bytes.length; index += 1) if (bytes[index] !== 0) return false;
  return true;
}

/** The entries of one record of a log: what one write stored and removed. */
export function batchEntries(record: Uint8Array): Entry[] {
  if (record.length < 12) throw new Malformed('a write without its header');
  const first = numberAt(record, 0, 6);
  const cursor = new Cursor(record, 12);
  const entries: Entry[] = [];
  while (!cursor.isAtEnd) {
    const isPut = cursor.number(1) === 1;
    const key = cursor.sized();
    entries.push({ key, sequence: first + entries.length, value: isPut ? cursor.sized() : null });
  }
  return entries;
}
