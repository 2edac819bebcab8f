import type { ProductId } from '../documents/product.ts';
import type { StockOut } from '../forecast/index.ts';

/** Days within which a predicted rupture is news. */
export const RUPTURE_DAYS = 15;

/** Whether a product in stock will probably run out within `days` days, as far as its history allows to say. */
export const isPredictedRupture = (
  { stockOut: { day, reliability } }: { readonly stockOut: StockOut },
  days = RUPTURE_DAYS,
): boolean => reliability !== 'INSUFFICIENT' && day >= 1 && day <= days;

interface Foreseen {
  readonly id: ProductId;
  readonly stockOut: StockOut;
}

/** The order of products by when they run out: the soonest first, and of two alike always the same one. */
export const soonestFirst = ({ stockOut: a, id }: Foreseen, { stockOut: b, id: other }: Foreseen): number =>
  a.day - b.day || a.from - b.from || a.to - b.to || (id < other ? -1 : 1);
