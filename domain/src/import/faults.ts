import type { Field } from './types.ts';

/** What may be wrong with a row. An error leaves the row out; a warning only deserves a look. */
export const FAULTS = {
  missing: 'error',
  'no-product': 'error',
  'not-a-number': 'error',
  negative: 'error',
  'negative-price': 'error',
  zero: 'error',
  'quantity-too-large': 'error',
  'price-too-large': 'error',
  'not-a-date': 'error',
  'not-a-time': 'warning',
  future: 'error',
  'too-old': 'error',
  'too-long': 'error',
  duplicate: 'error',
  'unknown-product': 'error',
  'ambiguous-name': 'error',
  'unknown-status': 'error',
  'other-price': 'error',
  scientific: 'error',
  'out-of-range': 'error',
  'formula-error': 'error',
  'same-row': 'warning',
  'same-name': 'warning',
  cancelled: 'warning',
  'total-row': 'warning',
  rounded: 'warning',
  'zero-price': 'warning',
  'no-price': 'warning',
  'below-cost': 'warning',
  'unusual-price': 'warning',
  'not-a-boolean': 'warning',
  'unknown-payment': 'warning',
  'max-below-min': 'warning',
  'older-than-count': 'warning',
  'recorded-day': 'warning',
  archived: 'warning',
} as const satisfies Record<string, 'error' | 'warning'>;
export type FaultCode = keyof typeof FAULTS;

/** One thing wrong with one row. `line` counts from 1, as a spreadsheet does. */
export interface RowFault {
  readonly line: number;
  readonly field: Field | null;
  /** The column (from 0), or -1 for the row as a whole. */
  readonly column: number;
  readonly code: FaultCode;
  /** The start of what the cell says. */
  readonly value: string;
  /** The earlier line that this one repeats. */
  readonly other?: number;
}

const EXCERPT = 60;

/** The start of a cell's text, short enough to be shown. */
export const excerpt = (text: string): string => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);
