import type { ReportType } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { DBSchema } from 'idb';
import { LazyDatabase } from '../../storage/lazy-database.ts';

/** A file that this phone made. */
export interface MadePaper {
  readonly id: string;
  readonly type: ReportType;
  /** What it is of, in words. */
  readonly subject: string;
  readonly fileName: string;
  readonly madeAt: Instant;
  readonly file: Blob;
}

interface PapersSchema extends DBSchema {
  made: { key: string; value: MadePaper };
}

/** Files that are kept: they can be made again at any time. */
const MOST_KEPT = 20;

/** The files made on this phone for one shop, the newest kept. */
export interface MadePapers {
  /** Newest first. */
  list(): Promise<MadePaper[]>;
  add(paper: MadePaper): Promise<void>;
  remove(id: string): Promise<void>;
  close(): void;
}

/** The files of the shop `name`, the tenant's id. The database opens on the first use. */
export function openMadePapers(name: string): MadePapers {
  const database = new LazyDatabase<PapersSchema>(`papers:${name}`, 1, (db) => {
    db.createObjectStore('made', { keyPath: 'id' });
  });
  const list = async (): Promise<MadePaper[]> => {
    const made = await (await database.open()).getAll('made');
    return made.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
  };
  const remove = async (id: string): Promise<void> => {
    await (await database.open()).delete('made', id);
  };
  return {
    list,
    remove,
    async add(paper) {
      await (await database.open()).put('made', paper);
      for (const { id } of (await list()).slice(MOST_KEPT)) await remove(id);
    },
    close: () => database.close(),
  };
}
