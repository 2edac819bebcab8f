import { accounts, datedLots } from '@digiboost/design-docs';
import { isLedgerEvent, type ShopDocument } from '@digiboost/domain/documents';
import type { Accounts } from '@digiboost/domain/ledger';
import { addDays, type Instant } from '@digiboost/domain/shared/day';
import type { Projector, Snapshot } from '../projector.ts';
import type { Feed } from '../store/feed.ts';
import type { Outbox } from '../store/outbox.ts';
import type { BootstrapState } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { askFigures, type Figures } from './figures.ts';
import { mergeConflictsLocked, pull } from './pull.ts';
import type { Remote, RemoteDocument } from './remote.ts';
import { RemoteError } from './transport.ts';
import { CATALOGUE_RANGES, cutoffOf, isInWindow, type Slice, slicesOf } from './window.ts';

export interface BootstrapContext {
  readonly store: Store;
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly projector: Projector;
  readonly feed: Feed;
  now(): Instant;
  /** Stores when the server last answered, and how much went over the line. */
  saveCounters(): Promise<void>;
  /** 0..1 */
  onProgress(progress: number): void;
}

const TRIES = 20;
/** Two requests under way keep the line busy while one waits for its first byte. */
const LINES = 2;

/**
 * The first copy of a shop: the catalogue, the figures of the views, the events of the window. Shown as soon as it is
 * consistent, then stored. Slices are stored as they come, so a copy that was cut goes on where it stopped. Throws
 * RemoteError or ReplicaError; may be called again after either, and again later to take a new snapshot.
 */
export async function bootstrap(context: BootstrapContext): Promise<void> {
  const { store, remote, projector, feed, outbox } = context;
  await feed.pause();
  const [catalogue, figures] = await Promise.all([remote.ranges(CATALOGUE_RANGES), askFigures(remote)]);
  context.onProgress(0.2);
  await projector.preview({ ...figures, docs: catalogue.docs.map(plain) });

  const progress = store.state.bootstrap ?? {
    since: catalogue.seq ?? '0',
    cutoff: cutoffOf(context.now().slice(0, 10)),
    stored: [],
  };
  await store.saveState({ bootstrap: progress });
  await context.saveCounters();
  const storing = new Storing(store, progress);
  const events = await fetchWindow(context, progress, storing);
  context.onProgress(0.8);

  const docs = new Map([...catalogue.docs, ...events].map((doc) => [doc._id, plain(doc)]));
  const state = await reachOneMoment(context, progress, docs);
  await storing.settled();
  await store.exclusive(async () => {
    const local = await store.many([...outbox.all().map(({ id }) => id), ...Object.keys(store.state.refused)]);
    const unsent = [...local.values()].filter((doc) => !isLedgerEvent(doc) || !state.existing.has(doc._id));
    const localSeq = await store.seqLocked();
    await projector.bootstrap({
      ...state.figures,
      money: state.money,
      lots: state.lots,
      docs: [...docs.values()],
      unsent,
      cutoff: progress.cutoff,
      localSeq,
    });
    feed.resume(localSeq);
  });
  context.onProgress(0.9);
  await storing.finish(feed);
  await storeCatalogue(context, catalogue.docs);
  await store.exclusive(async () =>
    store.saveStateLocked({
      bootstrap: null,
      populated: true,
      archive: { before: addDays(progress.cutoff.slice(0, 10), 1) },
      pushedSeq: await outbox.pushedSeqLocked(),
    }),
  );
  await context.saveCounters();
  context.onProgress(1);
}

const plain = ({ _conflicts, ...doc }: RemoteDocument): ShopDocument => doc as unknown as ShopDocument;

/** Stores slices one after the other, each with the note that it is stored. */
class Storing {
  readonly #store: Store;
  #progress: BootstrapState;
  #queue: { slice: Slice; docs: readonly RemoteDocument[] }[] = [];
  #running: Promise<void> = Promise.resolve();
  #held = false;

  constructor(store: Store, progress: BootstrapState) {
    this.#store = store;
    this.#progress = progress;
  }

  add(slice: Slice, docs: readonly RemoteDocument[]): void {
    this.#queue.push({ slice, docs });
    // A failure to store is met again by `finish`, which tries what is left.
    this.#running = this.#running.then(() => this.#next()).catch(() => undefined);
  }

  /** Lets the slice that is being written finish and starts no other. */
  async settled(): Promise<void> {
    this.#held = true;
    await this.#running;
  }

