import * as z from 'zod/mini';
import { couchFields, day, editable, instant, positiveQuantity, reference, text, unitCost } from './base.ts';

/** A purchase order to one supplier. */
export const orderSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.templateLiteral(['order:', z.string()]),
  type: z.literal('order'),
  at: instant,
  supplierId: reference('supplier'),
  lines: z
    .array(z.strictObject({ productId: reference('product'), quantity: positiveQuantity, unitCost }))
    .check(z.maxLength(500)),
  status: z.enum(['DRAFT', 'SENT', 'RECEIVED', 'CANCELLED']),
  expectedDay: z.optional(day),
  note: z.optional(text(500)),
});
export type Order = z.infer<typeof orderSchema>;
