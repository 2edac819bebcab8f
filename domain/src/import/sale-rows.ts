import type { Payment } from '../documents/index.ts';
import type { Row } from './row.ts';
import { PAYMENT_OF, type RowState, STATUS_OF } from './sale-words.ts';
import { cellText, fold } from './text.ts';

/** Names of columns that say what a row is, not how its sale stands. */
const ROW_TYPE = /\b(?:type|nature|operation|mouvement)\b/;
/** Lines that only take something off a ticket: no goods came back with them. */
const NO_GOODS =
  /\b(?:remise|rabais|reduction|discount|promo|promotion|coupon|bon d achat|code promo|arrondi|rounding)\b/;

/** What a row says of itself; a sale where it says nothing. */
export function stateOf(row: Row): RowState {
  const text = fold(cellText(row.cell('status')));
  if (text === '') return 'DELIVERED';
  const status = STATUS_OF.get(text);
  if (status === undefined) row.fault('unknown-status', 'status');
  return status ?? 'DELIVERED';
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
export function isReturned(row: Row, state: RowState, hasLineAmounts: boolean): boolean {
  if (state === 'MISSED') return false;
  const signOf = (field: 'quantity' | 'total' | 'unitPrice'): number => {
    const read = row.peek(field);
    return read?.ok ? Math.sign(read.value.value) : 0;
  };
  const [quantity, price] = [signOf('quantity'), signOf('unitPrice')];
  const amount = hasLineAmounts ? signOf('total') : 0;
  if (quantity === 0) return false;
  const isOfType = ROW_TYPE.test(fold(row.columnName('status')));
  // What was cancelled before it was paid never counted, unless a row of its own takes it back.
  if (state === 'CANCELLED') return isOfType && quantity < 0;
  if (state === 'RETURNED' && isOfType) return true;
  // Less than nothing at a negative price is more, or nobody knows what; a negative price alone is as likely a mistake.
  return quantity < 0 ? price >= 0 || amount < 0 : amount < 0 && !isTakenOff(row);
}

const isTakenOff = (row: Row): boolean => NO_GOODS.test(fold(row.text('name', 200)));

/** What a row of returned goods comes to, in the money of the file and without its sign, as far as it can be read. */
export function writtenAmount(row: Row, hasLineAmounts: boolean): number {
  const numberIn = (field: 'quantity' | 'total' | 'unitPrice'): number => {
    const read = row.peek(field);
    return read?.ok ? read.value.value : 0;
  };
  return Math.abs((hasLineAmounts && numberIn('total')) || numberIn('quantity') * numberIn('unitPrice'));
}
