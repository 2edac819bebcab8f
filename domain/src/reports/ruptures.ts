import type { ProductId } from '../documents/product.ts';
import { oneLine } from '../french/index.ts';
import { availability, productAvailability } from '../kpis/availability.ts';
import { stockStatus } from '../kpis/stock-status.ts';
import { fromMilli } from '../shared/quantity.ts';
import type { ReportBook } from './report.ts';
import { stockOn } from './stock-on.ts';

/** What empty shelves probably cost: the usual sales of each product, for each of its days without stock. FCFA. */
export function ruptures({ products, today }: ReportBook, day: string) {
  const lost: { readonly id: ProductId; readonly name: string; readonly emptyDays: number; readonly amount: number }[] =
    [];
  for (const ledger of products.values()) {
    const { product, isKnown, days, onHandMilli } = ledger;
    if (!product.isActive || !isKnown) continue;
    const own = productAvailability({ id: product._id, days, onHandMilli, salePrice: product.salePrice }, day);
    if (!own || own.emptyDays === 0) continue;
    const { emptyDays, weight } = own;
    lost.push({
      id: product._id,
      name: oneLine(product.name),
      emptyDays,
      amount: Math.round(fromMilli(weight * emptyDays)),
    });
  }
  lost.sort((a, b) => b.amount - a.amount || (a.id < b.id ? -1 : 1));
  const active = [...products.values()].filter(({ product }) => product.isActive);
  const lines = active.map((ledger) => {
    const onHand = stockOn(ledger, day, today);
    return { ledger, status: stockStatus({ product: ledger.product, onHand }, ledger.isKnown) };
  });
  const shelves = active.filter(({ isKnown }) => isKnown);
  const rate = availability(
    shelves.map(({ product, days, onHandMilli }) => ({
      id: product._id,
      days,
      onHandMilli,
      salePrice: product.salePrice,
    })),
    day,
  );
  return {
    lost,
    amount: lost.reduce((sum, { amount }) => sum + amount, 0),
    empty: lines.filter(({ status }) => status === 'RUPTURE').length,
    low: lines.filter(({ status }) => status === 'LOW').length,
    products: active.length,
    rate,
  };
}
