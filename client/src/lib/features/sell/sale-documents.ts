import {
  type Author,
  type Movement,
  type MovementId,
  type Sale,
  type SaleId,
  type SaleLine,
  stampOf,
  type Void,
  voidedContent,
  voidId,
} from '@digiboost/domain/documents';
import { businessDay } from '@digiboost/domain/shared/day';
import { saleLines, type TicketDraft } from './draft.ts';

/** Who records, the fresh id, and the shop's timezone. */
export interface Recording<Id> {
  readonly author: Author;
  readonly id: Id;
  readonly timezone: string;
}

const timed = ({ author, timezone }: Recording<unknown>) => ({
  ...stampOf(author),
  at: author.at,
  day: businessDay(author.at, timezone),
});

/** The sale that a draft without a fault becomes, delivered. */
export function deliveredSale(draft: TicketDraft, recording: Recording<SaleId>): Sale {
  const customerName = draft.customerName.trim();
  return {
    _id: recording.id,
    type: 'sale',
    ...timed(recording),
    lines: saleLines(draft),
    status: 'DELIVERED',
    payment: draft.payment,
    ...(customerName ? { customerName } : {}),
  };
}

/** A sale that was asked for and not served. */
export const missedSale = (lines: readonly SaleLine[], recording: Recording<SaleId>): Sale => ({
  _id: recording.id,
  type: 'sale',
  ...timed(recording),
  lines: [...lines],
  status: 'MISSED',
});

/** What cancels a sale, as if it had never been. */
export const voidOf = (sale: Sale, author: Author, reason: string): Void => ({
  _id: voidId(sale._id),
  type: 'void',
  ...stampOf(author),
  original: voidedContent(sale),
  ...(reason.trim() ? { reason: reason.trim() } : {}),
});

/** The goods of one line that come back to the shelf now: for a product counted after the sale, whose stock the void leaves. */
export const returnOf = (line: SaleLine, reason: string, recording: Recording<MovementId>): Movement => ({
  _id: recording.id,
  type: 'movement',
  ...timed(recording),
  productId: line.productId,
  movementType: 'ENTRY',
  quantity: line.quantity,
  reason,
});
