import type { AlertFacts, ProductForesight } from '../alerts/facts.ts';
import type { ProductId } from '../documents/product.ts';
import { costsOf } from '../ledger/ledger-product.ts';
import { demandCurve, isFounded, onOrder, recommend, termsFor } from '../purchase/index.ts';
import { fromMilli } from '../shared/quantity.ts';
import { termsOf } from './advice.ts';
import type { ShopBook } from './book.ts';

/** What alerts are judged from, beside what the shop's book says of its products. */
type Noticed = Pick<AlertFacts, 'now' | 'changes' | 'sales' | 'sold' | 'devices' | 'debts' | 'closings' | 'lots'>;

/**
 * What the shop's alerts are judged from, as far as its book was read. What to order is worked out of the products
 * `about` alone: it words an event that opens, and judges none.
 */
export function alertFacts(book: ShopBook, noticed: Noticed, about: ReadonlySet<ProductId> = new Set()): AlertFacts {
  const { today, products, suppliers, expected } = book;
  const coming = about.size > 0 && book.orders ? onOrder(book.orders) : null;
  const foresight = (id: ProductId): ProductForesight | undefined => {
    const [ledger, own] = [products.get(id), expected?.products.get(id)];
    if (!ledger || !own || !suppliers) return own;
    const { product, onHandMilli } = ledger;
    const terms = termsFor(product, suppliers, termsOf(book));
    const known = { ...own, leadTimeDays: terms.leadTimeDays };
    if (!coming || !about.has(id)) return known;
    const ordered = coming.get(id) ?? 0;
    const onHand = fromMilli(onHandMilli);
    const advice = recommend({ product, onHand, onOrder: ordered, demand: demandCurve(own.forecast) }, terms);
    return { ...known, onOrder: ordered, ...(isFounded(advice) ? { recommended: advice.quantity } : {}) };
  };
  return {
    ...noticed,
    today,
    products: [...products.values()].map(({ product }) => product),
    onHand: new Map(
      [...products].flatMap(([id, { onHandMilli, isKnown }]) => (isKnown ? [[id, fromMilli(onHandMilli)]] : [])),
    ),
    outlook: expected && { origin: expected.today, products: { get: foresight } },
    unitCost: ({ _id, purchasePrice }) => {
      const ledger = products.get(_id);
      return ledger ? costsOf(ledger).unitCost : purchasePrice;
    },
    supplierName: ({ supplierId }) => (supplierId && suppliers?.get(supplierId)?.name) || null,
  };
}
