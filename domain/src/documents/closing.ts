import * as z from 'zod/mini';
import { couchFields, day, instant, money, recorded, sum, text } from './base.ts';
import { LIMITS } from './limits.ts';
import { METHODS } from './settlement.ts';

/** What was found of one method of payment. FCFA. */
const closingPart = z.strictObject({
  method: z.enum(METHODS),
  /** What the screen said should be there, negative when more went out than was ever recorded as coming in. */
  expected: sum,
  counted: money,
  /** What stays for the next day, out of what was counted. */
  left: money,
});

/**
 * The drawer was counted: what `left` says is there from then on. A difference is recorded, never refused. Never
 * changed once written; the next closing takes its place.
 */
export const closingSchema = z
  .strictObject({
    ...recorded,
    ...couchFields,
    _id: z.templateLiteral(['closing:', z.string()]),
    type: z.literal('closing'),
    /** The instant at which it counts; the same as in the id. */
    at: instant,
    day,
    /** The cash is that of this phone's drawer alone; absent: of the shop's only one. */
    drawer: z.optional(z.literal('PHONE')),
    parts: z.array(closingPart).check(z.minLength(1), z.maxLength(METHODS.length)),
    /** The last event of each phone that the screen knew: what counts before the closing and lies beyond came late. */
    seen: z.optional(z.array(text(120, 1)).check(z.maxLength(LIMITS.closing.devices))),
    note: z.optional(text(LIMITS.closing.note)),
  })
  .check(
    z.refine(({ parts }) => new Set(parts.map(({ method }) => method)).size === parts.length, 'a method twice'),
    z.refine(({ drawer, parts }) => !drawer || parts.some(({ method }) => method === 'CASH'), 'a drawer without cash'),
    z.refine(({ parts }) => parts.every(({ counted, left }) => left <= counted), 'more left than counted'),
  );
export type Closing = z.infer<typeof closingSchema>;
export type ClosingId = Closing['_id'];
