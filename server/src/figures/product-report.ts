import { stockByProduct } from '@digiboost/design-docs';
import type { Movement, ProductId } from '@digiboost/domain/documents';
import { type Purchase, purchasesOf, type SupplierPrice, supplierPrices } from '@digiboost/domain/kpis';
import type { LedgerProduct } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import { type ProductAnalysis, productAnalysis } from '@digiboost/domain/shop';
import type { Database } from '../couch/client.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { askViews } from '../shop/shop-views.ts';
import { type StockDetailRow, stockRow } from './stock-detail.ts';

/** One product in detail: its row of the stock, its past by day, its stock ahead, its purchases and prices. */
export interface ProductReport {
  readonly today: Day;
  readonly product: StockDetailRow;
  readonly analysis: ProductAnalysis;
  readonly purchases: readonly Purchase[];
  readonly supplierPrices: readonly SupplierPrice[];
}

/** The detail of `served`, from the views and the movements of `shop`. */
export async function productReport(shop: Database, book: WholeBook, served: LedgerProduct): Promise<ProductReport> {
  const id = served.product._id;
  const purchases = purchasesOf(id, await receptionsOf(shop, id), book.orders);
  return {
    today: book.today,
    product: stockRow(book, served),
    analysis: productAnalysis(served, book.expected.products.get(id)?.forecast ?? null, book.today),
    purchases,
    supplierPrices: supplierPrices(purchases),
  };
}

/** The receptions of a product that were not voided. */
async function receptionsOf(shop: Database, id: ProductId): Promise<Movement[]> {
  const [answer] = await askViews(shop)(stockByProduct, [{ reduce: false, startkey: [id], endkey: [id, {}] }]);
  const moves = (answer?.rows ?? []).map((row) => row.id ?? '');
  const voided = new Set(moves.filter((move) => move.startsWith('void:')).map((move) => move.slice('void:'.length)));
  const keys = moves.filter((move) => move.startsWith('movement:') && !voided.has(move));
  if (keys.length === 0) return [];
  const { rows } = await shop.request<{ rows: { doc?: Movement | null }[] }>(
    'post',
    '_all_docs',
    { keys },
    {
      include_docs: true,
    },
  );
  return rows.flatMap(({ doc }) => (doc?.type === 'movement' ? [doc] : []));
}
