import * as z from 'zod/mini';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import { couchFields, day, editable, instant, positiveQuantity, reference, text, unitCost } from './base.ts';
import { LIMITS } from './limits.ts';
import type { ProductId } from './product.ts';

const ORDER_STATUSES = ['DRAFT', 'SENT', 'RECEIVED', 'CANCELLED'] as const;

/** What is asked of the supplier: units of the product, FCFA per unit. */
const orderLine = z.strictObject({ productId: reference('product'), quantity: positiveQuantity, unitCost });

/** What came of one product in one delivery, and the movement that put it in stock. */
const orderReception = z.strictObject({
  productId: reference('product'),
  quantity: positiveQuantity,
  unitCost: z.optional(unitCost),
  movementId: z.templateLiteral(['movement:', z.string().check(z.maxLength(90))]),
  at: instant,
  /** When its movement was voided: from then on it counts as not received. */
  voidedAt: z.optional(instant),
  /** When somebody said that it came besides what had come before, and is not that again. */
  confirmedAt: z.optional(instant),
});

/** A purchase order to one supplier. */
export const orderSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.templateLiteral(['order:', z.string()]),
  type: z.literal('order'),
  at: instant,
  supplierId: reference('supplier'),
  lines: z.array(orderLine).check(z.maxLength(LIMITS.order.lines)),
  status: z.enum(ORDER_STATUSES),
  sentAt: z.optional(instant),
  /** When its last goods came, or when the rest was given up. */
  closedAt: z.optional(instant),
  expectedDay: z.optional(day),
  note: z.optional(text(LIMITS.order.note)),
  /** By a key of its own for each, so that deliveries recorded on two phones merge key by key. No key holds a dot. */
  receptions: z.optional(z.record(z.string().check(z.regex(/^[a-z0-9-]{1,49}$/)), orderReception)),
});
export type Order = z.infer<typeof orderSchema>;
export type OrderId = Order['_id'];
export type OrderLine = Order['lines'][number];
export type OrderReception = NonNullable<Order['receptions']>[string];

/** Lines of the same product as one, the later cost standing; those of quantity 0 go. */
export function onePerProduct(lines: readonly OrderLine[]): OrderLine[] {
  const byProduct = new Map<ProductId, OrderLine>();
  for (const line of lines) {
    const quantity = fromMilli(toMilli(line.quantity) + toMilli(byProduct.get(line.productId)?.quantity ?? 0));
    if (quantity > 0) byProduct.set(line.productId, { ...line, quantity });
  }
  return [...byProduct.values()];
}
