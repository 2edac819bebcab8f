import type { ShopDocument } from '@digiboost/domain/documents';
import { SvelteSet } from 'svelte/reactivity';
import type { Replica } from '../../replica/types.ts';
import { updateGate } from '../../update/gate.ts';
import { type ImportJob, ImportJournal } from './journal.ts';
import { type ImportAbout, runJob, startJob } from './runner.ts';
import { type UndoContext, undoDocuments } from './undo-documents.ts';

type Writes = Pick<Replica, 'put' | 'get' | 'range' | 'author' | 'newKey' | 'newId'>;

/** The imports of this phone: those that are done, and the one that was interrupted. */
export class ImportJobs {
  readonly #replica: Writes;
  readonly #elsewhere: Omit<UndoContext, 'replica'>;
  readonly #journal: ImportJournal;
  readonly #lock: string;
  readonly #running = new SvelteSet<string>();
  list = $state.raw<readonly ImportJob[]>([]);
  readonly interrupted = $derived(this.list.find((job) => !job.finishedAt && !this.#running.has(job.id)) ?? null);
  readonly unfinished = $derived(this.list.some((job) => !job.finishedAt));
  readonly finished = $derived(this.list.filter((job) => job.finishedAt && !job.undoes));

  /** `elsewhere`: what taking an import back needs beside the replica. */
  constructor(replica: Writes, tenantId: string, elsewhere: Omit<UndoContext, 'replica'> = {}) {
    this.#replica = replica;
    this.#elsewhere = elsewhere;
    this.#journal = new ImportJournal(tenantId);
    this.#lock = `import:${tenantId}`;
  }

  /** Products created by imports that were taken back. */
  get takenBack(): ReadonlySet<string> {
    return new Set(this.list.filter((job) => job.undoneAt).flatMap((job) => job.created));
  }

  async load(): Promise<void> {
    this.list = await this.#journal.jobs();
  }

  /** Journals and writes `docs`. When the phone dies in the middle, `resume` goes on. Throws ReplicaError. */
  async run(
    docs: readonly ShopDocument[],
    about: ImportAbout,
    onProgress: (share: number) => void,
  ): Promise<ImportJob> {
    const job = await startJob(this.#journal, this.#replica, docs, about);
    try {
      return await this.#finish(job, onProgress);
    } catch (error) {
      // Nothing of it was written: nothing is to be finished either.
      if ((await this.#journal.job(job.id))?.written === 0) await this.#journal.discard(job.id);
      await this.load();
      throw error;
    }
  }

  /** Gives an interrupted import up: what it has written is taken back. */
  async abandon(job: ImportJob, onProgress: (share: number) => void): Promise<void> {
    const { docs } = await undoDocuments({ replica: this.#replica, timezone: this.#elsewhere.timezone }, job);
    // The import must not go on should the phone die while it is taken back.
    await this.#journal.finish({ ...job, finishedAt: this.#replica.author().at });
    await this.run(docs, { fileName: job.fileName, kind: job.kind, undoes: job.id }, onProgress);
  }

  /** Finishes what was interrupted, if anything. */
  async resume(onProgress: (share: number) => void = () => undefined): Promise<void> {
    await this.load();
    // The oldest first: the undoing of an import comes after it.
    for (const job of this.list.filter(({ finishedAt }) => !finishedAt).reverse()) await this.#finish(job, onProgress);
  }

  /** Takes an import back; tells how many of its tickets are not held here, and then does nothing. */
  async undo(job: ImportJob, onProgress: (share: number) => void): Promise<{ missing: number }> {
    const { docs, missing } = await undoDocuments({ replica: this.#replica, ...this.#elsewhere }, job);
    if (missing > 0) return { missing };
    await this.run(docs, { fileName: job.fileName, kind: job.kind, undoes: job.id }, onProgress);
    return { missing: 0 };
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }

  async #finish(job: ImportJob, onProgress: (share: number) => void): Promise<ImportJob> {
    this.#running.add(job.id);
    const release = updateGate.hold('import');
    try {
      return await alone(this.#lock, async () => {
        // Another tab may have gone on with it meanwhile.
        const current = (await this.#journal.job(job.id)) ?? job;
        return current.finishedAt ? current : runJob(this.#journal, this.#replica, current, onProgress);
      });
    } finally {
      release();
      this.#running.delete(job.id);
      await this.load();
    }
  }
}

/** Runs `work` while no other tab imports. */
const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  globalThis.navigator?.locks ? navigator.locks.request(name, work) : work();
