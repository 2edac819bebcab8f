import * as z from 'zod/mini';
import { couchFields, day, instant, money, positiveQuantity, reference, stamped, text } from './base.ts';
import { LIMITS } from './limits.ts';

export const PAYMENTS = ['CASH', 'WAVE', 'ORANGE_MONEY', 'CREDIT'] as const;
export type Payment = (typeof PAYMENTS)[number];

const saleLineSchema = z.strictObject({
  productId: reference('product'),
  quantity: positiveQuantity,
  /** FCFA per unit, as agreed on this ticket. */
  unitPrice: money,
});
export type SaleLine = z.infer<typeof saleLineSchema>;

/** What a sale says, apart from who recorded it: also what a void repeats of it. */
export const saleContent = {
  type: z.literal('sale'),
  /** The instant at which it counts; the same as in the id. */
  at: instant,
  /** The shop's business day of `at`, fixed when it was recorded. */
  day,
  lines: z.array(saleLineSchema).check(z.minLength(1), z.maxLength(LIMITS.sale.lines)),
  /** DELIVERED: the goods left the shelf. MISSED: asked for and not served. */
  status: z.enum(['DELIVERED', 'MISSED']),
  payment: z.optional(z.enum(PAYMENTS)),
  customerName: z.optional(text(LIMITS.sale.customerName)),
  orderNumber: z.optional(text(LIMITS.sale.orderNumber)),
};

/** A ticket. Never changed once written; a void cancels it. */
export const saleSchema = z.strictObject({
  ...stamped,
  ...couchFields,
  ...saleContent,
  _id: z.templateLiteral(['sale:', z.string()]),
});
export type Sale = z.infer<typeof saleSchema>;
export type SaleId = Sale['_id'];
