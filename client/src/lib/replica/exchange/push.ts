import { PAGE } from '@digiboost/couch/door/pages';
import type { Outbox, Pending } from '../store/outbox.ts';
import type { Refusal } from '../store/state.ts';
import { isImmutable, type Store, type StoredDocument } from '../store/store.ts';
import type { Remote, WriteFault } from './remote.ts';
import { RemoteError } from './transport.ts';

export interface PushContext {
  readonly store: Store;
  readonly remote: Remote;
  readonly outbox: Outbox;
  /** Gives its true time to what is to be sent, when the clock is in doubt. */
  settleTime(): Promise<void>;
  /** Now, as an instant. */
  now(): string;
  /** Called when something was acknowledged or refused. */
  onProgress(): void;
}

/**
 * Sends everything that is pending: our own events in one round trip (a repeated one changes nothing on the server),
 * what people edit after asking which revisions are missing. Refusals concern one document and are kept; anything else
 * throws RemoteError and leaves the rest pending.
 */
export async function push(context: PushContext): Promise<void> {
  let limit: number = PAGE.documents;
  for (;;) {
    // What was recorded meanwhile, too: the clock may have been set since.
    await context.settleTime();
    if (context.outbox.size === 0) return;
    const batch = context.outbox.next(limit);
    try {
      await send(context, batch);
      limit = PAGE.documents;
    } catch (error) {
      if (!(error instanceof RemoteError) || error.fault !== 'rejected') throw error;
      // One of them cannot even be read by the server: halve until it stands alone.
      const [only] = batch;
      if (batch.length > 1) limit = Math.ceil(batch.length / 2);
      else if (only) await settle(context, [], [{ pending: only, reason: error.message }]);
    }
  }
}

async function send(context: PushContext, batch: readonly Pending[]): Promise<void> {
  const { store, remote } = context;
  const known = batch.every(isImmutable)
    ? null
    : await remote.missing(Object.fromEntries(batch.map(({ id, revs }) => [id, revs])));
  const docs: StoredDocument[] = [];
  for (const { id, revs } of batch) {
    for (const rev of known ? (known[id]?.missing ?? []) : revs) {
      const options = known ? { rev, revs: true } : { rev };
      // A revision that was edited meanwhile is no longer held; the later one is pending in its place.
      const doc = await store.db.get(id, options).catch(absent);
      if (doc) docs.push(doc as unknown as StoredDocument);
    }
  }
  const faults: WriteFault[] = [];
  // In the name of whoever wrote it: several people may work on one phone.
  for (const { by, written } of byWriter(docs)) faults.push(...(await remote.as(by).write(written)));
  await judge(context, batch, faults);
}

/** Documents in their order, as many together as one person wrote one after the other. */
function byWriter(docs: readonly StoredDocument[]): { readonly by: string; readonly written: StoredDocument[] }[] {
  const runs: { readonly by: string; readonly written: StoredDocument[] }[] = [];
  for (const doc of docs) {
    const by = writerOf(doc);
    const last = runs.at(-1);
    if (last?.by === by) last.written.push(doc);
    else runs.push({ by, written: [doc] });
  }
  return runs;
}

/** Who wrote a document here: handed it in, edited it last, or recorded it. */
function writerOf(doc: StoredDocument): string {
  if ('handedIn' in doc && doc.handedIn) return doc.handedIn.by;
  return 'updatedBy' in doc ? doc.updatedBy : doc.createdBy;
}

function absent(error: { status?: number }): null {
  if (error.status === 404) return null;
  throw error;
}

async function judge(context: PushContext, batch: readonly Pending[], faults: readonly WriteFault[]): Promise<void> {
  const byId = new Map(faults.map((fault) => [fault.id, fault]));
  const refusals = [...byId.values()].filter(({ error }) => error === 'forbidden' || error === 'unauthorized');
  const passing = faults.find(({ error }) => error !== 'forbidden' && error !== 'unauthorized');
  // Another device may have voided the same sale first: the server then holds the event, only not from us.
  const events = batch.filter((pending) => isImmutable(pending) && refusals.some(({ id }) => id === pending.id));
  const existing = await context.remote.existing(events.map(({ id }) => id));
  const refused: { pending: Pending; reason: string }[] = [];
  const accepted: Pending[] = [];
  for (const pending of batch) {
    const fault = byId.get(pending.id);
    if (!fault || existing.has(pending.id)) accepted.push(pending);
    else if (refusals.includes(fault)) refused.push({ pending, reason: fault.reason ?? fault.error });
  }
  await settle(context, accepted, refused);
  if (passing) throw new RemoteError('unavailable', `${passing.id}: ${passing.error}`);
}

async function settle(
  context: PushContext,
  accepted: readonly Pending[],
  refusals: readonly { pending: Pending; reason: string }[],
): Promise<void> {
  const { store, outbox } = context;
  await store.exclusive(async () => {
    for (const { id, revs } of accepted) outbox.acknowledge(id, revs);
    const refused: Record<string, Refusal> = { ...store.state.refused };
    for (const { id } of accepted) delete refused[id];
    for (const { pending, reason } of refusals) {
      refused[pending.id] = { rev: pending.revs.at(-1) ?? '', reason, at: context.now() };
      outbox.drop(pending.id);
    }
    await store.saveStateLocked({ pushedSeq: await outbox.pushedSeqLocked(), refused, lastExchangeAt: context.now() });
  });
  context.onProgress();
}
