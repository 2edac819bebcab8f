import type { ProductId, SupplierId } from '@digiboost/domain/documents';
import type { BackTest } from '@digiboost/domain/forecast';
import { ledgerLine } from '@digiboost/domain/kpis';
import {
  type BudgetPlan,
  bySupplier,
  type Recommendation,
  type SupplierPurchase,
  withinBudget,
} from '@digiboost/domain/purchase';
import type { Day } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import { activeOf, isPredictedRupture, purchaseAdvice, soonestFirst } from '@digiboost/domain/shop';
import type { WholeBook } from '../shop/shop-books.ts';
import type { PredictionsQuery } from './queries.ts';
import { type OutlookRow, outlookRow } from './stock-detail.ts';

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

/** The shop's predicted ruptures within `horizonDays`, and its purchase list. */
export function predictions(shop: WholeBook, { horizonDays, budget }: PredictionsQuery): Predictions {
  const { inputs, recommendations, lines } = purchaseAdvice(shop);
  const coming = new Map(inputs.map(({ product, onOrder }) => [product._id, onOrder]));
  const ruptures = [...shop.expected.products.values()]
    .filter((outlook) => isPredictedRupture(outlook, horizonDays))
    .sort(soonestFirst)
    .map((outlook): PredictedRupture => {
      const { product, onHandMilli } = must(shop.products.get(outlook.id), 'product');
      const { _id: id, code, name, unit, supplierId } = product;
      const recommended = recommendations.get(id);
      return {
        id,
        code,
        name,
        unit,
        supplierId: supplierId ?? null,
        onHand: fromMilli(onHandMilli),
        onOrder: coming.get(id) ?? 0,
        ...outlookRow(outlook, shop.today, unit),
        recommended: recommended && recommended.packs > 0 ? amountsOf(recommended) : null,
      };
    });

  return {
    today: shop.today,
    horizonDays,
    out: activeOf(shop).filter((ledger) => ledgerLine(ledger).status === 'RUPTURE').length,
    ruptures,
    purchases: bySupplier(recommendations.values()).map((purchase) => ({
      ...purchase,
      supplierName: (purchase.supplierId && shop.suppliers.get(purchase.supplierId)?.name) ?? null,
    })),
    budget: budget === undefined ? null : withinBudget(lines(), budget),
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
