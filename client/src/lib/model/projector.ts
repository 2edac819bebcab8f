import type { ShopDocument } from '@digiboost/domain/documents';
import type {
  ApplyOutcome,
  ArchivePage,
  Batch,
  CreateProjector,
  Preview,
  Projector,
  ProjectorContext,
  ProjectorState,
  Snapshot,
} from '../replica/projector.ts';
import { projectArchive } from './archive-page.ts';
import { projectBatch } from './batch.ts';
import { wholeCosts } from './cost-ledger.ts';
import { type Notice, noticeChannel } from './notices.ts';
import { shopDay } from './overview-record.ts';
import { ModelStore } from './projection-store.ts';
import {
  isReplaying,
  makeMemory,
  memoryOf,
  overviewOf,
  type ProjectorMemory,
  rowsOf,
  shopOf,
  withChanges,
} from './projector-state.ts';
import { ARCHIVE_FORM, ARCHIVE_TABLES, LIVE_TABLES, type ListedDocument, type OverviewRecord } from './records.ts';
import { projectRemoval } from './removal.ts';
import { openRecord } from './stock-ledger.ts';

const DAY_CHECK_MS = 60_000;
/** The first figures come without them: no screen that they paint shows money or dates. */
const NO_MONEY = { till: [], balances: [] };
const NO_LOTS = new Map();

