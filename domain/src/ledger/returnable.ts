import type { ProductId } from '../documents/product.ts';
import type { Return } from '../documents/return.ts';
import type { Sale } from '../documents/sale.ts';
import { saleLineAmount } from '../documents/settlement.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';

/** What may still come back of one line of a ticket; below 0 when more came back than was sold. Units and FCFA. */
export interface Returnable {
  /** Position on the ticket. */
  readonly line: number;
  readonly productId: ProductId;
  /** What it is called on the ticket, where it is not in the catalogue. */
  readonly label?: string | undefined;
  readonly sold: number;
  readonly left: number;
  readonly leftAmount: number;
}

/** The lines of a ticket with what may still come back; `returns`: those of it that stand, in any order. */
export function returnableLines(sale: Sale, returns: readonly Return[]): Returnable[] {
  const taken = returns.flatMap(({ lines }) => lines);
  return sale.lines.map((own, line) => {
    const back = taken.filter((one) => one.line === line && one.productId === own.productId);
    const milli = back.reduce((sum, { quantity }) => sum - toMilli(quantity), toMilli(own.quantity));
    const leftAmount = back.reduce((sum, { amount }) => sum - amount, saleLineAmount(own));
    return { line, productId: own.productId, label: own.label, sold: own.quantity, left: fromMilli(milli), leftAmount };
  });
}

/** FCFA that `quantity` units of what is left came to: its part to the nearest franc, and for all of it the whole. */
export const amountOfReturn = ({ left, leftAmount }: Pick<Returnable, 'left' | 'leftAmount'>, quantity: number) =>
  left <= 0 ? 0 : Math.round((Math.max(leftAmount, 0) * Math.min(quantity, left)) / left);

/**
 * Whether `returns` that stand cannot all be: more came back of a line than it sold, or the ticket itself was voided.
 * Two phones that know nothing of each other may record it; nobody but the shop can tell which one is too many.
 */
export const isReturnedTooOften = (sale: Sale, returns: readonly Return[], isVoided: boolean): boolean =>
  returns.length > 0 &&
  (isVoided || returnableLines(sale, returns).some(({ left, leftAmount }) => left < 0 || leftAmount < 0));
