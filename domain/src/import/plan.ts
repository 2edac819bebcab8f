import type { ShopDocument } from '../documents/index.ts';
import { changeCounts, productChanges } from './changes.ts';
import type { Sheet } from './rows.ts';
import type { ImportPlan, ImportSummary } from './types.ts';

/** The summary of a file that would write nothing. */
export const emptySummary = (sheet: Sheet): ImportSummary => ({
  rows: sheet.rowCount,
  aside: sheet.asideCount,
  faulty: sheet.faultyCount,
  unchanged: 0,
  productsCreated: 0,
  productsUpdated: 0,
  categoriesCreated: 0,
  suppliersCreated: 0,
  suppliersUpdated: 0,
  customersCreated: 0,
  customersUpdated: 0,
  openings: 0,
  debt: 0,
  counts: 0,
  deliveries: 0,
  tickets: 0,
  saleLines: 0,
  revenue: 0,
  returns: { rows: 0, amount: 0 },
  firstDay: null,
  lastDay: null,
  yearless: sheet.yearless,
  stockAtRisk: 0,
  stockLowered: 0,
  refunds: { rows: 0, amount: 0 },
  recordedDays: 0,
  pricedByCatalogue: 0,
  foreignPrices: sheet.prices === 0 ? 0 : sheet.foreign / sheet.prices,
  unknownProducts: [],
  unknownCount: 0,
  changed: changeCounts([]),
  unanswered: 0,
});

/** The plan that writes `documents`, its faults in the order of the lines, with what it changes and asks. */
export function finishPlan(sheet: Sheet, documents: readonly ShopDocument[], summary: ImportSummary): ImportPlan {
  const changes = productChanges(documents, sheet.input.existing);
  const asks = sheet.questions.asked;
  return {
    kind: sheet.input.kind,
    documents,
    faults: sheet.faults.sort((a, b) => a.line - b.line),
    asks,
    changes,
    summary: {
      ...summary,
      changed: changeCounts(changes),
      unanswered: asks.reduce((sum, { items }) => sum + items.filter(({ choice }) => choice === null).length, 0),
    },
  };
}
