import type { ProductId, Shop } from '@digiboost/domain/documents';
import type { DayTotals } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import type { Snapshot } from '../replica/projector.ts';
import { makeOverview } from './overview-record.ts';
import {
  ARCHIVE_FORM,
  type ArchiveState,
  type CatalogDocument,
  type LiveState,
  type OverviewRecord,
  type ProductRecord,
} from './records.ts';
import { projectSnapshot } from './snapshot.ts';
import { productRow } from './stock-ledger.ts';
import type { ProductRow } from './types.ts';

/** What the projector keeps in memory: everything the overview is made of. Mirrors what is stored. */
export interface ProjectorMemory {
  readonly live: LiveState;
  /** The snapshot on which it all stands; null before the first one. */
  readonly archive: ArchiveState | null;
  readonly products: ReadonlyMap<ProductId, ProductRecord>;
  readonly rows: ReadonlyMap<ProductId, ProductRow>;
  readonly days: ReadonlyMap<Day, DayTotals>;
  readonly catalog: ReadonlyMap<string, CatalogDocument>;
}

/** Documents that this phone stored before are being projected again: the figures are not complete yet. */
export const isReplaying = ({ archive, live }: Pick<ProjectorMemory, 'archive' | 'live'>): boolean =>
  archive !== null && live.localSeq < archive.seenSeq;

export function makeMemory(parts: {
  live: LiveState;
  archive: ArchiveState | null;
  products: Iterable<ProductRecord>;
  days: Iterable<DayTotals>;
  catalog: Iterable<CatalogDocument>;
}): ProjectorMemory {
  const products = new Map<ProductId, ProductRecord>();
  for (const record of parts.products) products.set(record.id, record);
  return {
    live: parts.live,
    archive: parts.archive,
    products,
    rows: new Map(rowsOf(products.values()).map((row) => [row.id, row])),
    days: new Map([...parts.days].map((totals) => [totals.day, totals])),
    catalog: new Map([...parts.catalog].map((doc) => [doc._id, doc])),
  };
}

/** `memory` with changed records in place of those with their key. */
export function withChanges(
  memory: ProjectorMemory,
  changed: {
    live: LiveState;
    archive: ArchiveState | null;
    products: readonly ProductRecord[];
    days: readonly DayTotals[];
    catalog: readonly CatalogDocument[];
  },
): ProjectorMemory {
  const put = <K, V>(map: ReadonlyMap<K, V>, entries: (readonly [K, V])[]): ReadonlyMap<K, V> =>
    entries.length === 0 ? map : new Map([...map, ...entries]);
  return {
    live: changed.live,
    archive: changed.archive,
    products: put(
      memory.products,
      changed.products.map((record) => [record.id, record]),
    ),
    rows: put(
      memory.rows,
      rowsOf(changed.products).map((row) => [row.id, row]),
    ),
    days: put(
      memory.days,
      changed.days.map((totals) => [totals.day, totals]),
    ),
    catalog: put(
      memory.catalog,
      changed.catalog.map((doc) => [doc._id, doc]),
    ),
  };
}

/** The rows of the products whose document is known. */
export const rowsOf = (records: Iterable<ProductRecord>): ProductRow[] =>
  [...records].flatMap((record) => productRow(record) ?? []);

export function shopOf({ catalog }: Pick<ProjectorMemory, 'catalog'>): Shop | null {
  const doc = catalog.get('shop');
  return doc?.type === 'shop' ? doc : null;
}

export const overviewOf = (memory: ProjectorMemory, today: Day): OverviewRecord =>
  makeOverview([...memory.rows.values()], memory.days, shopOf(memory), today);

/** What a snapshot makes of the projections, and the parts that are stored. */
export function memoryOf(snapshot: Snapshot) {
  const projection = projectSnapshot(snapshot);
  const { cutoff, localSeq } = snapshot;
  const memory = makeMemory({
    live: { localSeq, snapshotNeeded: projection.snapshotNeeded },
    archive: { cutoff, seenSeq: localSeq, late: projection.late, isPartial: true, form: ARCHIVE_FORM },
    products: projection.products.values(),
    days: projection.days.values(),
    catalog: projection.catalog,
  });
  return { memory, projection };
}
