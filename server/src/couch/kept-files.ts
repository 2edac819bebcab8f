import { createHash, randomBytes } from 'node:crypto';
import { addDays, type Instant } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Database, Stored } from './client.ts';

/** A file that the server keeps for a shop, without what is in it. */
export interface KeptFile {
  readonly tenantId: string;
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** The time from which its age counts. */
  readonly at: Instant;
}

/** A file with its bytes. */
export type FileContent = Pick<KeptFile, 'name' | 'mediaType'> & { readonly bytes: Uint8Array };

/** The files of the shops, in a database of the server's own: no phone ever copies them. */
export interface KeptFiles {
  /** Keeps a file; what is kept under its id already stays. */
  keep(file: KeptFile, bytes: Uint8Array): Promise<Result<void, 'too-large'>>;
  /** Null: it is kept no longer, or never was. */
  read(tenantId: string, id: string): Promise<FileContent | null>;
  /** Whether a file is still kept. */
  isKept(tenantId: string, id: string): Promise<boolean>;
  /** Removes what is older than `days`, and a shop's oldest files while it has more than its share. */
  removeOld(days: number, now: Date): Promise<number>;
}

/** What mail programs take with one message, bytes. */
const LARGEST_FILE = 15_000_000;
/** Bytes that one shop's files may take. */
const SHARE = 150_000_000;
/**
 * Bytes of one part: its document, in base64, stays below `max_document_size` (couch/config/digiboost.ini). A multiple
 * of three, so that the texts of the parts join.
 */
const PART = 3 * 230_000;

/** A file as it is stored: its bytes lie in documents of their own, which `parts` names. */
interface FileDocument extends Stored, KeptFile {
  readonly type: 'file';
  readonly size: number;
  readonly parts: readonly string[];
}

interface PartDocument extends Stored {
  readonly type: 'part';
  readonly base64: string;
}

/** The name of the database of files beside the control database `control`. */
export const filesDatabase = (control: string): string => `${control}_files`;

/** The id of a file that follows from what it is the file of. */
export const fileId = (of: string): string => createHash('sha256').update(of).digest('hex').slice(0, 32);

/**
 * The files kept in `database`. Bytes are documents, not attachments: backups and both engines know documents. Parts
 * come first and the file that names them last, so that what is found is whole.
 */
export function keptFiles(database: Database): KeptFiles {
  const idOf = ({ tenantId, id }: Pick<KeptFile, 'tenantId' | 'id'>): string => `file:${tenantId}:${id}`;

  async function remove(id: string): Promise<void> {
    const doc = await database.get<Stored>(id);
    if (doc?._rev) await database.remove({ _id: id, _rev: doc._rev });
  }

  return {
    async keep(file, bytes) {
      if (bytes.length > LARGEST_FILE) return fail('too-large');
      // A name of their own: two servers that make one file at once do not mix their parts.
      const own = randomBytes(6).toString('hex');
      const parts: string[] = [];
      for (let from = 0; from < bytes.length; from += PART) {
        const _id = `part:${file.tenantId}:${file.id}:${own}-${parts.length}`;
        const base64 = Buffer.from(bytes.subarray(from, from + PART)).toString('base64');
        const part: PartDocument = { _id, type: 'part', base64 };
        await database.put(part);
        parts.push(_id);
      }
      const { tenantId, id, name, mediaType, at } = file;
      const content = { tenantId, id, name, mediaType, at, size: bytes.length, parts };
      const stored = await database.put({ _id: idOf(file), type: 'file', ...content } as FileDocument);
      if (!stored.ok) for (const part of parts) await remove(part);
      return ok(undefined);
    },
    async read(tenantId, id) {
      if (!/^[\da-f]{32}$/.test(id)) return null;
      const file = await database.get<FileDocument>(idOf({ tenantId, id }));
      if (!file) return null;
      // A part's bytes are a multiple of three: their texts join.
      let base64 = '';
      for (const part of file.parts) {
        const doc = await database.get<PartDocument>(part);
        if (!doc) return null;
        base64 += doc.base64;
      }
      return { name: file.name, mediaType: file.mediaType, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
    },
    isKept: async (tenantId, id) => (await database.get<FileDocument>(idOf({ tenantId, id }))) !== null,
    async removeOld(days, now) {
      const oldest = addDays(now.toISOString().slice(0, 10), -days);
      const files = await database.range<FileDocument>('file:', 'file;');
      const taken = new Map<string, number>();
      let removed = 0;
      for (const file of files.sort((a, b) => (a.at < b.at ? 1 : -1))) {
        const total = (taken.get(file.tenantId) ?? 0) + file.size;
        if (total <= SHARE && file.at.slice(0, 10) >= oldest) {
          taken.set(file.tenantId, total);
          continue;
        }
        await remove(file._id);
        for (const part of file.parts) await remove(part);
        removed += 1;
      }
      return removed;
    },
  };
}
