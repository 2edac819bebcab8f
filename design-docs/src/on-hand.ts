import type { ProductId } from '@digiboost/domain/documents/product';
import { isKnownBy, type KnownStock, type Lot, lotsOf } from '@digiboost/domain/ledger';
import type { AskView } from './view.ts';
import {
  countsByProductAndTime,
  lastCountByProduct,
  receivedByProductAndExpiry,
  stockByProduct,
  toldByProduct,
} from './views.ts';

/** A product's stock on hand, in thousandths of its unit, and when it was last counted (ms since 1970; null: never). */
export interface OnHand extends KnownStock {
  /** How often its stock was told, less what was taken back. */
  readonly told: number;
  readonly countedAtMs: number | null;
}

/**
 * Stock on hand of every product that has any history, or of those named, from the views: the last count plus every
 * change after it, as the domain's `stockMilli` computes it from the documents. Two rounds of questions, the second
 * only where there are counts. A product that is missing from the answer has none (zero).
 */
export async function onHand(ask: AskView, products?: readonly ProductId[]): Promise<Map<ProductId, OnHand>> {
  const these = products === undefined ? {} : { keys: products };
  const [changes, [counted], [told]] = await Promise.all([
    ask(stockByProduct, products?.map(changesOf) ?? [{ group_level: 1 }]),
    ask(lastCountByProduct, [{ group: true, ...these }]),
    ask(toldByProduct, [{ group: true, ...these }]),
  ]);
  const toldOf = new Map((told?.rows ?? []).map(({ key, value }) => [key, value]));
  const known = (product: ProductId) => {
    const times = toldOf.get(product) ?? 0;
    return { told: times, isKnown: isKnownBy(times) };
  };
  const stock = new Map<ProductId, OnHand>();
  for (const { key, value } of changes.flatMap(({ rows }) => rows))
    stock.set(key[0], { milli: value, ...known(key[0]), countedAtMs: null });

  const lastCounts = (counted?.rows ?? []).map(({ key, value }) => ({ product: key, atMs: value.max }));
  if (lastCounts.length === 0) return stock;
  const [[counts], since] = await Promise.all([
    ask(countsByProductAndTime, [{ keys: lastCounts.map(({ product, atMs }) => [product, atMs]) }]),
    ask(
      stockByProduct,
      lastCounts.map(({ product, atMs }) => ({ startkey: [product, atMs + 1], endkey: [product, {}] })),
    ),
  ]);
  const found = countedMilli(counts?.rows ?? []);
  lastCounts.forEach(({ product, atMs }, index) => {
    const change = since[index]?.rows[0]?.value ?? 0;
    stock.set(product, { milli: (found.get(product) ?? 0) + change, ...known(product), countedAtMs: atMs });
  });
  return stock;
}

const changesOf = (product: ProductId) => ({ startkey: [product], endkey: [product, {}], group_level: 1 });

/** What ever came of each product with an expiry date, as the domain's `lotsOf` has it from the documents. */
export async function datedLots(ask: AskView): Promise<Map<ProductId, readonly Lot[]>> {
  const [answer] = await ask(receivedByProductAndExpiry, [{ group: true }]);
  return lotsOf(
    (answer?.rows ?? []).map(({ key: [productId, expiresOn], value: milli }) => ({ productId, expiresOn, milli })),
  );
}

/** What each product's last count found; of two counts at one instant the greater id stands, as in the domain. */
function countedMilli(
  rows: readonly { id?: string; key: [ProductId, number]; value: number }[],
): Map<ProductId, number> {
  const standing = new Map<ProductId, { id: string; value: number }>();
  for (const { id = '', key, value } of rows) {
    const other = standing.get(key[0]);
    if (!other || id > other.id) standing.set(key[0], { id, value });
  }
  return new Map([...standing].map(([product, { value }]) => [product, value]));
}
