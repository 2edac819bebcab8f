import type { Product } from '../documents/product.ts';
import { compareNames } from '../french/list.ts';
import type { StockLine } from '../kpis/stock-status.ts';
import { stockValue } from '../kpis/valuation.ts';
import { type Lot, lotsLeft } from '../ledger/lots.ts';
import { addDays, type Day } from '../shared/day.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';

/** Days ahead for which what expires is listed. */
export const EXPIRY_WINDOWS = [7, 30, 60, 90] as const;

/** What is left of one product with one expiry date: units, and FCFA at what they cost (CMP). */
export interface Expiring {
  readonly product: Product;
  readonly expiresOn: Day;
  readonly quantity: number;
  readonly value: number;
}

/** What is left with an expiry date of the products on sale, first to expire first. */
export function expiringStock(lines: Iterable<StockLine & { readonly lots?: readonly Lot[] }>): Expiring[] {
  return [...lines]
    .filter(({ product }) => product.isActive)
    .flatMap(({ product, onHand, unitCost, lots = [] }) =>
      lotsLeft(toMilli(onHand), lots).map(({ expiresOn, milli }) => {
        const quantity = fromMilli(milli);
        return { product, expiresOn, quantity, value: stockValue({ onHand: quantity, unitCost }) };
      }),
    )
    .sort((a, b) => order(a.expiresOn, b.expiresOn) || compareNames(a.product.name, b.product.name));
}

const order = (a: Day, b: Day): number => (a === b ? 0 : a < b ? -1 : 1);

/** Those of `stock` that have expired on `today`: their date is past. */
export const expired = <E extends Pick<Expiring, 'expiresOn'>>(stock: readonly E[], today: Day): E[] =>
  stock.filter(({ expiresOn }) => expiresOn < today);

/** Those of `stock` that have not expired and will within `days` days. */
export const expiringWithin = <E extends Pick<Expiring, 'expiresOn'>>(
  stock: readonly E[],
  today: Day,
  days: number,
): E[] => stock.filter(({ expiresOn }) => expiresOn >= today && expiresOn <= addDays(today, days));
