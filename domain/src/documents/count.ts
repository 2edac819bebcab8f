import * as z from 'zod/mini';
import { couchFields, day, instant, recorded, reference, stockLevel, text } from './base.ts';
import { LIMITS } from './limits.ts';

/** What lay on the shelf at that moment. From it on, earlier history no longer matters to the stock on hand. */
export const countSchema = z.strictObject({
  ...recorded,
  ...couchFields,
  _id: z.templateLiteral(['count:', z.string()]),
  type: z.literal('count'),
  at: instant,
  day,
  productId: reference('product'),
  counted: stockLevel,
  /** Nobody looked at the shelf: what was known of it, written down so that older sales may still come in. */
  assumed: z.optional(z.literal(true)),
  reason: z.optional(text(LIMITS.count.reason)),
});
export type Count = z.infer<typeof countSchema>;
export type CountId = Count['_id'];
