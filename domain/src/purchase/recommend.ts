import type { Product, ProductId } from '../documents/product.ts';
import type { SupplierId } from '../documents/supplier.ts';
import { addDays, type Day } from '../shared/day.ts';
import { lineAmount } from '../shared/money.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import type { DemandCurve } from './demand-curve.ts';

/** The product's own part in a recommendation. */
export type PurchaseProduct = Pick<
  Product,
  '_id' | 'supplierId' | 'purchasePrice' | 'salePrice' | 'minStock' | 'maxStock' | 'packSize'
>;

/** What is known of one product today. Units. */
export interface PurchaseInput {
  readonly product: PurchaseProduct;
  /** May be negative; nothing is owed to the shelf then. */
  readonly onHand: number;
  readonly onOrder: number;
  /** Null: nothing is known of the demand. */
  readonly demand: DemandCurve | null;
}

/** The terms of the purchase: days until delivery, days until the next order, wanted service (0..1). */
export interface PurchaseTerms {
  readonly today: Day;
  readonly leadTimeDays: number;
  readonly reviewDays: number;
  readonly serviceTarget: number;
}

/** Every figure behind a recommended quantity. Units. */
export interface PurchaseWorking {
  /**
   * DEMAND: from the expected demand; STOPPING: that has probably ended, so that nothing is wanted; LEVELS: too little
   * history, from the product's minimum and maximum.
   */
  readonly basis: 'DEMAND' | 'STOPPING' | 'LEVELS';
  readonly leadTimeDays: number;
  readonly reviewDays: number;
  readonly serviceTarget: number;
  /** Expected until the next order's goods arrive; null under LEVELS. */
  readonly expected: number | null;
  /** Wanted on the shelf and on order together. */
  readonly target: number;
  readonly onHand: number;
  readonly onOrder: number;
  /** Target less what is on hand and on order, before packs and the maximum. */
  readonly need: number;
  readonly packSize: number;
  readonly maxStock: number | null;
  /** The maximum made the quantity smaller than the need in whole packs. */
  readonly capped: boolean;
}

/** What to order of one product. A quantity of 0 means nothing. */
export interface Recommendation {
  readonly productId: ProductId;
  readonly supplierId: SupplierId | null;
  /** Units: whole packs. */
  readonly quantity: number;
  readonly packs: number;
  /** FCFA per unit. */
  readonly unitCost: number;
  /** FCFA. */
  readonly cost: number;
  readonly arrival: Day;
  /** FCFA that not ordering would probably cost until the next order's goods arrive. */
  readonly marginAtRisk: number;
  readonly working: PurchaseWorking;
}

/** Beyond this the demand is not looked at: nobody orders half a year of stock by a forecast. */
const LONGEST_DAYS = 180;

/**
 * How much of one product to order: order-up-to the demand's quantile over lead time + review period (the periodic
 * review policy (R, S), Silver, Pyke and Peterson 1998, 7.9), less what is on hand and on order, in whole packs, never
 * beyond the maximum. Nothing of what has probably stopped selling. Without enough history: up to the maximum (or twice
 * the minimum) once the minimum is reached.
 */
export function recommend(input: PurchaseInput, terms: PurchaseTerms): Recommendation {
  const { product, demand } = input;
  const known = demand?.sufficient ? demand : null;
  const stops = demand?.stopping ?? false;
  const { packMilli, positionMilli, onHand, onOrder } = measures(input);
  const { lead, horizon } = daysOf(terms);
  const targetMilli = stops
    ? 0
    : known
      ? toMilli(finite(known.quantile(horizon, terms.serviceTarget)))
      : levelTarget(product, positionMilli);
  const needMilli = Math.max(targetMilli - positionMilli, 0);
  const wantedPacks = Math.ceil(needMilli / packMilli);
  const roomMilli =
    product.maxStock === undefined ? Number.POSITIVE_INFINITY : toMilli(product.maxStock) - positionMilli;
  const packs = Math.max(Math.min(wantedPacks, Math.floor(roomMilli / packMilli)), 0);
  const quantity = fromMilli(packs * packMilli);
  const margin = product.salePrice - product.purchasePrice;
  return {
    productId: product._id,
    supplierId: product.supplierId ?? null,
    quantity,
    packs,
    unitCost: product.purchasePrice,
    cost: lineAmount(quantity, product.purchasePrice),
    arrival: addDays(terms.today, lead),
    marginAtRisk: margin > 0 && !stops ? Math.round(unservedWithout(input, terms)(0) * margin) : 0,
    working: {
      basis: stops ? 'STOPPING' : known ? 'DEMAND' : 'LEVELS',
      leadTimeDays: lead,
      reviewDays: horizon - lead,
      serviceTarget: terms.serviceTarget,
      expected: known ? finite(known.expected(horizon)) : null,
      target: fromMilli(targetMilli),
      onHand,
      onOrder,
      need: fromMilli(needMilli),
      packSize: fromMilli(packMilli),
      maxStock: product.maxStock ?? null,
      capped: packs < wantedPacks,
    },
  };
}

/**
 * Units that would probably go unserved between this order's arrival and the next one's, were `ordered` units ordered
 * now. What fails before any order can arrive is not counted: no order mends it, and customers do not wait for it.
 * Falls, ever more slowly, as more is ordered.
 */
export function unservedWithout(input: PurchaseInput, terms: PurchaseTerms): (ordered: number) => number {
  const { positionMilli } = measures(input);
  const position = fromMilli(positionMilli);
  if (!input.demand?.sufficient) {
    const missing = Math.max(input.product.minStock - position, 0);
    return (ordered) => Math.max(missing - ordered, 0);
  }
  const { demand } = input;
  const { lead, horizon } = daysOf(terms);
  const lost = finite(demand.shortfall(lead, position));
  return (ordered) => finite(demand.shortfall(horizon, position + lost + ordered));
}

/** Quantities in thousandths; without a pack, one unit at a time. */
function measures({ product, onHand, onOrder }: PurchaseInput) {
  const shelf = Math.max(toMilli(onHand), 0);
  const coming = Math.max(toMilli(onOrder), 0);
  return {
    packMilli: Math.max(toMilli(product.packSize ?? 1), 1),
    positionMilli: shelf + coming,
    onHand: fromMilli(shelf),
    onOrder: fromMilli(coming),
  };
}

function daysOf({ leadTimeDays, reviewDays }: PurchaseTerms): { lead: number; horizon: number } {
  const lead = Math.ceil(Math.min(Math.max(leadTimeDays, 0), LONGEST_DAYS - 1));
  return { lead, horizon: Math.min(lead + Math.max(Math.ceil(reviewDays), 1), LONGEST_DAYS) };
}

/**
 * Whether a recommendation rests on something: without history and levels, its 0 does not mean that nothing is needed.
 */
export const isFounded = ({ working: { basis, target } }: Pick<Recommendation, 'working'>): boolean =>
  basis !== 'LEVELS' || target > 0;

/** Thousandths to fill up to by the product's own levels; the position itself while the minimum is not reached. */
function levelTarget({ minStock, maxStock }: PurchaseProduct, positionMilli: number): number {
  if (positionMilli > toMilli(minStock)) return positionMilli;
  return toMilli(maxStock ?? 2 * minStock);
}

const finite = (value: number): number => (Number.isFinite(value) && value > 0 ? value : 0);
