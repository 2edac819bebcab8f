import type { ShopDocument } from '@digiboost/domain/documents';
import type { ImportKind, ImportUndo } from '@digiboost/domain/import';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { journalName } from './journal-name.ts';

/** One import, or the undoing of one, from the moment it was decided until everything is written. */
export interface ImportJob {
  readonly id: string;
  readonly fileName: string;
  readonly kind: ImportKind;
  /** The id of the import that this job takes back. */
  readonly undoes?: string;
  readonly startedAt: Instant;
  /** Documents, and how many batches of them. */
  readonly documents: number;
  readonly batches: number;
  /** Batches that are durable in the replica. */
  readonly written: number;
  readonly finishedAt?: Instant;
  readonly undoneAt?: Instant;
  /** What the import recorded or created, for whoever wants to take it back. */
  readonly sales: readonly string[];
  /** Goods that came back; not of imports that earlier versions made. */
  readonly returns?: readonly string[];
  readonly created: readonly string[];
  /** Entries of goods, and what else it changed; not of imports that earlier versions made. */
  readonly movements?: readonly string[];
  /** Debts of before. */
  readonly openings?: readonly string[];
  readonly undo?: ImportUndo;
  readonly from: Day | null;
  readonly to: Day | null;
}

interface JournalSchema extends DBSchema {
  jobs: { key: string; value: ImportJob };
  batches: { key: [string, number]; value: { readonly docs: readonly ShopDocument[] } };
}

const KEPT_JOBS = 20;
/** How long an import can be taken back. */
export const UNDO_DAYS = 30;
const UNDO_MS = UNDO_DAYS * 86_400_000;
const batchesOfJob = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

/**
 * What imports are about to write, kept on this phone until it is written: a phone that dies in the middle goes on
 * where it stopped, and nothing stays half imported unnoticed.
 */
export class ImportJournal {
  readonly #db: Promise<IDBPDatabase<JournalSchema>>;

  constructor(tenantId: string) {
    this.#db = openDB<JournalSchema>(journalName(tenantId), 1, {
      upgrade(db) {
        db.createObjectStore('jobs', { keyPath: 'id' });
        db.createObjectStore('batches');
      },
      // Another tab that opens a newer version must not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
  }

  /** Every job that is kept, the latest first. */
  async jobs(): Promise<ImportJob[]> {
    const jobs = await (await this.#db).getAll('jobs');
    return jobs.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  async job(id: string): Promise<ImportJob | undefined> {
    return (await this.#db).get('jobs', id);
  }

  /** Stores a job with everything it will write, wholly or not at all. */
  async start(job: ImportJob, batches: readonly (readonly ShopDocument[])[]): Promise<void> {
    const tx = (await this.#db).transaction(['jobs', 'batches'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      tx.objectStore('jobs').put(job),
      ...batches.map((docs, index) => tx.objectStore('batches').put({ docs }, [job.id, index])),
      tx.done,
    ]);
  }

  async batch(id: string, index: number): Promise<readonly ShopDocument[]> {
    return (await (await this.#db).get('batches', [id, index]))?.docs ?? [];
  }

  async save(job: ImportJob): Promise<void> {
    await (await this.#db).put('jobs', job);
  }

  /** Closes a job: what it wrote is in the replica, and its description alone is kept, to take it back. */
  async finish(job: ImportJob): Promise<void> {
    const tx = (await this.#db).transaction(['jobs', 'batches'], 'readwrite', { durability: 'strict' });
    const done = [tx.objectStore('jobs').put(job), tx.objectStore('batches').delete(batchesOfJob(job.id))];
    const finished = (await tx.objectStore('jobs').getAll()).filter(({ finishedAt }) => finishedAt !== undefined);
    const old = finished.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)).slice(KEPT_JOBS);
    const since = Date.parse(job.startedAt) - UNDO_MS;
    const forgotten = old.filter(({ startedAt }) => Date.parse(startedAt) < since);
    await Promise.all([...done, ...forgotten.map(({ id }) => tx.objectStore('jobs').delete(id)), tx.done]);
  }

  /** Forgets a job and everything that it would have written. */
  async discard(id: string): Promise<void> {
    const tx = (await this.#db).transaction(['jobs', 'batches'], 'readwrite', { durability: 'strict' });
    await Promise.all([tx.objectStore('jobs').delete(id), tx.objectStore('batches').delete(batchesOfJob(id)), tx.done]);
  }

  async close(): Promise<void> {
    (await this.#db).close();
  }
}
