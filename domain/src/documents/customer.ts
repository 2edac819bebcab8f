import * as z from 'zod/mini';
import { couchFields, editable, money, reference, text } from './base.ts';
import { LIMITS } from './limits.ts';

/** Who buys on account: what a person owes follows from tickets, returns and payments, never from this document. */
export const customerSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('customer'),
  type: z.literal('customer'),
  name: text(LIMITS.customer.name, 1),
  phone: z.optional(text(LIMITS.customer.phone)),
  note: z.optional(text(LIMITS.customer.note)),
  /** FCFA that may be owed before the till asks; without it, any sum. */
  creditLimit: z.optional(money),
  isActive: z.boolean(),
});
export type Customer = z.infer<typeof customerSchema>;
