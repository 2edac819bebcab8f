import type { LedgerEvent, Product, ProductId } from '@digiboost/domain/documents';
import {
  countsOf,
  daysOf,
  type Entry,
  entriesOf,
  isKnownBy,
  stockMilli,
  toColumns,
  toldOf,
} from '@digiboost/domain/ledger';
import { ProductData, type ShopData } from '../shop-data.ts';

/** A shop in which there is nothing but what `parts` say. */
export const aShop = (parts: Partial<ShopData> = {}): ShopData => ({
  today: '2026-03-10',
  shop: null,
  isPartial: false,
  products: new Map(),
  categories: new Map(),
  suppliers: new Map(),
  orders: [],
  alerts: [],
  openEvents: [],
  totals: [],
  expected: null,
  heldFrom: '2026-01-01',
  newestLines: async () => [],
  debts: async () => [],
  closings: async () => [],
  accounts: async () => ({ lines: [], closings: [], names: new Map(), assets: [] }),
  ticketCustomers: async () => new Map(),
  saleEntries: async () => [],
  ...parts,
});

/** `products` with what `events` did to them. */
export function ledgersOf(
  products: readonly Product[],
  events: readonly LedgerEvent[] = [],
): Pick<ShopData, 'products' | 'newestLines'> {
  const entries = events.flatMap(entriesOf);
  const byProduct = daysOf(entries);
  const linesOf = (id: ProductId): Entry[] => entries.filter(({ productId }) => productId === id);
  return {
    products: new Map(
      products.map((product): [ProductId, ProductData] => {
        const id = product._id;
        const lines = linesOf(id);
        const columns = toColumns(id, byProduct.get(id), countsOf(lines).get(id));
        return [
          id,
          new ProductData(product, { milli: stockMilli(lines), isKnown: isKnownBy(toldOf(lines).get(id)) }, columns),
        ];
      }),
    ),
    newestLines: async (id, limit) =>
      linesOf(id)
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .slice(0, limit),
  };
}
