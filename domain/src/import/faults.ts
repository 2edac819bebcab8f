import type { Field } from './table.ts';

/**
 * What a fault costs: the `row`, which stays out; the `field`, which is left out of a row that is imported; a `look`
 * at a row that is imported as it stands; or nothing, for a row that was no data and is set `aside`.
 */
export type Cost = 'row' | 'field' | 'look' | 'aside';

/** What may be wrong with a row, and what it costs unless whoever reads it says otherwise. */
export const FAULTS = {
  missing: 'row',
  'no-product': 'row',
  'several-products': 'row',
  'not-a-number': 'row',
  unclear: 'row',
  'reads-two-ways': 'row',
  negative: 'row',
  'negative-price': 'row',
  zero: 'row',
  'quantity-too-large': 'row',
  'price-too-large': 'row',
  'not-a-date': 'row',
  'no-day': 'row',
  'no-year': 'row',
  'unix-time': 'row',
  'no-such-day': 'row',
  future: 'row',
  'too-old': 'row',
  'too-long': 'row',
  duplicate: 'row',
  'unknown-product': 'row',
  'ambiguous-name': 'row',
  'unknown-status': 'row',
  'other-price': 'row',
  'discount-above-price': 'row',
  scientific: 'row',
  'day-for-code': 'field',
  'formula-error': 'row',
  'no-result': 'row',
  'not-a-time': 'field',
  'out-of-range': 'field',
  'not-a-phone': 'field',
  'not-a-boolean': 'field',
  'barcode-taken': 'field',
  'unknown-payment': 'field',
  shortened: 'look',
  'first-of-several': 'look',
  'several-delays': 'look',
  'other-unit': 'look',
  'other-amount': 'look',
  'same-row': 'look',
  'same-name': 'look',
  'other-name': 'look',
  rounded: 'look',
  'zero-price': 'look',
  'no-price': 'look',
  untaxed: 'look',
  'below-cost': 'look',
  'unusual-price': 'look',
  'max-below-min': 'look',
  'older-than-count': 'look',
  archived: 'look',
  cancelled: 'look',
  'no-ticket': 'look',
  'day-above': 'look',
  'recorded-day': 'look',
  'repeated-customer': 'row',
  'several-customers': 'row',
  namesake: 'look',
  'debt-differs': 'look',
  'other-place': 'aside',
  'total-row': 'aside',
  'title-row': 'aside',
  'note-row': 'aside',
  'header-row': 'aside',
  'parent-row': 'aside',
} as const satisfies Record<string, Cost>;
export type FaultCode = keyof typeof FAULTS;

/** One thing wrong with one row. `line` counts from 1, as a spreadsheet does. */
export interface RowFault {
  readonly line: number;
  readonly field: Field | null;
  /** The column (from 0), or -1 for the row as a whole. */
  readonly column: number;
  readonly code: FaultCode;
  readonly cost: Cost;
  /** The start of what the cell says. */
  readonly value: string;
  /** The earlier line that this one repeats. */
  readonly other?: number;
}

const EXCERPT = 60;

/** The start of a cell's text, short enough to be shown. */
export const excerpt = (text: string): string => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);
