import * as z from 'zod/mini';
import { couchFields, editable, text } from './base.ts';

export const SHOP_ID = 'shop';

/** The shop itself: one document, id `shop`. */
export const shopSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.literal(SHOP_ID),
  type: z.literal('shop'),
  name: text(120, 1),
  ninea: z.optional(text(40)),
  phone: z.optional(text(20)),
  address: z.optional(text(200)),
  settings: z.object({
    currency: z.literal('XOF'),
    timezone: text(60, 1),
    /** Wanted fill rate, 0..1. */
    serviceTarget: z.number().check(z.minimum(0.5), z.maximum(0.999)),
    /** Days of demand that a reorder should cover. */
    coverageDays: z.number().check(z.minimum(1), z.maximum(120)),
    /** Sales target per month, FCFA; 0 when none was set. */
    monthlyTarget: z.number().check(z.minimum(0)),
  }),
});
export type Shop = z.infer<typeof shopSchema>;
