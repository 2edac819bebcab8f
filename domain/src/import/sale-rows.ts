import type { Payment } from '../documents/index.ts';
import { businessDay, instantAt, instantOf } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import type { ProductName } from './book.ts';
import { NOON } from './deliveries.ts';
import { productName } from './product-of.ts';
import type { Row } from './row.ts';
import { PAYMENT_OF, type RowState, STATUS_OF } from './sale-words.ts';
import { cellText, fold } from './text.ts';
import type { ImportInput } from './types.ts';

/** Lines that only take something off a ticket: no goods came back with them. */
const NO_GOODS =
  /\b(?:remise|rabais|reduction|discount|promo|promotion|coupon|bon d achat|code promo|arrondi|rounding)\b/;

/** What a row says of itself, and whether it says so of what it is (a sale, a return) or of how its sale stands. */
export interface SaleRow {
  readonly state: RowState;
  readonly isOperation: boolean;
}

/** What a row says of itself; a sale where it says nothing. What was cancelled is, whatever it was. */
export function stateOf(row: Row): SaleRow {
  const stateIn = (field: 'status' | 'operation'): RowState | null => {
    // Exports of WooCommerce write "wc-completed".
    const text = fold(cellText(row.cell(field))).replace(/^wc /, '');
    const state = STATUS_OF.get(text) ?? null;
    if (text !== '' && state === null) row.fault('unknown-status', field);
    return state;
  };
  const [status, operation] = [stateIn('status'), stateIn('operation')];
  if (status !== 'CANCELLED' && (operation === 'RETURNED' || operation === 'CANCELLED'))
    return { state: operation, isOperation: true };
  return { state: status ?? operation ?? 'DELIVERED', isOperation: false };
}

/** How a row says that it was paid; null where it does not. */
export function paymentOf(row: Row): Payment | null {
  const text = fold(cellText(row.cell('payment')));
  if (text === '') return null;
  const payment = PAYMENT_OF.get(text);
  if (payment === undefined) row.fault('unknown-payment', 'payment');
  return payment ?? null;
}

/**
 * Whether a row tells of goods that came back: by its sign, or by what its type says. A sale whose state says that it
 * was given back as a whole is none: it never counts.
 */
export function isReturned(row: Row, { state, isOperation }: SaleRow, hasLineAmounts: boolean): boolean {
  if (state === 'MISSED') return false;
  const signOf = (field: 'quantity' | 'total' | 'unitPrice'): number => {
    const read = row.peek(field);
    return read?.ok ? Math.sign(read.value.value) : 0;
  };
  const quantity = signOf('quantity');
  if (quantity === 0) return false;
  // What was cancelled before it was paid never counted, unless a row of its own takes it back.
  if (state === 'CANCELLED') return isOperation && quantity < 0;
  if (state === 'RETURNED' && isOperation) return true;
  const isAmountMinus = hasLineAmounts && signOf('total') < 0;
  // Less than nothing at a negative price is more, or nobody knows what; a negative price alone is as likely a mistake.
  if (quantity < 0) return isAmountMinus || signOf('unitPrice') >= 0;
  return isAmountMinus && !isTakenOff(row.text('name', 200));
}

/** Whether a row names no goods, but something that is taken off a ticket. */
export const isTakenOff = (name: string): boolean => NO_GOODS.test(fold(name));

/** What a row of returned goods comes to, in the money of the file and without its sign, as far as it can be read. */
export function writtenAmount(row: Row, hasLineAmounts: boolean): number {
  const numberIn = (field: 'quantity' | 'total' | 'unitPrice'): number => {
    const read = row.peek(field);
    return read?.ok ? read.value.value : 0;
  };
  return Math.abs((hasLineAmounts && numberIn('total')) || numberIn('quantity') * numberIn('unitPrice'));
}

/** What a row calls its product; of one that came back without the words that say so ("Avoir Riz"). */
export function soldName(row: Row): ProductName | null {
  const read = productName(row);
  const name = read?.name.replace(/^(?:avoir|retour|remboursement|refund|return)\s*[:–-]?\s+(?=\S)/i, '');
  return read && row.isBack && name !== undefined ? { ...read, name } : read;
}

/** When a row was sold: on the day of all of the file, where no column says one. Null when nothing tells, or later. */
export function soldOn(row: Row, input: ImportInput): { day: Day; at: string; timed: boolean } | null {
  const { mapping, options, timezone, author, today } = input;
  const isDayless = mapping.date === undefined && options.fileDay !== null;
  const found = isDayless ? { day: options.fileDay, time: null, offset: null } : row.date('date');
  const time = row.time('time') ?? found?.time ?? null;
  if (!found) {
    if (!row.failed) row.fault('missing', 'date');
    return null;
  }
  const at =
    found.offset !== null && found.time
      ? instantAt(found.day, found.time, found.offset)
      : instantOf(found.day, time ?? NOON, timezone);
  const { at: now } = author;
  if (at <= now) {
    return { day: found.offset === null ? found.day : businessDay(at, timezone), at, timed: time !== null };
  }
  // This morning's sales, without a time, are not to come at noon.
  if (time === null && found.day <= today) return { day: found.day, at: now, timed: false };
  row.fault('future', 'date');
  return null;
}
