import { DEFAULT_LEAD_TIME_DAYS } from '../documents/defaults.ts';
import type { ProductId } from '../documents/product.ts';
import type { Supplier, SupplierId } from '../documents/supplier.ts';
import type { Day } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { type BudgetLine, budgetLine } from './budget.ts';
import {
  type PurchaseInput,
  type PurchaseProduct,
  type PurchaseTerms,
  type Recommendation,
  recommend,
} from './recommend.ts';

/** The shop's own terms: days until the next order, wanted service (0..1). */
export type ShopTerms = Pick<PurchaseTerms, 'today' | 'reviewDays' | 'serviceTarget'>;

/** What to order of one supplier, the greatest margin at risk first. Amounts in FCFA. */
export interface SupplierPurchase {
  /** Null: products without a supplier. */
  readonly supplierId: SupplierId | null;
  readonly lines: readonly Recommendation[];
  readonly cost: number;
  readonly marginAtRisk: number;
  readonly arrival: Day;
}

/** The days that a supplier takes; of an unknown one, what a new supplier is given. */
export const leadTimeOf = (supplier: Pick<Supplier, 'leadTimeDays'> | undefined): number =>
  supplier?.leadTimeDays ?? DEFAULT_LEAD_TIME_DAYS;

/** Every product's recommendation, also those of which nothing needs ordering, by product. */
export function recommendShop(
  inputs: Iterable<PurchaseInput>,
  suppliers: ReadonlyMap<SupplierId, Pick<Supplier, 'leadTimeDays'>>,
  terms: ShopTerms,
): Map<ProductId, Recommendation> {
  const found = new Map<ProductId, Recommendation>();
  for (const input of inputs) found.set(input.product._id, recommend(input, termsFor(input.product, suppliers, terms)));
  return found;
}

/** The lines with something to order, by supplier: the supplier with the greatest margin at risk first, none last. */
export function bySupplier(recommendations: Iterable<Recommendation>): SupplierPurchase[] {
  const groups = new Map<SupplierId | null, Recommendation[]>();
  for (const line of recommendations) {
    if (line.packs === 0) continue;
    const group = groups.get(line.supplierId);
    if (group) group.push(line);
    else groups.set(line.supplierId, [line]);
  }
  return [...groups].map(([supplierId, lines]) => purchaseOf(supplierId, lines)).sort(byRisk);
}

/** The recommended lines of `inputs` as lines that want money. */
export function budgetLines(
  inputs: Iterable<PurchaseInput>,
  recommendations: ReadonlyMap<ProductId, Recommendation>,
  suppliers: ReadonlyMap<SupplierId, Pick<Supplier, 'leadTimeDays'>>,
  terms: ShopTerms,
): BudgetLine[] {
  const lines: BudgetLine[] = [];
  for (const input of inputs) {
    const recommendation = recommendations.get(input.product._id);
    if (!recommendation || recommendation.packs === 0) continue;
    lines.push(budgetLine(input, recommendation, termsFor(input.product, suppliers, terms)));
  }
  return lines;
}

/** The terms on which the shop buys one product: its own, and the lead time of the product's supplier. */
export const termsFor = (
  { supplierId }: Pick<PurchaseProduct, 'supplierId'>,
  suppliers: ReadonlyMap<SupplierId, Pick<Supplier, 'leadTimeDays'>>,
  terms: ShopTerms,
): PurchaseTerms => ({ ...terms, leadTimeDays: leadTimeOf(supplierId && suppliers.get(supplierId)) });

function purchaseOf(supplierId: SupplierId | null, found: readonly Recommendation[]): SupplierPurchase {
  const lines = [...found].sort((a, b) => b.marginAtRisk - a.marginAtRisk || compare(a.productId, b.productId));
  return {
    supplierId,
    lines,
    cost: lines.reduce((sum, { cost }) => sum + cost, 0),
    marginAtRisk: lines.reduce((sum, { marginAtRisk }) => sum + marginAtRisk, 0),
    arrival: must(lines[0], 'line of a purchase').arrival,
  };
}

function byRisk(a: SupplierPurchase, b: SupplierPurchase): number {
  if ((a.supplierId === null) !== (b.supplierId === null)) return a.supplierId === null ? 1 : -1;
  return b.marginAtRisk - a.marginAtRisk || compare(a.supplierId ?? '', b.supplierId ?? '');
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
