import { bySupplier, withinBudget } from '@digiboost/domain/purchase';
import { type PurchaseAdvice, purchaseAdvice } from '@digiboost/domain/shop';
import { type PackedPurchases, packPurchases } from '../packed-purchases.ts';
import type { ShopData } from '../shop-data.ts';

/** The advice to a shop that has not changed: another budget is then looked at in no time. */
const advised = new WeakMap<ShopData, PurchaseAdvice>();

/**
 * What the shop should order now, and what `budget` FCFA buy of it (null: no limit); null while nothing is foreseen.
 */
export function purchases(shop: ShopData, { budget }: { readonly budget: number | null }): PackedPurchases | null {
  const { expected } = shop;
  if (!expected) return null;
  const advice = advised.get(shop) ?? purchaseAdvice({ ...shop, expected });
  advised.set(shop, advice);
  const { recommendations, lines } = advice;
  return packPurchases({
    today: expected.today,
    recommendations,
    groups: bySupplier(recommendations.values()),
    budget,
    plan: budget === null ? null : withinBudget(lines(), budget),
  });
}
