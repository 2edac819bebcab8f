import { datedLots } from '@digiboost/design-docs';
import { ledgerLine } from '@digiboost/domain/kpis';
import { EXPIRY_WINDOWS, type Expiring, expired, expiringStock, expiringWithin } from '@digiboost/domain/shop';
import type { AnswerOf } from '../accounts/api-routes.ts';
import type { Database } from '../couch/client.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { askViews } from '../shop/shop-views.ts';
import type { EXPIRY } from './operations.ts';

/** What expires of the stock, as the shop's phones list it from the same documents. */
export async function expiringOf(
  shop: Database,
  { products, today }: Pick<WholeBook, 'products' | 'today'>,
): Promise<AnswerOf<typeof EXPIRY>> {
  const lots = await datedLots(askViews(shop));
  const lines = [...products.values()].map((ledger) => ({
    ...ledgerLine(ledger),
    lots: lots.get(ledger.product._id) ?? [],
  }));
  const stock = expiringStock(lines);
  return {
    today,
    expired: summed(expired(stock, today)),
    within: EXPIRY_WINDOWS.map((days) => ({ days, ...summed(expiringWithin(stock, today, days)) })),
    lots: stock.map(({ product: { _id, name, unit }, ...lot }) => ({ productId: _id, name, unit, ...lot })),
  };
}

const summed = (stock: readonly Expiring[]) => ({
  value: stock.reduce((sum, { value }) => sum + value, 0),
  lots: stock.length,
});
