import * as z from 'zod/mini';
import { canonical } from '../shared/canonical.ts';
import { couchFields, recorded, text } from './base.ts';
import { type Cash, type CashId, cashContent } from './cash.ts';
import { LIMITS } from './limits.ts';
import { type Movement, type MovementId, movementContent } from './movement.ts';
import { type Return, type ReturnId, returnContent } from './return.ts';
import { type Sale, type SaleId, saleContent } from './sale.ts';

/**
 * Cancels a sale, a return, a movement or a cash document: as if it had never been. It repeats what it voids, so that a
 * device that does not hold the original can take it back. The id follows from the original's, so voiding twice is
 * voiding once.
 */
export const voidSchema = z.strictObject({
  ...recorded,
  ...couchFields,
  _id: z.templateLiteral(['void:', z.string()]),
  type: z.literal('void'),
  original: z.discriminatedUnion('type', [
    z.strictObject(saleContent),
    z.strictObject(returnContent),
    z.strictObject(movementContent),
    z.strictObject(cashContent),
  ]),
  reason: z.optional(text(LIMITS.void.reason)),
});
export type Void = z.infer<typeof voidSchema>;
/** What a void may cancel. */
export type Voidable = Sale | Return | Movement | Cash;
export type VoidId = Void['_id'];
export const voidId = (original: SaleId | ReturnId | MovementId | CashId): VoidId => `void:${original}`;

/** Whether a void says what its original does. */
export const saysAs = ({ original }: { readonly original?: unknown }, voided: Voidable): boolean =>
  canonical(voidedContent(voided)) === canonical(original);

/** What a void repeats of what it cancels. */
export function voidedContent(original: Voidable): Void['original'] {
  const { _id, _rev, _revisions, _conflicts, ...said } = original;
  const { createdAt, createdBy, deviceId, setAside, handedIn, limits, approvedBy, ...content } = said;
  return content;
}
