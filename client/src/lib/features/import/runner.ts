import type { Category, Customer, Product, Sale, ShopDocument, Supplier } from '@digiboost/domain/documents';
import type { ImportKind, ImportSummary, ImportUndo } from '@digiboost/domain/import';
import type { Replica } from '../../replica/types.ts';
import { writeFaultOf } from '../../replica/write-fault.ts';
import type { ImportJob, ImportJournal } from './journal.ts';

/** About so many documents or ticket lines are written at once: a second or so on a slow phone. */
const DOCUMENTS_AT_ONCE = 150;
const LINES_AT_ONCE = 1500;

/** What a file may create that people edit. */
type Named = Product | Supplier | Category | Customer;

export type Writes = Pick<Replica, 'put' | 'get' | 'author' | 'newKey'>;

/** Documents in the order given, in batches of about the same work. */
export function batchesOf(docs: readonly ShopDocument[]): ShopDocument[][] {
  const batches: ShopDocument[][] = [];
  let batch: ShopDocument[] = [];
  let lines = 0;
  for (const doc of docs) {
    const size = linesOf(doc);
    if (batch.length >= DOCUMENTS_AT_ONCE || (batch.length > 0 && lines + size > LINES_AT_ONCE)) {
      batches.push(batch);
      batch = [];
      lines = 0;
    }
    batch.push(doc);
    lines += size;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

const NAMED: readonly string[] = ['product', 'supplier', 'category', 'customer'];
const isNamed = (doc: ShopDocument): doc is Named => NAMED.includes(doc.type);

const linesOf = (doc: ShopDocument): number =>
  doc.type === 'sale'
    ? doc.lines.length
    : doc.type === 'void' && doc.original.type === 'sale'
      ? doc.original.lines.length
      : 1;

/** What is kept of an import beside its documents. */
export interface ImportAbout {
  readonly fileName: string;
  readonly kind: ImportKind;
  readonly summary?: ImportSummary;
  /** What it takes to take it back. */
  readonly undo?: ImportUndo;
  /** The id of the import that it takes back. */
  readonly undoes?: string;
}

/** Journals what an import will write. From here on it is finished, now or after the next start. */
export async function startJob(
  journal: ImportJournal,
  writes: Writes,
  docs: readonly ShopDocument[],
  about: ImportAbout,
): Promise<ImportJob> {
  const batches = batchesOf(docs);
  const now = writes.author().at;
  const idsOf = (wanted: ShopDocument['type']): string[] =>
    about.undoes ? [] : docs.flatMap(({ _id, type }) => (type === wanted ? [_id] : []));
  const job: ImportJob = {
    id: writes.newKey(),
    fileName: about.fileName,
    kind: about.kind,
    ...(about.undoes ? { undoes: about.undoes } : {}),
    startedAt: now,
    documents: docs.length,
    batches: batches.length,
    written: 0,
    sales: docs.filter((doc): doc is Sale => doc.type === 'sale').map(({ _id }) => _id),
    returns: idsOf('return'),
    openings: idsOf('cash'),
    movements: idsOf('movement'),
    ...(about.undo ? { undo: about.undo } : {}),
    created: docs
      .filter((doc) => isNamed(doc) && doc.createdAt === doc.updatedAt && doc._rev === undefined)
      .map(({ _id }) => _id),
    from: about.summary?.firstDay ?? null,
    to: about.summary?.lastDay ?? null,
  };
  await journal.start(job, batches);
  return job;
}

/**
 * Writes what is left of a job, batch by batch; what was written before a kill is written again and changes nothing.
 */
export async function runJob(
  journal: ImportJournal,
  writes: Writes,
  job: ImportJob,
  onProgress: (share: number) => void = () => undefined,
): Promise<ImportJob> {
  let current = job;
  for (let index = job.written; index < job.batches; index++) {
    onProgress(index / job.batches);
    await putAll(writes, await journal.batch(job.id, index));
    current = { ...current, written: index + 1 };
    await journal.save(current);
  }
  const finished = { ...current, finishedAt: writes.author().at };
  await journal.finish(finished);
  if (finished.undoes) await markUndone(journal, finished.undoes, finished.finishedAt);
  onProgress(1);
  return finished;
}

async function putAll(writes: Writes, docs: readonly ShopDocument[]): Promise<void> {
  try {
    await writes.put(docs);
  } catch (error) {
    if (writeFaultOf(error) !== 'invalid-document') throw error;
    // Another phone imported the same sales meanwhile, and they have arrived: the same ids, recorded by someone else.
    const fresh: ShopDocument[] = [];
    for (const doc of docs) if (!isEvent(doc) || (await writes.get(doc._id)) === null) fresh.push(doc);
    if (fresh.length === docs.length) throw error;
    await writes.put(fresh);
  }
}

const EVENTS: readonly ShopDocument['type'][] = ['sale', 'return', 'movement', 'count', 'cash', 'void'];
const isEvent = ({ type }: ShopDocument): boolean => EVENTS.includes(type);

async function markUndone(journal: ImportJournal, id: string, at: string): Promise<void> {
  const job = (await journal.jobs()).find((other) => other.id === id);
  if (job) await journal.save({ ...job, undoneAt: at });
}