/** Keeps the persisted projections of one shop, and tells every tab what changed. */
export class ShopProjector implements Projector {
  readonly #context: ProjectorContext;
  readonly #store: ModelStore;
  readonly #tell: (notice: Notice) => void;
  #memory: ProjectorMemory | null = null;
  #today = '';
  #dayCheck: ReturnType<typeof setInterval> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(context: ProjectorContext, store: ModelStore, tell: (notice: Notice) => void) {
    this.#context = context;
    this.#store = store;
    this.#tell = tell;
  }

  open(): Promise<ProjectorState> {
    return this.#run(async () => {
      const memory = await this.#load();
      // A day that could not be begun is begun at the next check.
      this.#dayCheck = setInterval(() => void this.rollDay().catch(() => undefined), DAY_CHECK_MS);
      if (memory.archive && !isReplaying(memory)) await this.#storeOverview(memory);
      return { localSeq: memory.live.localSeq, populated: memory.archive !== null };
    });
  }

  preview(preview: Preview): Promise<void> {
    return this.#run(async () => {
      // What this phone already projected knows its unsent documents too: better than what the server says.
      if ((await this.#load()).archive) return;
      const { memory, projection } = memoryOf({
        ...preview,
        money: NO_MONEY,
        lots: NO_LOTS,
        unsent: [],
        cutoff: '',
        localSeq: 0,
      });
      this.#tellAll(memory, projection.documents, 'previewed');
    });
  }

  bootstrap(snapshot: Snapshot): Promise<void> {
    return this.#run(async () => {
      const { memory, projection } = memoryOf(snapshot);
      const { products, days, documents, productDays } = projection;
      const overview = this.#tellAll(memory, documents, 'replaced');
      await this.#store.commit(
        {
          ...projection,
          live: memory.live,
          archive: memory.archive,
          overview,
          products: [...products.values()],
          days: [...days.values()],
          productDays,
        },
        [...LIVE_TABLES, ...ARCHIVE_TABLES],
      );
      this.#memory = memory;
      // For a tab that opened between the first notice and the last write.
      this.#tellChange(memory, memory.live.localSeq, overview, { isWide: true });
    });
  }

  apply(batch: Batch): Promise<ApplyOutcome> {
    return this.#run(async () => {
      const { removed = [] } = batch;
      const before = await this.#without(removed, await this.#load());
      const changes = await projectBatch(before, batch, this.#store);
      const memory = withChanges(before, changes);
      const isComplete = memory.archive !== null && !isReplaying(memory);
      const overview = isComplete ? this.#overviewOf(memory) : null;
      await this.#store.commit({ ...changes, overview });
      this.#memory = memory;
      if (overview) {
        if (isReplaying(before) || removed.length > 0)
          this.#tellChange(memory, before.live.localSeq, overview, { kind: 'reload', isWide: true });
        else {
          this.#tellChange(memory, before.live.localSeq, overview, {
            products: rowsOf(changes.products),
            days: changes.days,
            catalog: changes.catalog,
            documents: changes.documents,
          });
        }
      }
      return memory.live.snapshotNeeded ? 'snapshot-needed' : 'applied';
    });
  }

  /** Takes `removed` back. Stored by itself: a kill before the rest is projected finds nothing left to take back. */
  async #without(removed: readonly ShopDocument[], memory: ProjectorMemory): Promise<ProjectorMemory> {
    if (removed.length === 0) return memory;
    const removal = await projectRemoval(memory, removed, this.#store);
    await this.#store.commit(removal.changes);
    this.#memory = removal.memory;
    return removal.memory;
  }

  archive(page: ArchivePage): Promise<void> {
    return this.#run(async () => {
      const before = await this.#load();
      const offServer = await this.#store.entriesOf([...page.notOnServer]);
      const { memory, changes } = projectArchive(before, page, await this.#store.allActivity(), offServer);
      // Only with the last page is it known what the units in stock cost.
      const overview = page.last && memory.archive && !isReplaying(memory) ? this.#overviewOf(memory) : null;
      await this.#store.commit({ ...changes, overview });
      this.#memory = memory;
      this.#tellChange(memory, memory.live.localSeq, overview, {
        kind: page.last ? 'reload' : 'changed',
        isWide: true,
      });
    });
  }

  /** Brings the overview to the shop's day of now; does nothing while that day lasts. */
  rollDay(): Promise<void> {
    return this.#run(async () => {
      const memory = await this.#load();
      if (!memory.archive || isReplaying(memory)) return;
      if (shopDay(shopOf(memory), this.#context.now()) !== this.#today) await this.#storeOverview(memory);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#dayCheck);
    await this.#queue;
    this.#store.close();
  }

  /** Runs `work` after what was asked before; a failure makes the next one start from what is stored. */
  #run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {
      this.#memory = null;
    });
    return done;
  }

  async #load(): Promise<ProjectorMemory> {
    if (this.#memory) return this.#memory;
    const loaded = await this.#store.load();
    let live = loaded.live ?? { localSeq: 0, snapshotNeeded: false };
    let { archive, products, days, catalog } = loaded;
    if (archive && !loaded.live) {
      // A new version of the projections starts from the archive; the documents are replayed on top.
      const opened = await this.#store.openings();
      products = opened.openings.map((opening) => openRecord(opening.id, opening));
      days = opened.days;
      catalog = [];
      const isOld = archive.form !== ARCHIVE_FORM;
      // What older days were cannot be read any more: the server tells it again when it can be asked. What was copied
      // before money or expiry dates were kept says nothing of older ones.
      live = { ...live, snapshotNeeded: isOld || !opened.isWhole };
      if (isOld) archive = { ...archive, isPartial: true, form: ARCHIVE_FORM };
      else products = wholeCosts(products, { held: [], archived: (await this.#store.allActivity()).archived }, []);
      const cleared = LIVE_TABLES.filter((table) => table !== 'overview');
      await this.#store.commit({ live, archive, products, days }, isOld ? [...cleared, 'archivedDays'] : cleared);
    }
    this.#memory = makeMemory({ live, archive, products, days, catalog });
    return this.#memory;
  }

  #overviewOf(memory: ProjectorMemory): OverviewRecord {
    this.#today = shopDay(shopOf(memory), this.#context.now());
    return overviewOf(memory, this.#today);
  }

  async #storeOverview(memory: ProjectorMemory): Promise<void> {
    const overview = this.#overviewOf(memory);
    await this.#store.commit({ overview });
    this.#tellChange(memory, memory.live.localSeq, overview);
  }

  #tellAll(memory: ProjectorMemory, documents: readonly ListedDocument[], kind: Notice['kind']): OverviewRecord {
    const overview = this.#overviewOf(memory);
    this.#tellChange(memory, memory.live.localSeq, overview, {
      kind,
      products: [...memory.rows.values()],
      days: [...memory.days.values()],
      catalog: [...memory.catalog.values()],
      documents,
    });
    return overview;
  }

  #tellChange(
    memory: ProjectorMemory,
    after: number,
    overview: OverviewRecord | null,
    changed: Partial<Omit<Notice, 'overview'>> = {},
  ): void {
    const seq = memory.live.localSeq;
    const nothing = { products: [], days: [], catalog: [], documents: [] };
    this.#tell({ kind: 'changed', after, seq, overview, ...nothing, isWide: false, ...changed });
  }
}

/** The projector of one shop; its notices go to every tab. */
export const createProjector: CreateProjector = (context) => {
  const channel = noticeChannel(context.name);
  const projector = new ShopProjector(context, new ModelStore(context.name), (notice) => channel.postMessage(notice));
  const close = projector.close.bind(projector);
  projector.close = async () => {
    await close();
    channel.close();
  };
  return projector;
};
