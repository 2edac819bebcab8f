import * as z from 'zod/mini';
import { couchFields, editable, reference, text, within } from './base.ts';
import { LIMITS } from './limits.ts';

/** Who the shop buys from. */
export const supplierSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('supplier'),
  type: z.literal('supplier'),
  code: text(LIMITS.supplier.code, 1),
  name: text(LIMITS.supplier.name, 1),
  contact: z.optional(text(LIMITS.supplier.contact)),
  phone: z.optional(text(LIMITS.supplier.phone)),
  email: z.optional(text(LIMITS.supplier.email)),
  /** Days from order to delivery. */
  leadTimeDays: within(LIMITS.supplier.leadTimeDays),
  isActive: z.boolean(),
});
export type Supplier = z.infer<typeof supplierSchema>;
export type SupplierId = Supplier['_id'];
export const supplierId = (key: string): SupplierId => `supplier:${key}`;
