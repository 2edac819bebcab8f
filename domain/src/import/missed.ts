import { readDate } from './dates.ts';
import type { Cell } from './table.ts';
import { cellText, fold } from './text.ts';
import type { ImportKind } from './types.ts';

/** What columns hold that no import takes, and that a shop would miss: of goods, of money, and days as columns. */
const MISSED: Readonly<Record<ImportKind, RegExp>> = {
  catalogue: /\b(?:retourne\w*|vendue?s?|ventes nettes|net sales|items sold|units sold)\b/,
  stock: /\b(?:casse|perte|perime\w*|avarie\w*)\b/,
  delivery: /\b(?:gratuit\w*|offert\w*|bonus|free|ug|manquant\w*|casse|sorties?|retours?)\b/,
  sales:
    /\b(?:restes?|reste a payer|avances?|acomptes?|verse\w*|credits?|impaye\w*|balance|due|gratuit\w*|offert\w*)\b/,
  customers: /\b(?:verse\w*|acomptes?|avances?|paye|payee?s?|donnee?s?|regle\w*|rembourse\w*)\b/,
};
/** What came back of a sale, in a column of its own. */
const REFUNDED = /\b(?:refund\w*|rembours\w*)\b/;
const NO_AMOUNT = /\b(?:date|reason|motif|raison|id)\b/;
const IS_NET = /\bnet/;

/** A column as it is written, and what the column of quantities is called. */
interface Column {
  readonly kind: ImportKind;
  readonly name: string;
  readonly quantity: string;
}

/** Whether a column that is left out is to be told for what it is called; of refunds where anything came back. */
export function isMissed({ kind, name, quantity }: Column, cells: () => readonly Cell[]): boolean {
  const text = fold(name);
  if (MISSED[kind].test(text) || (kind !== 'customers' && readDate(name, 'dmy').ok)) return true;
  // Quantities less what came back tell it already.
  if (kind !== 'sales' || IS_NET.test(quantity) || !REFUNDED.test(text) || NO_AMOUNT.test(text)) return false;
  return cells().some((cell) => /[1-9]/.test(cellText(cell)));
}
