import * as z from 'zod/mini';
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
import { LIMITS } from './limits.ts';
import { creditedBy, METHODS } from './settlement.ts';

/** What came back of one line of a ticket. */
const returnLineSchema = z.strictObject({
  /** Which line of the ticket, 0 for the first. */
  line: z.number().check(z.int(), z.minimum(0), z.maximum(LIMITS.sale.lines - 1)),
  productId: reference('product'),
  /** In the product's own unit. */
  quantity: positiveQuantity,
  /** FCFA that it had come to. */
  amount: money,
  /** It lies on the shelf again; otherwise it is lost. */
  restocked: z.boolean(),
});

/** A part that was given back, FCFA. */
const refundPart = z.strictObject({ method: z.enum(METHODS), amount: positiveMoney });

/** What a return says, apart from who recorded it: also what a void repeats of it. */
export const returnContent = {
  type: z.literal('return'),
  /** The instant at which it counts; the same as in the id. */
  at: instant,
  /** Its own business day, not the ticket's. */
  day,
  saleId: z.templateLiteral(['sale:', text(100, 1)]),
  lines: z.array(returnLineSchema).check(z.minLength(1), z.maxLength(LIMITS.sale.lines)),
  /** What was given back, each method once. What it does not cover lowers the customer's debt. */
  refunds: z.array(refundPart).check(z.maxLength(METHODS.length)),
  customerId: z.optional(reference('customer')),
  reason: z.optional(text(LIMITS.return.reason)),
};
type ReturnContent = z.infer<z.ZodMiniObject<typeof returnContent>>;

/** Why the refunds of a return cannot be, or null. */
function refundsFault({ lines, refunds, customerId }: ReturnContent): string | null {
  if (new Set(refunds.map(({ method }) => method)).size < refunds.length) return 'a method twice';
  const rest = creditedBy({ lines, refunds });
  if (rest < 0) return 'more given back than it came to';
  return rest > 0 && customerId === undefined ? 'credited to nobody' : null;
}

/** Goods that came back from a ticket. Never changed once written; a void cancels it. */
export const returnSchema = z
  .strictObject({
    ...recorded,
    ...couchFields,
    ...returnContent,
    _id: z.templateLiteral(['return:', z.string()]),
  })
  .check(
    z.refine(({ lines }) => new Set(lines.map(({ line }) => line)).size === lines.length, 'a line twice'),
    (context) => {
      const fault = refundsFault(context.value);
      if (fault) context.issues.push({ code: 'custom', message: fault, path: ['refunds'], input: context.value });
    },
  );
export type Return = z.infer<typeof returnSchema>;
export type ReturnId = Return['_id'];
