import * as z from 'zod/mini';
import { toMilli } from '../shared/quantity.ts';
import { couchFields, day, instant, movedQuantity, recorded, reference, text, unitCost } from './base.ts';
import { LIMITS } from './limits.ts';

const MOVEMENT_TYPES = ['ENTRY', 'EXIT', 'ADJUSTMENT'] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

export const movementContent = {
  type: z.literal('movement'),
  /** The instant at which it counts; the same as in the id. */
  at: instant,
  day,
  productId: reference('product'),
  movementType: z.enum(MOVEMENT_TYPES),
  /** Units: positive for ENTRY and EXIT, signed for ADJUSTMENT, and not zero but where it takes a count back. */
  quantity: movedQuantity,
  /** Delivery note, order number … */
  reference: z.optional(text(LIMITS.movement.reference)),
  reason: z.optional(text(LIMITS.movement.reason)),
  /** FCFA paid per unit, for an ENTRY. */
  unitCost: z.optional(unitCost),
  supplierId: z.optional(reference('supplier')),
  /** Of an ENTRY with its supplier and cost: what it cost is put on the supplier's account, to be paid later. */
  onAccount: z.optional(z.literal(true)),
  orderId: z.optional(text(120)),
  /** Of an ADJUSTMENT: the count that it takes back, which from then on says nothing of the shelf. */
  takesBack: z.optional(text(120)),
  /** Of an ENTRY: the maker's number of the lot, and the last day on which it may be sold. */
  lot: z.optional(text(LIMITS.movement.lot)),
  expiresOn: z.optional(day),
};

/** Goods that came or went other than by a sale. Never changed once written; a void cancels it. */
export const movementSchema = z
  .strictObject({
    ...recorded,
    ...couchFields,
    ...movementContent,
    _id: z.templateLiteral(['movement:', z.string()]),
  })
  .check(
    z.refine(
      ({ movementType, quantity, takesBack }) =>
        movementType === 'ADJUSTMENT' ? takesBack !== undefined || toMilli(quantity) !== 0 : toMilli(quantity) > 0,
      'movement quantity',
    ),
    z.refine(({ takesBack, movementType }) => !takesBack || movementType === 'ADJUSTMENT', 'takes nothing back'),
    z.refine(
      ({ onAccount, movementType, supplierId, unitCost }) =>
        !onAccount || (movementType === 'ENTRY' && supplierId !== undefined && unitCost !== undefined),
      'on the account of nobody',
    ),
    z.refine(
      ({ movementType, lot, expiresOn }) => movementType === 'ENTRY' || (lot === undefined && expiresOn === undefined),
      'a lot of what did not come',
    ),
  );
export type Movement = z.infer<typeof movementSchema>;
export type MovementId = Movement['_id'];
