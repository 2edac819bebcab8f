import { PAGE } from '@digiboost/couch/door/pages';
import { DOCUMENT_TYPES, type MutableDocument, mergeVersions } from '@digiboost/domain/documents';
import { sameContent } from '../store/conflict.ts';
import type { Outbox } from '../store/outbox.ts';
import { type SyncState, seqNumber } from '../store/state.ts';
import { isImmutable, type Store } from '../store/store.ts';
import type { Remote, RemoteChange, RemoteChanges, RemoteDocument } from './remote.ts';

export interface PullContext {
  readonly store: Store;
  readonly remote: Remote;
  readonly outbox: Outbox;
  /** Called when documents have been stored. */
  onStored(): void;
}

export interface Pulled {
  /** Current versions on the server, as it sent them. */
  readonly docs: readonly RemoteDocument[];
  /** Nothing had changed. */
  readonly quiet: boolean;
  /** Nothing more was waiting on the server. */
  readonly caughtUp: boolean;
  /** The server's sequence up to which everything is stored here. */
  readonly since: string;
}

/** Fetches one page of what changed on the server after `since` and stores it with the new position. */
export async function pull(
  context: PullContext,
  options: { since: string; wait: boolean; signal?: AbortSignal },
): Promise<Pulled> {
  const { remote, store, outbox } = context;
  const answer = await remote.changes({ ...options, limit: PAGE.changes });
  // What it still holds of ours is acknowledged again as it comes.
  if (isOlderCopy(answer, options.since)) await outbox.offerAll();
  const since = String(answer.last_seq);
  const changes = answer.results.filter(({ id }) => !id.startsWith('_design/'));
  const fetched = await versionsOf(store, remote, changes);
  await storeVersions(context, changes, fetched, { pullSince: since });
  if (changes.length > 0) context.onStored();
  const docs = changes.flatMap(({ doc }) => (doc ? [doc] : []));
  return { docs, quiet: answer.results.length === 0, caughtUp: answer.results.length < PAGE.changes, since };
}

/**
 * Whether the server was restored from a copy that is older than `since`: it lists again from its beginning what it had
 * told before, or stands behind it.
 */
const isOlderCopy = ({ results, last_seq }: RemoteChanges, since: string): boolean => {
  const [first] = results;
  return first ? seqNumber(first.seq) <= seqNumber(since) : seqNumber(last_seq) < seqNumber(since);
};

/** The revisions among `changes` that are not held here, with their history where they have one. */
async function versionsOf(
  store: Store,
  remote: Remote,
  changes: readonly RemoteChange[],
): Promise<{ events: RemoteDocument[]; versions: RemoteDocument[] }> {
  const events: RemoteDocument[] = [];
  const mutable = new Map<string, RemoteChange>();
  for (const change of changes) {
    if (change.doc && isImmutable(change.doc)) events.push(change.doc);
    else mutable.set(change.id, change);
  }
  if (mutable.size === 0) return { events, versions: [] };
  const leaves: Record<string, string[]> = {};
  for (const [id, change] of mutable) leaves[id] = change.changes.map(({ rev }) => rev);
  const unknown = await store.db.revsDiff(leaves);
  const versions: RemoteDocument[] = [];
  const wanted: { id: string; rev: string }[] = [];
  for (const [id, change] of mutable) {
    for (const rev of unknown[id]?.missing ?? []) {
      if (change.doc?._rev === rev && seqNumber(rev) === 1) versions.push(change.doc);
      else wanted.push({ id, rev });
    }
  }
  return { events, versions: [...versions, ...(await remote.revisions(wanted))] };
}

async function storeVersions(
  context: PullContext,
  changes: readonly RemoteChange[],
  fetched: { events: RemoteDocument[]; versions: RemoteDocument[] },
  patch: Partial<SyncState>,
): Promise<void> {
  const { store, outbox } = context;
  await store.exclusive(async () => {
    // What comes back to us has been acknowledged, even if the answer that said so was lost.
    for (const { id, changes: leaves } of changes) {
      outbox.acknowledge(
        id,
        leaves.map(({ rev }) => rev),
      );
    }
    const { events, versions } = fetched;
    if (versions.length === 0) {
      await store.writeReplicatedLocked(events, patch);
    } else {
      // The position is stored after the merge: a kill in between repeats both.
      await store.writeReplicatedLocked([...events, ...versions]);
      await mergeConflictsLocked(
        store,
        outbox,
        versions.map(({ _id }) => _id),
      );
      await store.saveStateLocked({ ...patch, pushedSeq: await outbox.pushedSeqLocked() });
    }
  });
}

/** Merges the conflicting versions of `ids`, where the merge says more than the winner. Losing leaves stay. */
export async function mergeConflictsLocked(store: Store, outbox: Outbox, ids: readonly string[]): Promise<void> {
  const merged: MutableDocument[] = [];
  for (const id of new Set(ids)) {
    const { _conflicts: losers = [], ...winner } = await store.db.get(id, { conflicts: true });
    if (losers.length === 0 || !isMutable(winner)) continue;
    const versions = await Promise.all(losers.map((rev) => store.db.get(id, { rev })));
    const { doc } = mergeVersions(winner as unknown as MutableDocument, versions as unknown as MutableDocument[]);
    if (!sameContent(doc, winner as unknown as MutableDocument)) merged.push(doc);
  }
  outbox.add(await store.writeOwnLocked(merged));
}

const isMutable = (doc: { readonly type?: unknown }): boolean =>
  Object.hasOwn(DOCUMENT_TYPES, String(doc.type)) && !isImmutable(doc);
