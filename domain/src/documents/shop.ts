import * as z from 'zod/mini';
import { couchFields, deniedRights, discountPercent, editable, instant, key, text, within } from './base.ts';
import { LIMITS } from './limits.ts';

export const SHOP_ID = 'shop';

/**
 * What the roles of a shop may, from one instant on. What a later version of the app adds to the rights is kept and
 * passed over here.
 */
const roleLimitsSchema = z.object({
  /** By what events name it: an instant would move with a clock that is put right. */
  key,
  since: instant,
  /** Percent of a ticket that sellers may take off by themselves. */
  discount: discountPercent,
  /** What sellers may not. */
  user: deniedRights,
  /** What those who only look may not see. */
  viewer: deniedRights,
});
export type RoleLimits = z.infer<typeof roleLimitsSchema>;

/** The shop itself: one document, id `shop`. */
export const shopSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.literal(SHOP_ID),
  type: z.literal('shop'),
  name: text(LIMITS.shop.name, 1),
  ninea: z.optional(text(LIMITS.shop.ninea)),
  phone: z.optional(text(LIMITS.shop.phone)),
  address: z.optional(text(LIMITS.shop.address)),
  settings: z.object({
    currency: z.literal('XOF'),
    /** An IANA name; clocks that do not know it show Dakar's time. */
    timezone: text(LIMITS.shop.timezone, 1).check(z.regex(/^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$/)),
    /** Wanted fill rate, 0..1. */
    serviceTarget: within(LIMITS.shop.serviceTarget),
    /** Days of demand that a reorder should cover. */
    coverageDays: within(LIMITS.shop.coverageDays),
    /** Sales target per month, FCFA; 0 when none was set. */
    monthlyTarget: within(LIMITS.shop.monthlyTarget),
    /** Each phone has a drawer of its own for the cash; absent: the shop has one. */
    drawer: z.optional(z.literal('PHONE')),
    /** What papers say of value added tax: that none is due on what the shop sells; absent: nothing. */
    vat: z.optional(z.literal('NONE')),
    /** FCFA that the shop owed to lenders before anything was recorded. */
    openingLoan: z.optional(within(LIMITS.shop.accounts)),
    /** FCFA of sales in a year up to which the single tax (CGU) and the minimal accounts (SMT) are open to the shop. */
    cguCeiling: z.optional(within(LIMITS.shop.accounts)),
    smtCeiling: z.optional(within(LIMITS.shop.accounts)),
    /** What the roles may, each version since when it was in force, the latest of them; none: everything. */
    limits: z.optional(z.array(roleLimitsSchema).check(z.maxLength(LIMITS.shop.limits))),
  }),
});
export type Shop = z.infer<typeof shopSchema>;
