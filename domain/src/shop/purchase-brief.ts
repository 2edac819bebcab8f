import type { SupplierId } from '../documents/supplier.ts';
import { formatQuantity } from '../french/number.ts';
import { bySupplier, type Recommendation, withinBudget } from '../purchase/index.ts';
import type { Day } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { purchaseAdvice } from './advice.ts';
import type { Read, ShopBook } from './book.ts';
import { type Bounded, bounded, type Untrusted, untrusted } from './bounded.ts';
import { type NamedProduct, namedProduct } from './stock-diagnosis.ts';

/** One line to order. Units and FCFA. */
export interface BriefLine extends NamedProduct {
  readonly quantity: number;
  readonly packs: number;
  readonly unitCost: number;
  readonly cost: number;
  /** FCFA of margin that not ordering would probably cost. */
  readonly marginAtRisk: number;
  /** DEMAND: from the expected demand; LEVELS: too little history, from the product's minimum and maximum. */
  readonly basis: Recommendation['working']['basis'];
  /** In French: how the quantity was reckoned. */
  readonly reckoning: string;
}

/** What to order of one supplier. FCFA. */
export interface SupplierBrief {
  /** Null: products without a supplier. */
  readonly supplierId: SupplierId | null;
  readonly name: Untrusted | null;
  readonly cost: number;
  readonly marginAtRisk: number;
  readonly arrival: Day;
  readonly lines: Bounded<BriefLine>;
}

/** What the shop should order now, whatever its size in a few kilobytes. */
export interface PurchaseBrief {
  readonly today: Day;
  readonly cost: number;
  readonly marginAtRisk: number;
  readonly suppliers: Bounded<SupplierBrief>;
  /** What a given budget buys, the most margin saved per franc first. */
  readonly budget: {
    readonly given: number;
    readonly cost: number;
    readonly left: number;
    readonly marginLost: number;
    readonly lines: Bounded<NamedProduct & { readonly quantity: number; readonly cost: number }>;
  } | null;
}

const MOST_SUPPLIERS = 8;
const MOST_LINES = 8;
const MOST_FUNDED = 25;

/** What to order now, and within `budget` FCFA when one is given. */
export function purchaseBrief(
  book: Read<ShopBook, 'suppliers' | 'orders' | 'expected'>,
  budget: number | null,
): PurchaseBrief {
  const { recommendations, lines } = purchaseAdvice(book);
  const named = (id: Recommendation['productId']): NamedProduct =>
    namedProduct(must(book.products.get(id), 'the product of a recommendation'));
  const costOf = ({ cost }: { readonly cost: number }): number => cost;
  const suppliers = bySupplier(recommendations.values()).map(
    ({ supplierId, cost, marginAtRisk, arrival, lines: own }): SupplierBrief => {
      const supplier = supplierId && book.suppliers.get(supplierId);
      return {
        supplierId,
        name: supplier ? untrusted(supplier.name) : null,
        cost,
        marginAtRisk,
        arrival,
        lines: bounded(
          own.map((line) => ({ ...named(line.productId), ...briefOf(line) })),
          MOST_LINES,
          costOf,
        ),
      };
    },
  );
  const plan = budget === null ? null : withinBudget(lines(), budget);
  return {
    today: book.today,
    cost: suppliers.reduce((sum, { cost }) => sum + cost, 0),
    marginAtRisk: suppliers.reduce((sum, supplier) => sum + supplier.marginAtRisk, 0),
    suppliers: bounded(suppliers, MOST_SUPPLIERS, costOf),
    budget: plan && {
      given: budget ?? 0,
      cost: plan.cost,
      left: plan.left,
      marginLost: plan.marginLost,
      lines: bounded(
        plan.lines.map(({ productId, quantity, cost }) => ({ ...named(productId), quantity, cost })),
        MOST_FUNDED,
        costOf,
      ),
    },
  };
}

const briefOf = ({ quantity, packs, unitCost, cost, marginAtRisk, working }: Recommendation) => ({
  quantity,
  packs,
  unitCost,
  cost,
  marginAtRisk,
  basis: working.basis,
  reckoning: reckoningOf(working),
});

function reckoningOf(working: Recommendation['working']): string {
  const { basis, expected, leadTimeDays, reviewDays, serviceTarget, target, onHand, onOrder, need, packSize } = working;
  const units = (value: number): string => formatQuantity(value);
  const why =
    basis === 'DEMAND'
      ? `Demande attendue ${units(expected ?? 0)} en ${leadTimeDays + reviewDays} jours (livraison ${leadTimeDays}, revue ${reviewDays}), ` +
        `objectif ${units(target)} pour servir ${Math.round(serviceTarget * 100)} %`
      : `Trop peu d’historique : objectif ${units(target)} d’après le minimum et le maximum`;
  const packs = packSize === 1 ? '' : `, en colis de ${units(packSize)}`;
  const cap = working.capped ? `, limité par le maximum` : '';
  return `${why} ; en stock ${units(onHand)}, en route ${units(onOrder)} : besoin ${units(need)}${packs}${cap}.`;
}
