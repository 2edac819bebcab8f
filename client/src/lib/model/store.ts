import type { ProductId } from '@digiboost/domain/documents';
import type { DayTotals, Entry } from '@digiboost/domain/ledger';
import type { Instant } from '@digiboost/domain/shared/day';
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { ActivityColumns } from './activity-columns.ts';
import {
  type ArchiveState,
  type CatalogDocument,
  databaseName,
  LIVE_TABLES,
  type ListedDocument,
  type LiveState,
  type Opening,
  OVERVIEW_KEY,
  type OverviewRecord,
  PROJECTION_VERSION,
  type ProductRecord,
  type TableName,
} from './records.ts';

/** What one transaction changes; what is missing, null or empty stays. `archive`, `openingDays`, `openings` belong to a snapshot and survive a rebuild. */
export interface Changes {
  readonly live?: LiveState;
  readonly overview?: OverviewRecord | null;
  readonly products?: readonly ProductRecord[];
  readonly days?: readonly DayTotals[];
  readonly productDays?: readonly ActivityColumns[];
  readonly entries?: readonly Entry[];
  readonly catalog?: readonly CatalogDocument[];
  readonly documents?: readonly ListedDocument[];
  readonly archive?: ArchiveState | null;
  readonly openings?: readonly Opening[];
  readonly openingDays?: readonly DayTotals[];
  readonly archivedDays?: readonly ActivityColumns[];
  /** Products of which no archived activity remains. */
  readonly withoutArchive?: readonly ProductId[];
}

/** What the projector starts from. */
export interface Loaded {
  readonly live: LiveState | null;
  readonly archive: ArchiveState | null;
  readonly products: readonly ProductRecord[];
  readonly days: readonly DayTotals[];
  readonly catalog: readonly CatalogDocument[];
}

class ModelDatabase extends Dexie {
  declare overview: Table<OverviewRecord, string>;
  declare products: EntityTable<ProductRecord, 'id'>;
  declare days: EntityTable<DayTotals, 'day'>;
  declare productDays: EntityTable<ActivityColumns, 'id'>;
  declare entries: Table<Entry, [string, number]>;
  declare catalog: EntityTable<CatalogDocument, '_id'>;
  declare documents: EntityTable<ListedDocument, '_id'>;
  declare live: Table<LiveState, string>;
  declare archive: Table<ArchiveState | readonly DayTotals[], string>;
  declare openings: EntityTable<Opening, 'id'>;
  declare archivedDays: EntityTable<ActivityColumns, 'id'>;

  constructor(name: string, version: number) {
    // Every read is the projector's own: a cache of queries would only hold a second copy.
    super(databaseName(name), { cache: 'disabled' });
    this.version(version)
      .stores({
        overview: '',
        products: 'id',
        days: 'day',
        productDays: 'id',
        entries: '[eventId+line],[productId+at]',
        catalog: '_id',
        documents: '_id',
        live: '',
        archive: '',
        openings: 'id',
        archivedDays: 'id',
      })
      .upgrade((transaction) => Promise.all(LIVE_TABLES.map((table) => transaction.table(table).clear())));
  }
}

const STATE = 'state';
const OPENING_DAYS = 'days';

const ROWS_AT_ONCE = 1000;

interface Write {
  readonly table: { readonly name: string };
  readonly write: () => PromiseLike<unknown>;
}

// In parts, so that a sale that is rung up meanwhile does not wait until thousands of rows are handed over.
async function inParts<T>(rows: readonly T[], write: (part: T[]) => PromiseLike<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) await write(rows.slice(start, start + ROWS_AT_ONCE));
}

/** The persisted projections as their one writer sees them. The only module that knows the storage engine. */
export class ModelStore {
  readonly #db: ModelDatabase;

  constructor(name: string, version = PROJECTION_VERSION) {
    this.#db = new ModelDatabase(name, version);
  }

  async load(): Promise<Loaded> {
    const db = this.#db;
    const [live, archive, products, days, catalog] = await db.transaction(
      'r',
      [db.live, db.archive, db.products, db.days, db.catalog],
      () =>
        Promise.all([
          db.live.get(STATE),
          db.archive.get(STATE),
          db.products.toArray(),
          db.days.toArray(),
          db.catalog.toArray(),
        ]),
    );
    return { live: live ?? null, archive: (archive as ArchiveState | undefined) ?? null, products, days, catalog };
  }

