import { settingsOf } from '@digiboost/domain/documents';
import {
  type BudgetLine,
  budgetLines,
  bySupplier,
  demandCurve,
  onOrder,
  type PurchaseInput,
  type Recommendation,
  recommendShop,
  type ShopTerms,
  withinBudget,
} from '@digiboost/domain/purchase';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import { type PackedPurchases, packPurchases } from '../packed-purchases.ts';
import type { ShopData } from '../shop-data.ts';

/** What a shop should order, whatever the money at hand. */
interface Advice {
  readonly recommendations: ReadonlyMap<Recommendation['productId'], Recommendation>;
  /** Worked out once some budget is asked for. */
  lines(): readonly BudgetLine[];
}

/** The advice to a shop that has not changed: another budget is then looked at in no time. */
const advised = new WeakMap<ShopData, Advice>();

/**
 * What the shop should order now, and what `budget` FCFA buy of it (null: no limit); null while nothing is foreseen.
 */
export function purchases(shop: ShopData, { budget }: { readonly budget: number | null }): PackedPurchases | null {
  const { outlook } = shop;
  if (!outlook) return null;
  const advice = advised.get(shop) ?? adviceTo(shop, outlook);
  advised.set(shop, advice);
  const { recommendations, lines } = advice;
  return packPurchases({
    today: outlook.today,
    recommendations,
    groups: bySupplier(recommendations.values()),
    budget,
    plan: budget === null ? null : withinBudget(lines(), budget),
  });
}

function adviceTo(shop: ShopData, { today, products: expected }: NonNullable<ShopData['outlook']>): Advice {
  const { serviceTarget, coverageDays } = settingsOf(shop.shop);
  const terms: ShopTerms = { today, reviewDays: coverageDays, serviceTarget };
  const coming = onOrder(shop.orders);
  const inputs = [...shop.products.values()].flatMap(({ id, product, milli }): PurchaseInput[] => {
    const own = product.isActive ? expected.get(id) : undefined;
    if (!own) return [];
    return [{ product, onHand: fromMilli(milli), onOrder: coming.get(id) ?? 0, demand: demandCurve(own.forecast) }];
  });
  const recommendations = recommendShop(inputs, shop.suppliers, terms);
  const lines: { made?: readonly BudgetLine[] } = {};
  return {
    recommendations,
    lines: () => {
      lines.made ??= budgetLines(inputs, recommendations, shop.suppliers, terms);
      return lines.made;
    },
  };
}
