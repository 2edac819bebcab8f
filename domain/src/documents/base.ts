import * as z from 'zod/mini';
import { isDay, isInstant } from '../shared/day.ts';
import { isMoney, isUnitCost } from '../shared/money.ts';
import { isQuantity, toMilli } from '../shared/quantity.ts';
import { PLAUSIBLE, type Range } from './limits.ts';
import { isStamp, KEPT_STAMPS } from './stamps.ts';

// No generated code: the phone's and CouchDB's sandboxes forbid `new Function`.
z.config({ jitless: true });

/** One line of text, trimmed by whoever writes it; `max` characters at most. */
export const text = (max = 200, min = 0) => z.string().check(z.minLength(min), z.maxLength(max));
/** A number within a range. */
export const within = ([from, to]: Range) => z.number().check(z.minimum(from), z.maximum(to));
export const instant = z.string().check(z.refine(isInstant, 'instant'));
export const day = z.string().check(z.refine(isDay, 'day'));
export const money = z.number().check(z.refine(isMoney, 'money'), z.maximum(PLAUSIBLE.price));
export const positiveMoney = money.check(z.minimum(1));
/** FCFA of many documents together, on either side of 0. */
export const sum = z.number().check(z.refine((v: number) => Number.isSafeInteger(v), 'sum'));
export const unitCost = z.number().check(z.refine(isUnitCost, 'unitCost'), z.maximum(PLAUSIBLE.price));
/** A sum of quantities, such as a stock. */
export const quantity = z.number().check(z.refine(isQuantity, 'quantity'));
const isOfOneLine = (v: number): boolean => isQuantity(v) && Math.abs(v) <= PLAUSIBLE.quantity;
/** Units that one movement brings or takes. */
export const movedQuantity = z.number().check(z.refine(isOfOneLine, 'quantity'));
export const positiveQuantity = z
  .number()
  .check(z.refine((v: number) => toMilli(v) > 0 && isOfOneLine(v), 'positiveQuantity'));
export const stockLevel = z.number().check(z.refine((v: number) => v >= 0 && isOfOneLine(v), 'stockLevel'));

/** Short lower-case key that names an entity, a device or a user inside an id. */
export const KEY = /^[a-z0-9][a-z0-9_-]{0,63}$/;
export const key = z.string().check(z.regex(KEY));

/** A reference to another document by its whole id, such as `product:riz25`. */
export const reference = <T extends string>(type: T) =>
  z.templateLiteral([`${type}:`, z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/))]);

/** A person's id, as the server gave it. Never `|`, which divides a stamp, and nothing that cannot be seen. */
const person = text(64, 1).check(z.refine((id: string) => !/[|\s\p{C}]/u.test(id), 'person'));

/** What every document carries. `createdAt` is when it was recorded, on the device's clock, in UTC. */
export const stamped = {
  _id: z.string(),
  createdAt: instant,
  createdBy: person,
  deviceId: key,
};

/** Names of rights that somebody has not. Texts: a later version may know more of them. */
export const deniedRights = z.array(text(20, 1)).check(z.maxLength(20));
export const discountPercent = within([0, 100]);

/**
 * What every event of the ledger carries. `setAside`: since when the server leaves it out of every figure. `handedIn`:
 * who brought it from the copy of a phone that could not send it, from which device, and when. `limits`: under which
 * limits a seller recorded it, `approvedBy`: the administrator who approved what goes beyond them (see role-limits.ts).
 */
export const recorded = {
  ...stamped,
  setAside: z.optional(instant),
  handedIn: z.optional(z.strictObject({ by: person, deviceId: key, at: instant })),
  limits: z.optional(z.strictObject({ key, discount: z.optional(discountPercent), denied: deniedRights })),
  approvedBy: z.optional(person),
};

/**
 * What every mutable document carries besides. `edits` holds, per field, the stamps of its edits, newest last
 * (see merge.ts); `history` the values that lost to a later edit of the same field.
 */
export const editable = {
  ...stamped,
  updatedAt: instant,
  updatedBy: person,
  edits: z.record(text(60), z.array(text(200).check(z.refine(isStamp, 'stamp'))).check(z.maxLength(KEPT_STAMPS))),
  history: z.optional(
    z
      .array(z.object({ field: text(60), value: z.optional(z.unknown()), at: instant, by: person, deviceId: key }))
      .check(z.maxLength(50)),
  ),
};

/** CouchDB's own fields, allowed on any document that has been stored. */
export const couchFields = {
  _rev: z.optional(z.string()),
  _revisions: z.optional(z.unknown()),
  _conflicts: z.optional(z.array(z.string())),
};
