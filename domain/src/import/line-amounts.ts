import { lineAmount } from '../shared/money.ts';
import { fromMilli, MILLI, toMilli } from '../shared/quantity.ts';
import { columnName } from './column-name.ts';
import { headerOf } from './header.ts';
import { decimalOf, readNumber } from './numbers.ts';
import type { Cell, Mapping } from './table.ts';
import { cellText, fold } from './text.ts';
import type { ImportInput } from './types.ts';

/** A column of which so many cells are quantity times price holds amounts of lines. */
const MOSTLY = 0.5;
/** Names of columns that hold what a whole order came to. */
const OF_ORDER = /\b(?:order|commande|ticket|facture|panier|cart|receipt|invoice)\b/;
/** Orders of several lines from which it shows that their amounts are not the lines'. */
const SEVERAL = 2;
/** Amounts that are all one multiple of quantity times price are the same with the tax. */
const ALIKE = 0.01;

/**
 * What the column of amounts holds, seen beside the prices: those of the lines (less a discount, or with the tax that
 * the prices leave out), or those of whole tickets, which no line can keep.
 */
export function amountsOf({ table, mapping, options }: ImportInput): 'line' | 'ticket' {
  const { quantity, unitPrice, total } = mapping;
  if (quantity === undefined || total === undefined) return 'line';
  const rows = table.rows.slice(table.headerIndex + 1);
  // Beside quantities of which what came back is taken off, amounts that still hold it are no line's.
  const isNet = (column: number) => /\bnet/.test(columnName(headerOf(table)[column]).text);
  if (unitPrice !== undefined && isNet(quantity) && !isNet(total)) return 'ticket';
  if (unitPrice === undefined) {
    const isOfOrder = OF_ORDER.test(fold(cellText(headerOf(table)[total]).slice(0, 200)));
    return isOfOrder || repeatsByOrder(rows, mapping) ? 'ticket' : 'line';
  }
  const numbersOf = (column: number) => {
    const cells = rows.map((row) => row[column]);
    const { decimal } = decimalOf(cells, options.decimals, column !== quantity);
    return cells.map((cell: Cell) => {
      const read = readNumber(cell, decimal);
      return read.ok ? read.value.value : null;
    });
  };
  const [quantities, prices, amounts] = [numbersOf(quantity), numbersOf(unitPrice), numbersOf(total)];
  const ratios = amounts.flatMap((amount, row) => {
    const charged = (quantities[row] ?? 0) * (prices[row] ?? 0);
    return amount === null || charged === 0 ? [] : [Math.abs(amount - charged) <= 1 ? 1 : amount / charged];
  });
  if (ratios.length === 0) return 'line';
  const near = (ratio: number, other: number) => Math.abs(ratio - other) <= ALIKE * other;
  const middle = [...ratios].sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 1;
  const share = (of: number) => ratios.filter((ratio) => near(ratio, of)).length / ratios.length;
  return share(1) >= MOSTLY || share(middle) >= 0.8 ? 'line' : 'ticket';
}

/** Whether all lines of each order say the same amount, in several orders of several lines: it is the order's. */
function repeatsByOrder(rows: readonly (readonly Cell[])[], { orderNumber, total }: Mapping): boolean {
  if (orderNumber === undefined || total === undefined) return false;
  const orders = new Map<string, string[]>();
  for (const cells of rows) {
    const order = cellText(cells[orderNumber]);
    if (order !== '') orders.set(order, [...(orders.get(order) ?? []), cellText(cells[total])]);
  }
  const several = [...orders.values()].filter((amounts) => amounts.length > 1);
  return several.length >= SEVERAL && several.every((amounts) => new Set(amounts).size === 1);
}

/**
 * Lines of whole unit prices that make `amount` FCFA of `quantity` units to the franc: a part at the price below, a
 * part at the price above (12 500 for 1 000: 500 at 12, 500 at 13). Both keep at most 3 decimals.
 */
export function linesOf(quantity: number, amount: number): { quantity: number; unitPrice: number }[] {
  const milli = toMilli(quantity);
  const low = Math.floor((amount * MILLI) / milli);
  const sumAt = (dear: number) => lineAmount(fromMilli(milli - dear), low) + lineAmount(fromMilli(dear), low + 1);
  // Whole units are parted in whole units; what is weighed, in thousandths.
  const step = milli % MILLI === 0 ? MILLI : 1;
  let [from, to] = [0, milli / step];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (sumAt(middle * step) < amount) from = middle + 1;
    else to = middle;
  }
  const dear = from * step;
  return [
    { quantity: fromMilli(milli - dear), unitPrice: low },
    { quantity: fromMilli(dear), unitPrice: low + 1 },
  ].filter((line) => line.quantity > 0);
}