  async overview(): Promise<OverviewRecord | null> {
    return (await this.#db.overview.get(OVERVIEW_KEY)) ?? null;
  }

  /** The archive's part of the stock and of the tickets, to rebuild from. */
  async openings(): Promise<{ openings: Opening[]; days: readonly DayTotals[] }> {
    const [openings, days] = await Promise.all([this.#db.openings.toArray(), this.#db.archive.get(OPENING_DAYS)]);
    return { openings, days: (days as readonly DayTotals[] | undefined) ?? [] };
  }

  /** Which of the events `ids` are already projected. */
  async held(ids: readonly string[]): Promise<Set<string>> {
    const found = await this.#db.entries.bulkGet(ids.map((id): [string, number] => [id, 0]));
    return new Set(found.flatMap((entry) => (entry ? [entry.eventId] : [])));
  }

  /** The projected lines of the events `ids`. */
  async entriesOf(ids: readonly string[]): Promise<Entry[]> {
    const lines = await Promise.all(
      ids.map((id) =>
        this.#db.entries.where('[eventId+line]').between([id, Dexie.minKey], [id, Dexie.maxKey]).toArray(),
      ),
    );
    return lines.flat();
  }

  /** The projected lines of one product strictly after `at`. */
  entriesAfter(productId: ProductId, at: Instant): Promise<Entry[]> {
    return this.#db.entries
      .where('[productId+at]')
      .between([productId, at], [productId, Dexie.maxKey], false)
      .toArray();
  }

  /** Held activity of the products `ids`, in their order. */
  productDays(ids: readonly ProductId[]): Promise<(ActivityColumns | undefined)[]> {
    return this.#db.productDays.bulkGet([...ids]);
  }

  /** All held and all archived activity. */
  async allActivity(): Promise<{ held: ActivityColumns[]; archived: ActivityColumns[] }> {
    const [held, archived] = await Promise.all([this.#db.productDays.toArray(), this.#db.archivedDays.toArray()]);
    return { held, archived };
  }

  /** Stores `changes` in one transaction over the tables they touch, after emptying the tables `cleared`. */
  async commit(changes: Changes, cleared: readonly TableName[] = []): Promise<void> {
    const writes = this.#writesOf(changes);
    // The scope is kept narrow: pages read the other tables meanwhile.
    const scope = new Set<string>([...cleared, ...writes.map(({ table }) => table.name)]);
    if (scope.size === 0) return;
    await this.#db.transaction('rw', [...scope], async () => {
      await Promise.all(cleared.map((table) => this.#db.table(table).clear()));
      await Promise.all(writes.map(({ write }) => write()));
    });
  }

  #writesOf(changes: Changes): Write[] {
    const db = this.#db;
    const writes: Write[] = [];
    const rows = <T, K, I>(table: Table<T, K, I>, all: readonly I[] | undefined): void => {
      if (all && all.length > 0) writes.push({ table, write: () => inParts(all, (part) => table.bulkPut(part)) });
    };
    const record = <T>(table: Table<T, string>, value: T | null | undefined, key: string): void => {
      if (value) writes.push({ table, write: () => table.put(value, key) });
    };
    rows(db.products, changes.products);
    rows(db.days, changes.days);
    rows(db.productDays, changes.productDays);
    rows(db.catalog, changes.catalog);
    rows(db.documents, changes.documents);
    rows(db.openings, changes.openings);
    rows(db.archivedDays, changes.archivedDays);
    const { entries = [], withoutArchive = [] } = changes;
    // Never stored before, so added: a put would first look for the old row of each.
    if (entries.length > 0)
      writes.push({ table: db.entries, write: () => inParts(entries, (part) => db.entries.bulkAdd(part)) });
    record(db.overview, changes.overview, OVERVIEW_KEY);
    record(db.live, changes.live, STATE);
    record(db.archive, changes.archive, STATE);
    record(db.archive, changes.openingDays, OPENING_DAYS);
    if (withoutArchive.length > 0) {
      writes.push({ table: db.archivedDays, write: () => db.archivedDays.bulkDelete([...withoutArchive]) });
    }
    return writes;
  }

  close(): void {
    this.#db.close();
  }
}
