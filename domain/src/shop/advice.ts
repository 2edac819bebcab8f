import { settingsOf } from '../documents/defaults.ts';
import type { ProductId } from '../documents/product.ts';
import {
  type BudgetLine,
  budgetLines,
  demandCurve,
  onOrder,
  type PurchaseInput,
  type Recommendation,
  recommendShop,
  type ShopTerms,
} from '../purchase/index.ts';
import { fromMilli } from '../shared/quantity.ts';
import { activeOf, type Read, type ShopBook } from './book.ts';

/** What a shop should order now, whatever the money at hand. */
export interface PurchaseAdvice {
  /** What is known of each active product that something is expected of. */
  readonly inputs: readonly PurchaseInput[];
  readonly recommendations: ReadonlyMap<ProductId, Recommendation>;
  /** What wants money; worked out when some budget is first asked for. */
  lines(): readonly BudgetLine[];
}

/** The terms on which the shop buys, by its own settings. */
export function termsOf({ shop, today }: Pick<ShopBook, 'shop' | 'today'>): ShopTerms {
  const { coverageDays, serviceTarget } = settingsOf(shop);
  return { today, reviewDays: coverageDays, serviceTarget };
}

/** The purchases that the shop's stock, sales and orders call for. */
export function purchaseAdvice(book: Read<ShopBook, 'suppliers' | 'orders' | 'expected'>): PurchaseAdvice {
  const { suppliers, orders, expected } = book;
  const terms = termsOf({ shop: book.shop, today: expected.today });
  const coming = onOrder(orders);
  const inputs = activeOf(book).flatMap(({ product, onHandMilli, isKnown }): PurchaseInput[] => {
    const own = expected.products.get(product._id);
    // Of what nobody counted it is not known what is missing.
    if (!own || !isKnown) return [];
    const ordered = coming.get(product._id) ?? 0;
    return [{ product, onHand: fromMilli(onHandMilli), onOrder: ordered, demand: demandCurve(own.forecast) }];
  });
  const recommendations = recommendShop(inputs, suppliers, terms);
  let lines: readonly BudgetLine[] | null = null;
  return {
    inputs,
    recommendations,
    lines() {
      lines ??= budgetLines(inputs, recommendations, suppliers, terms);
      return lines;
    },
  };
}
