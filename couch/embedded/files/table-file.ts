import { Cursor, compareBytes, joined, Malformed, numberAt } from './bytes.ts';
import { crc32c, masked } from './crc32c.ts';
import { unsnap } from './snappy.ts';

/** What LevelDB stored under a key at a moment of its own counting; null when it removed the key. */
export interface Entry {
  readonly key: Uint8Array;
  readonly sequence: number;
  readonly value: Uint8Array | null;
}

/** One block of a table, its checksum verified. */
export interface TableBlock {
  /** No key of the block comes after it. */
  readonly upTo: Uint8Array;
  /** Throws Malformed. */
  entries(): Entry[];
}

/** What a table of LevelDB holds. */
export interface TableContents {
  /** The blocks that can be read, in the order of their keys. */
  readonly blocks: readonly TableBlock[];
  /** Blocks that cannot be read; the whole table counts as one when its index is lost. */
  readonly lost: number;
}

const FOOTER = 48;
const TRAILER = 5;
const MAGIC = new Uint8Array([0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb]);
/** Behind each key stand a sequence of seven bytes and a type. */
const SUFFIX = 8;

/** Reads a table, verifying every checksum in it. */
export function readTable(bytes: Uint8Array): TableContents {
  const blocks: TableBlock[] = [];
  let lost = 0;
  try {
    const isTable = compareBytes(bytes.subarray(-MAGIC.length), MAGIC) === 0;
    if (bytes.length < FOOTER || !isTable) throw new Malformed('no footer');
    const footer = new Cursor(bytes, bytes.length - FOOTER);
    const about = blockAt(bytes, footer);
    const index = blockAt(bytes, footer);
    for (const { value } of pairs(about)) blockAt(bytes, new Cursor(value));
    for (const { key, value } of pairs(index)) {
      try {
        const contents = blockAt(bytes, new Cursor(value));
        blocks.push({ upTo: userKey(key), entries: () => pairs(contents).map(toEntry) });
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        lost += 1;
      }
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    lost += 1;
  }
  return { blocks, lost };
}

/** The contents of the block to which the cursor's next two numbers point. */
function blockAt(bytes: Uint8Array, pointer: Cursor): Uint8Array {
  const start = pointer.varint();
  const length = pointer.varint();
  const end = start + length;
  if (end + TRAILER > bytes.length) throw new Malformed('a block beyond the end');
  if (masked(crc32c(bytes, start, end + 1)) !== numberAt(bytes, end + 1, 4)) throw new Malformed('another checksum');
  const contents = bytes.subarray(start, end);
  return bytes[end] === 1 ? unsnap(contents) : contents;
}

/** The keys and values of a block: each key says how much of it is as in the one before. */
function pairs(block: Uint8Array): { key: Uint8Array; value: Uint8Array }[] {
  if (block.length < 4) throw new Malformed('a block without an end');
  const restarts = numberAt(block, block.length - 4, 4);
  const cursor = new Cursor(block, 0, block.length - 4 - 4 * restarts);
  const found: { key: Uint8Array; value: Uint8Array }[] = [];
  let key: Uint8Array = new Uint8Array(0);
  while (!cursor.isAtEnd) {
    const shared = cursor.varint();
    const own = cursor.varint();
    const length = cursor.varint();
    if (shared > key.length) throw new Malformed('more in common than there is');
    key = joined(key.subarray(0, shared), cursor.piece(own));
    found.push({ key, value: cursor.piece(length) });
  }
  return found;
}

function userKey(key: Uint8Array): Uint8Array {
  if (key.length < SUFFIX) throw new Malformed('a key without its sequence');
  return key.subarray(0, key.length - SUFFIX);
}

function toEntry({ key, value }: { key: Uint8Array; value: Uint8Array }): Entry {
  const user = userKey(key);
  const sequence = numberAt(key, user.length + 1, 6);
  return { key: user, sequence, value: key[user.length] === 1 ? value : null };
}