  /** Stores what is left; the projections hold it already. */
  async finish(feed: Feed): Promise<void> {
    for (;;) {
      const item = this.#queue[0];
      if (!item) return;
      await this.#store.exclusive(() => feed.skip(() => this.#write(item.slice, item.docs)));
      this.#queue.shift();
    }
  }

  async #next(): Promise<void> {
    const item = this.#queue[0];
    if (!item || this.#held) return;
    await this.#store.exclusive(() => this.#write(item.slice, item.docs));
    this.#queue.shift();
  }

  async #write(slice: Slice, docs: readonly RemoteDocument[]): Promise<void> {
    const progress = { ...this.#progress, stored: [...this.#progress.stored, slice.name] };
    await this.#store.writeReplicatedLocked(docs, { bootstrap: progress });
    this.#progress = progress;
  }
}

async function fetchWindow(
  context: BootstrapContext,
  progress: BootstrapState,
  storing: Storing,
): Promise<RemoteDocument[]> {
  const { store, remote } = context;
  const slices = slicesOf(progress.cutoff);
  const found: RemoteDocument[] = [];
  let done = 0;
  const waiting = [...slices];
  const work = async () => {
    for (let slice = waiting.shift(); slice; slice = waiting.shift()) {
      if (progress.stored.includes(slice.name)) {
        for (const range of slice.ranges) found.push(...((await store.range(range)) as unknown as RemoteDocument[]));
      } else {
        const { docs } = await remote.ranges(slice.ranges);
        found.push(...docs);
        storing.add(slice, docs);
      }
      done += 1;
      context.onProgress(0.2 + (0.6 * done) / slices.length);
    }
  };
  await Promise.all(Array.from({ length: LINES }, work));
  return found;
}

/**
 * Applies to `docs` what changed since they were read, and asks the figures between two looks at the changes of which
 * the second finds nothing: documents and figures are then of one moment. Returns those figures, and which of our
 * unsent documents the server held at that moment. (The views' own update_seq would not do: it moves with their rows
 * only.)
 */
async function reachOneMoment(
  context: BootstrapContext,
  progress: BootstrapState,
  docs: Map<string, ShopDocument>,
): Promise<{ figures: Figures; money: Accounts; lots: Snapshot['lots']; existing: Set<string> }> {
  const { remote, outbox, store } = context;
  let { since } = await applyChanges(context, progress.cutoff, progress.since, docs);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const ours = [...outbox.all().map(({ id }) => id), ...Object.keys(store.state.refused)];
    const [figures, money, lots, existing] = await Promise.all([
      askFigures(remote),
      accounts(remote.ask),
      datedLots(remote.ask),
      remote.existing(ours),
    ]);
    const changes = await applyChanges(context, progress.cutoff, since, docs);
    since = changes.since;
    if (!changes.quiet) continue;
    // Slices that were read from the store may hold our own events that were never sent.
    for (const id of ours) if (!existing.has(id)) docs.delete(id);
    return { figures, money, lots, existing };
  }
  throw new RemoteError('unavailable', 'the shop does not stand still');
}

/** Stores what changed, as always: the figures count it, so it must not come again once they are projected. */
async function applyChanges(
  context: BootstrapContext,
  cutoff: Instant,
  from: string,
  docs: Map<string, ShopDocument>,
): Promise<{ since: string; quiet: boolean }> {
  let quiet = true;
  for (let since = from; ; ) {
    const pulled = await pull({ ...context, onStored: () => undefined }, { since, wait: false });
    for (const doc of pulled.docs.map(plain)) if (isInWindow(doc, cutoff)) docs.set(doc._id, doc);
    since = pulled.since;
    quiet &&= pulled.quiet;
    if (pulled.caughtUp) return { since, quiet };
  }
}

/** Stores what people edit, and merges the conflicts that the server holds of it. */
async function storeCatalogue(context: BootstrapContext, docs: readonly RemoteDocument[]): Promise<void> {
  const { store, remote, outbox, feed } = context;
  await store.exclusive(() => feed.skip(() => store.writeReplicatedLocked(docs.map(plain))));
  const conflicting = docs.filter(({ _conflicts }) => _conflicts && _conflicts.length > 0);
  if (conflicting.length === 0) return;
  const leaves = conflicting.flatMap(({ _id, _conflicts = [] }) => _conflicts.map((rev) => ({ id: _id, rev })));
  const versions = await remote.revisions(leaves);
  await store.exclusive(async () => {
    await store.writeReplicatedLocked(versions);
    await mergeConflictsLocked(
      store,
      outbox,
      conflicting.map(({ _id }) => _id),
    );
  });
}
