import type { Day } from '../shared/day.ts';
import { planCatalogue } from './catalogue.ts';
import { planCustomers } from './customers.ts';
import { dateOrderOf, isOrderDoubtful } from './date-order.ts';
import { readDate } from './dates.ts';
import { planDelivery } from './delivery.ts';
import { planSales } from './sales.ts';
import { planStock } from './stock.ts';
import type { ImportInput, ImportKind, ImportPlan } from './types.ts';

type Planner = (input: ImportInput, onProgress?: (done: number, of: number) => void) => ImportPlan;

const PLANNERS: Readonly<Record<ImportKind, Planner>> = {
  catalogue: planCatalogue,
  stock: planStock,
  delivery: planDelivery,
  sales: planSales,
  customers: planCustomers,
};

/** What importing the file would write, and what is wrong with its rows. Writes nothing. */
export const planImport: Planner = (input, onProgress) => PLANNERS[input.kind](input, onProgress);

/**
 * The first and the last day that the file's date column may tell, or null without any: what the shop must be asked
 * for.
 */
export function daysOf(
  input: Pick<ImportInput, 'table' | 'mapping' | 'options' | 'today'>,
): { from: Day; to: Day } | null {
  const { table, mapping, options, today } = input;
  const column = mapping.date;
  if (column === undefined) return null;
  const cells = table.rows.slice(table.headerIndex + 1).map((row) => row[column]);
  const isDoubtful = isOrderDoubtful(cells, options.dateOrder, today);
  const orders = isDoubtful ? (['dmy', 'mdy'] as const) : [dateOrderOf(cells, options.dateOrder)];
  let from: Day | null = null;
  let to: Day | null = null;
  for (const cell of cells) {
    for (const order of orders) {
      const read = readDate(cell, order, today);
      if (!read.ok) continue;
      const { day } = read.value;
      if (from === null || day < from) from = day;
      if (to === null || day > to) to = day;
    }
  }
  return from !== null && to !== null ? { from, to } : null;
}
