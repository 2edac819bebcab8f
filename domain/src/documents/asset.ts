import * as z from 'zod/mini';
import { couchFields, day, editable, money, positiveMoney, reference, text, within } from './base.ts';
import { LIMITS } from './limits.ts';

/** A piece of equipment, for the accounts: what it cost is spread over the years in which it is used. */
export const assetSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('asset'),
  type: z.literal('asset'),
  designation: text(LIMITS.asset.designation, 1),
  /** From this day on it loses value. */
  boughtOn: day,
  /** FCFA that it cost. */
  amount: positiveMoney,
  /** Years of use. */
  years: within(LIMITS.asset.years).check(z.int()),
  /** The day on which it left the shop, sold or thrown away. */
  soldOn: z.optional(day),
  /** FCFA that it was sold for; nothing where it was thrown away. */
  salePrice: z.optional(money),
  /** It was entered by mistake: it counts nowhere. */
  isActive: z.boolean(),
});
export type Asset = z.infer<typeof assetSchema>;
