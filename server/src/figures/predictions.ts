import { DEFAULT_SETTINGS, type ProductId, type SupplierId } from '@digiboost/domain/documents';
import type { BackTest } from '@digiboost/domain/forecast';
import { isPredictedRupture, stockStatus } from '@digiboost/domain/kpis';
import {
  type BudgetPlan,
  budgetLines,
  bySupplier,
  demandCurve,
  onOrder,
  type PurchaseInput,
  type Recommendation,
  recommendShop,
  type ShopTerms,
  type SupplierPurchase,
  withinBudget,
} from '@digiboost/domain/purchase';
import type { Day } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import type { ShopFigures } from '../shop/shop-figures.ts';
import type { PredictionsQuery } from './queries.ts';
import { type OutlookRow, outlookRow } from './stock-detail.ts';

/** What a shop aims at that has set nothing: as a new shop is made. */

/** A product that will probably run out. Quantities in units, amounts in FCFA. */
export interface PredictedRupture extends OutlookRow {
  readonly id: ProductId;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly supplierId: SupplierId | null;
  readonly onHand: number;
  readonly onOrder: number;
  readonly recommended: Pick<Recommendation, 'quantity' | 'packs' | 'cost' | 'arrival' | 'marginAtRisk'> | null;
}

/** What is expected of the shop and what it should order. */
export interface Predictions {
  readonly today: Day;
  readonly horizonDays: number;
  /** Active products whose shelf is empty already. */
  readonly out: number;
  /** Soonest first. */
  readonly ruptures: readonly PredictedRupture[];
  readonly purchases: readonly (SupplierPurchase & { readonly supplierName: string | null })[];
  /** What the given budget buys; null when none was given. */
  readonly budget: BudgetPlan | null;
  /** The error that such forecasts had in this shop; null when its history is too short to tell. */
  readonly backTest: BackTest | null;
}

/** What the shop's purchases follow from: its terms, what is known of each active product, what to order of it now. */
export interface ShopPurchases {
  readonly terms: ShopTerms;
  readonly inputs: readonly PurchaseInput[];
  readonly recommendations: ReadonlyMap<ProductId, Recommendation>;
}

/** The purchases that the shop's stock, sales and orders call for now. */
export function purchasesOf(shop: ShopFigures): ShopPurchases {
  const outlooks = shop.outlooks();
  const terms = {
    today: shop.today,
    reviewDays: shop.settings?.coverageDays ?? DEFAULT_SETTINGS.coverageDays,
    serviceTarget: shop.settings?.serviceTarget ?? DEFAULT_SETTINGS.serviceTarget,
  };
  const coming = onOrder(shop.orders);
  const inputs = activeOf(shop).map(({ product, onHandMilli }): PurchaseInput => {
    const outlook = outlooks.get(product._id);
    return {
      product,
      onHand: fromMilli(onHandMilli),
      onOrder: coming.get(product._id) ?? 0,
      demand: outlook ? demandCurve(outlook.forecast) : null,
    };
  });
  return { terms, inputs, recommendations: recommendShop(inputs, shop.suppliers, terms) };
}

const activeOf = (shop: ShopFigures) => [...shop.products.values()].filter(({ product }) => product.isActive);

/** The shop's predicted ruptures within `horizonDays`, and its purchase list. */
export function predictions(shop: ShopFigures, { horizonDays, budget }: PredictionsQuery): Predictions {
  const outlooks = shop.outlooks();
  const { terms, inputs, recommendations } = purchasesOf(shop);
  const coming = new Map(inputs.map(({ product, onOrder }) => [product._id, onOrder]));
  const active = activeOf(shop);

  const ruptures = active.flatMap(({ product, onHandMilli }) => {
    const outlook = outlooks.get(product._id);
    if (!outlook || !isPredictedRupture(outlook, horizonDays)) return [];
    const { _id: id, code, name, unit, supplierId } = product;
    const recommended = recommendations.get(id);
    const rupture: PredictedRupture = {
      id,
      code,
      name,
      unit,
      supplierId: supplierId ?? null,
      onHand: fromMilli(onHandMilli),
      onOrder: coming.get(id) ?? 0,
      ...outlookRow(outlook, shop.today),
      recommended: recommended && recommended.packs > 0 ? amountsOf(recommended) : null,
    };
    return [{ rupture, order: outlook.stockOut.day * 100 + outlook.stockOut.from }];
  });
  ruptures.sort((a, b) => a.order - b.order || (a.rupture.id < b.rupture.id ? -1 : 1));

  return {
    today: shop.today,
    horizonDays,
    out: active.filter(({ product, onHandMilli }) => stockStatus(onHandMilli, product.minStock) === 'RUPTURE').length,
    ruptures: ruptures.map(({ rupture }) => rupture),
    purchases: bySupplier(recommendations.values()).map((purchase) => ({
      ...purchase,
      supplierName: (purchase.supplierId && shop.suppliers.get(purchase.supplierId)?.name) ?? null,
    })),
    budget:
      budget === undefined ? null : withinBudget(budgetLines(inputs, recommendations, shop.suppliers, terms), budget),
    backTest: shop.backTest(),
  };
}

const amountsOf = ({ quantity, packs, cost, arrival, marginAtRisk }: Recommendation) => ({
  quantity,
  packs,
  cost,
  arrival,
  marginAtRisk,
});
