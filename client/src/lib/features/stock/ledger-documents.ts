import {
  type Author,
  type Count,
  type CountId,
  type Movement,
  type MovementId,
  type MovementType,
  type ProductId,
  type SupplierId,
  stampOf,
} from '@digiboost/domain/documents';
import { businessDay } from '@digiboost/domain/shared/day';

/** Who records, the fresh id, and the shop's timezone. */
export interface Recording<Id> {
  readonly author: Author;
  readonly id: Id;
  readonly timezone: string;
}

/** Goods that come or go other than by a sale. Units; FCFA per unit. Empty texts are left out. */
export interface MovementInput {
  readonly productId: ProductId;
  readonly movementType: MovementType;
  readonly quantity: number;
  readonly reference?: string;
  readonly reason?: string;
  readonly unitCost?: number;
  readonly supplierId?: SupplierId;
}

const trimmed = <K extends string>(name: K, text: string | undefined): { [N in K]?: string } =>
  text?.trim() ? ({ [name]: text.trim() } as { [N in K]?: string }) : {};

/** The movement that is recorded now. */
export const movementNow = (input: MovementInput, { author, id, timezone }: Recording<MovementId>): Movement => ({
  _id: id,
  type: 'movement',
  ...stampOf(author),
  at: author.at,
  day: businessDay(author.at, timezone),
  productId: input.productId,
  movementType: input.movementType,
  quantity: input.quantity,
  ...trimmed('reference', input.reference),
  ...trimmed('reason', input.reason),
  ...(input.unitCost === undefined ? {} : { unitCost: input.unitCost }),
  ...(input.supplierId ? { supplierId: input.supplierId } : {}),
});

/** What lies on the shelf now. */
export const countNow = (
  input: { readonly productId: ProductId; readonly counted: number; readonly reason?: string },
  { author, id, timezone }: Recording<CountId>,
): Count => ({
  _id: id,
  type: 'count',
  ...stampOf(author),
  at: author.at,
  day: businessDay(author.at, timezone),
  productId: input.productId,
  counted: input.counted,
  ...trimmed('reason', input.reason),
});
