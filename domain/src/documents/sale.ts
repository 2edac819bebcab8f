import * as z from 'zod/mini';
import { toMilli } from '../shared/quantity.ts';
import {
  couchFields,
  day,
  instant,
  money,
  positiveMoney,
  positiveQuantity,
  recorded,
  reference,
  text,
} from './base.ts';
import { FREE_LINE } from './free-line.ts';
import { LIMITS } from './limits.ts';
import { METHODS, PAYMENTS, saleLineAmount, ticketAmount } from './settlement.ts';

const saleLineSchema = z
  .strictObject({
    productId: reference('product'),
    /** What was sold, where that is not in the catalogue: of a line of `FREE_LINE`, and of no other. */
    label: z.optional(text(LIMITS.sale.label, 1)),
    /** In the product's own unit. */
    quantity: positiveQuantity,
    /** FCFA per unit sold, as agreed on this ticket. */
    unitPrice: money,
    /** What the catalogue asked for it, where another price was agreed. */
    listPrice: z.optional(money),
    /** The larger unit in which it was sold, and how many of it. */
    unit: z.optional(
      z.strictObject({ name: text(LIMITS.productUnit.name, 1), factor: positiveQuantity, count: positiveQuantity }),
    ),
    /** FCFA taken off the line: its own discount, and its part of the ticket's. */
    discount: z.optional(positiveMoney),
    discountReason: z.optional(text(LIMITS.sale.discountReason)),
  })
  .check(
    z.refine(({ quantity, unit }) => !unit || toMilli(unit.count * unit.factor) === toMilli(quantity), 'unit quantity'),
    z.refine(({ productId, label, unit }) => (productId === FREE_LINE ? label && !unit : !label), 'free line'),
    z.refine((line) => saleLineAmount(line) >= 0, 'discount above the price'),
  );
export type SaleLine = z.infer<typeof saleLineSchema>;

/** A part of a ticket that was paid, FCFA. */
const paymentPart = z.strictObject({ method: z.enum(METHODS), amount: positiveMoney });
export type PaymentPart = z.infer<typeof paymentPart>;

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
  /** What was paid, each method once. What it does not cover is owed by the customer. Read with `settlementOf`. */
  payments: z.optional(z.array(paymentPart).check(z.maxLength(METHODS.length))),
  /** How the whole ticket was settled: in tickets of before and in files, which know of no parts. */
  payment: z.optional(z.enum(PAYMENTS)),
  customerId: z.optional(reference('customer')),
  customerName: z.optional(text(LIMITS.sale.customerName)),
  orderNumber: z.optional(text(LIMITS.sale.orderNumber)),
};

export type SaleContent = z.infer<z.ZodMiniObject<typeof saleContent>>;

/** Why the payments of a ticket cannot be, or null. */
function paymentsFault({ payments, payment, status, customerId, lines }: SaleContent): string | null {
  if (!payments) return null;
  if (payment !== undefined || status === 'MISSED') return 'settled in two ways';
  if (new Set(payments.map(({ method }) => method)).size < payments.length) return 'a method twice';
  const owed = payments.reduce((rest, { amount }) => rest - amount, ticketAmount({ lines }));
  if (owed < 0) return 'more paid than sold';
  return owed > 0 && customerId === undefined ? 'owed by nobody' : null;
}

/** A ticket. Never changed once written; a void cancels it. */
export const saleSchema = z
  .strictObject({
    ...recorded,
    ...couchFields,
    ...saleContent,
    _id: z.templateLiteral(['sale:', z.string()]),
  })
  .check((context) => {
    const fault = paymentsFault(context.value);
    if (fault) context.issues.push({ code: 'custom', message: fault, path: ['payments'], input: context.value });
  });
export type Sale = z.infer<typeof saleSchema>;
export type SaleId = Sale['_id'];
