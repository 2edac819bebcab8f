import type { Movement } from '../documents/movement.ts';
import type { Order } from '../documents/order.ts';
import type { ProductId } from '../documents/product.ts';
import type { SupplierId } from '../documents/supplier.ts';
import { missing } from '../purchase/order-life.ts';
import type { Day } from '../shared/day.ts';

/** One purchase of a product: received, or ordered and on its way. */
export interface Purchase {
  readonly state: 'RECEIVED' | 'ORDERED';
  readonly day: Day;
  /** Null: nobody said from whom. */
  readonly supplierId: SupplierId | null;
  /** Units. */
  readonly quantity: number;
  /** FCFA per unit; null when it was not written down. */
  readonly unitCost: number | null;
}

/** What one supplier asked for a product the last time. FCFA per unit. */
export interface SupplierPrice {
  readonly supplierId: SupplierId | null;
  readonly day: Day;
  readonly unitCost: number;
  /** The price of the purchase before; null when this was the first. */
  readonly before: number | null;
}

type Reception = Pick<Movement, '_id' | 'day' | 'productId' | 'movementType' | 'quantity' | 'unitCost' | 'supplierId'>;
type Ordered = Pick<Order, '_id' | 'at' | 'supplierId' | 'lines' | 'status' | 'receptions'>;

/**
 * The purchases of one product, newest first: its receptions, those that the orders tell of (a phone keeps orders
 * longer than movements), and what has not come yet of the orders sent. `receptions` leave out those that were voided.
 */
export function purchasesOf(
  productId: ProductId,
  receptions: Iterable<Reception>,
  orders: Iterable<Ordered>,
): Purchase[] {
  const found = new Map<string, Purchase>();
  for (const order of orders) {
    const { supplierId } = order;
    for (const [key, purchase] of receivedOf(productId, order)) found.set(key, purchase);
    const quantity = order.status === 'SENT' ? missing(order).get(productId) : undefined;
    const unitCost = order.lines.findLast((line) => line.productId === productId)?.unitCost ?? null;
    if (quantity === undefined) continue;
    found.set(order._id, { state: 'ORDERED', day: order.at.slice(0, 10), supplierId, quantity, unitCost });
  }
  for (const { _id, day, productId: id, movementType, quantity, unitCost, supplierId } of receptions) {
    if (id !== productId || movementType !== 'ENTRY' || found.has(_id)) continue;
    found.set(_id, { state: 'RECEIVED', day, supplierId: supplierId ?? null, quantity, unitCost: unitCost ?? null });
  }
  const newestFirst = ([a, one]: [string, Purchase], [b, other]: [string, Purchase]): number =>
    one.day === other.day ? (a < b ? 1 : -1) : one.day < other.day ? 1 : -1;
  return [...found].sort(newestFirst).map(([, purchase]) => purchase);
}

/** What came of the product by one order, under the ids of the movements that put it in stock. */
const receivedOf = (productId: ProductId, { supplierId, lines, receptions = {} }: Ordered): [string, Purchase][] =>
  Object.values(receptions).flatMap((reception) => {
    if (reception.productId !== productId || reception.voidedAt !== undefined) return [];
    const { at, quantity, movementId } = reception;
    const unitCost = reception.unitCost ?? lines.find((line) => line.productId === productId)?.unitCost ?? null;
    return [[movementId, { state: 'RECEIVED', day: at.slice(0, 10), supplierId, quantity, unitCost }]];
  });

/**
 * Each supplier's last price, the latest first, from purchases that come newest first: what was paid, or what was asked
 * where nothing has come yet.
 */
export function supplierPrices(purchases: readonly Purchase[]): SupplierPrice[] {
  const prices = new Map<SupplierId | null, SupplierPrice>();
  const note = ({ supplierId, day, unitCost }: Purchase): void => {
    const latest = prices.get(supplierId);
    if (unitCost === null) return;
    if (!latest) prices.set(supplierId, { supplierId, day, unitCost, before: null });
    else if (latest.before === null) prices.set(supplierId, { ...latest, before: unitCost });
  };
  for (const purchase of purchases) if (purchase.state === 'RECEIVED') note(purchase);
  for (const purchase of purchases) if (!prices.has(purchase.supplierId)) note(purchase);
  return [...prices.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
}
