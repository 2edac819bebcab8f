import { type Product, type ProductId, purchasePriceOn } from '@digiboost/domain/documents';
import { costing, type DayColumns, type Entry, mergeColumns, rowsOf } from '@digiboost/domain/ledger';
import type { Opening, ProductRecord } from './records.ts';

/** Whether `fresh` entries of a product may change what its units cost: they came in, or lie before what came in. */
export const touchesCost = ({ receivedAt, product }: ProductRecord, fresh: readonly Entry[]): boolean =>
  fresh.length > 0 &&
  (hadOtherPrice(product) ||
    fresh.some((entry) => entry.priced !== 0 || entry.unpriced !== 0 || entry.at <= receivedAt));

/** Its units may cost another price than today's although none was ever received. */
export const hadOtherPrice = (product: Product | null): boolean => (product?.formerPurchasePrices ?? []).length > 0;

/** Where the costs of a product are read from. */
export interface CostSources {
  readonly held: DayColumns | undefined;
  readonly archived: DayColumns | undefined;
  /** What lay there before the held events, while the archive is still to come; null once all of it is there. */
  readonly opening: Opening | null;
}

/** `record` with what its units cost by its whole ledger, as far as that is on this phone. */
export function withCost(record: ProductRecord, { held, archived, opening }: CostSources): ProductRecord {
  const columns = opening ? held : mergeColumns(record.id, archived, held);
  const rows = columns ? [...rowsOf(columns)] : [];
  const last = rows.findLast(({ priced, unpriced }) => priced + unpriced > 0);
  const { product } = record;
  if (!last && !hadOtherPrice(product)) return { ...record, unitCost: null, receivedAt: '' };
  const openingMilli = opening?.milli ?? 0;
  const priceOn = (day: number): number => (product ? purchasePriceOn(product, day) : 0);
  const { unitCost } = costing({ days: rows, counts: columns?.counts ?? [], openingMilli }, priceOn);
  return { ...record, unitCost, receivedAt: last ? new Date(last.at).toISOString() : '' };
}

/** All of `records` once the archive is complete: `stored` with the columns that its last page `changed`. */
export function wholeCosts(
  records: readonly ProductRecord[],
  stored: { readonly held: readonly DayColumns[]; readonly archived: readonly DayColumns[] },
  changed: readonly DayColumns[],
): ProductRecord[] {
  const held = new Map(stored.held.map((columns) => [columns.id, columns]));
  const archived = new Map([...stored.archived, ...changed].map((columns) => [columns.id, columns]));
  return records.map((record) =>
    withCost(record, { held: held.get(record.id), archived: archived.get(record.id), opening: null }),
  );
}

/** The part of the store in which the costs of products are looked up. */
export interface CostReads {
  archivedDays(ids: readonly ProductId[]): Promise<(DayColumns | undefined)[]>;
  opening(id: ProductId): Promise<Opening | undefined>;
}

/** `records` with what their units cost, from the held columns of each and what is stored of earlier days. */
export async function withCosts(
  records: readonly { readonly record: ProductRecord; readonly held: DayColumns | undefined }[],
  isPartial: boolean,
  reads: CostReads,
): Promise<ProductRecord[]> {
  const ids = records.map(({ record }) => record.id);
  const archived = isPartial ? [] : await reads.archivedDays(ids);
  const openings = isPartial ? await Promise.all(ids.map((id) => reads.opening(id))) : [];
  return records.map(({ record, held }, index) =>
    withCost(record, {
      held,
      archived: archived[index],
      opening: isPartial ? (openings[index] ?? { id: record.id, at: '', milli: 0 }) : null,
    }),
  );
}
