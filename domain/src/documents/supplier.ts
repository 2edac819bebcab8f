import * as z from 'zod/mini';
import { couchFields, editable, reference, text } from './base.ts';

/** Who the shop buys from. */
export const supplierSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('supplier'),
  type: z.literal('supplier'),
  code: text(50, 1),
  name: text(120, 1),
  contact: z.optional(text(120)),
  phone: z.optional(text(20)),
  email: z.optional(text(200)),
  /** Days from order to delivery. */
  leadTimeDays: z.number().check(z.minimum(0), z.maximum(365)),
  isActive: z.boolean(),
});
export type Supplier = z.infer<typeof supplierSchema>;
export type SupplierId = Supplier['_id'];
export const supplierId = (key: string): SupplierId => `supplier:${key}`;
