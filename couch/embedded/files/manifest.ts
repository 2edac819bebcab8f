import { Cursor, Malformed } from './bytes.ts';
import { readLog } from './log-file.ts';

/** Which files of a folder hold its data. */
export interface LiveFiles {
  /** Numbers of its tables, with their sizes in bytes. */
  readonly tables: ReadonlyMap<number, number>;
  /** Logs from this number on are not in a table yet. */
  readonly firstLog: number;
}

// What a change begins with.
const COMPARATOR = 1;
const LOG = 2;
const NEXT_FILE = 3;
const LAST_SEQUENCE = 4;
const COMPACTED = 5;
const TABLE_GONE = 6;
const TABLE = 7;
const PREVIOUS_LOG = 9;

/** Reads a manifest: the list of changes of the set of files. Throws Malformed. */
export function readManifest(bytes: Uint8Array): LiveFiles {
  const { records, isBroken } = readLog(bytes);
  if (isBroken || records.length === 0) throw new Malformed('the manifest cannot be read');
  const tables = new Map<number, number>();
  let firstLog = 0;
  for (const record of records) {
    const cursor = new Cursor(record);
    while (!cursor.isAtEnd) {
      switch (cursor.varint()) {
        case COMPARATOR:
          cursor.sized();
          break;
        case LOG:
          firstLog = cursor.varint();
          break;
        case NEXT_FILE:
        case LAST_SEQUENCE:
        case PREVIOUS_LOG:
          cursor.varint();
          break;
        case COMPACTED:
          cursor.varint();
          cursor.sized();
          break;
        case TABLE_GONE:
          cursor.varint();
          tables.delete(cursor.varint());
          break;
        case TABLE:
          cursor.varint();
          tables.set(cursor.varint(), cursor.varint());
          cursor.sized();
          cursor.sized();
          break;
        default:
          throw new Malformed('the manifest says what nobody knows');
      }
    }
  }
  return { tables, firstLog };
}
