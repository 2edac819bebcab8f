import type { Product, ProductId, Sale } from '../documents/index.ts';
import { instantOf } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import { lineAmount } from '../shared/money.ts';
import { alreadyImported, type Verdict } from './already.ts';
import { Book } from './book.ts';
import { importedCount } from './counts.ts';
import { NOON } from './deliveries.ts';
import { emptySummary, finishPlan } from './plan.ts';
import { asTickets, type ReturnedLine, returnsOf } from './returns.ts';
import { Sheet } from './rows.ts';
import { SalesReader } from './sales-reader.ts';
import { lineKey, type SoldLine, ticketsOf } from './tickets.ts';
import type { ImportInput, ImportPlan } from './types.ts';

/** What a history of sales would record: tickets dated at their days, and the stock kept as it is when so wanted. */
export function planSales(input: ImportInput, onProgress?: (done: number, of: number) => void): ImportPlan {
  const { existing, options, author } = input;
  const sheet = new Sheet(input);
  const book = new Book(existing, author);
  const reader = new SalesReader(input, book);
  for (const row of sheet.rows(onProgress)) reader.read(row);
  const read = reader.settled();

  const noonOf = (day: Day) => instantOf(day, NOON, input.timezone);
  const { verdicts, held } = alreadyImported(read, existing.imported, existing.voided, noonOf);
  verdicts.forEach((verdict, index) => {
    if (verdict === 'other-price') reader.rows[index]?.fault('other-price', 'unitPrice');
  });
  const lines = withOccurrences(
    read.filter((_, index) => verdicts[index] === 'new'),
    held,
  );
  const tickets = ticketsOf(lines, existing.voided, author);
  const returns = planReturns(reader, tickets, input, noonOf);
  const { uncounted, lowered } = stockEffect(lines, returns.lines, input);
  const counts = options.keepStock ? uncounted.map((productId) => stockCount(productId, input)) : [];
  // A product of which every line is at fault, or already there, is not created for nothing.
  const sold = new Set<string>([...lines, ...returns.lines].map((line) => line.productId));
  const changes = book.changes();
  const created = changes.created.filter((doc) => sold.has(doc._id));
  const updated = changes.updated.filter((doc) => sold.has(doc._id));
  const days = [...lines, ...returns.lines].map((line) => line.day).sort();
  const amount = returns.lines.reduce((sum, line) => sum + line.unitPrice, 0);
  return finishPlan(sheet, [...created, ...updated, ...tickets, ...returns.docs, ...counts], {
    ...emptySummary(sheet),
    unchanged: rowsWith(reader, verdicts, 'already') + returns.unchanged,
    productsCreated: created.length,
    productsUpdated: updated.length,
    counts: counts.length,
    tickets: tickets.length,
    saleLines: rowsWith(reader, verdicts, 'new'),
    revenue: lines.reduce(
      (sum, { status, quantity, unitPrice, discount }) =>
        sum + (status === 'DELIVERED' ? lineAmount(quantity, unitPrice) - discount : 0),
      -amount,
    ),
    returns: { rows: returns.lines.length, amount },
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    stockAtRisk: uncounted.length,
    stockLowered: lowered,
    refunds: reader.refunds,
    recordedDays: reader.recorded.size,
    pricedByCatalogue: reader.pricedByCatalogue,
    unknownProducts: reader.unknown.first,
    unknownCount: reader.unknown.count,
  });
}

/** How many rows of the file have a line of that verdict: one row may make two lines. */
const rowsWith = (reader: SalesReader, verdicts: readonly Verdict[], wanted: Verdict): number =>
  new Set(reader.rows.filter((_, index) => verdicts[index] === wanted)).size;

/** The returns that the file's rows ask for, without those that the shop has already. */
function planReturns({ returned }: SalesReader, tickets: readonly Sale[], input: ImportInput, noonOf: NoonOf) {
  const { returns, voided } = input.existing;
  const { verdicts, held } = alreadyImported(returned, asTickets(returns), voided, noonOf);
  const found = (verdict: Verdict) => returned.filter((_, index) => verdicts[index] === verdict);
  for (const { row } of found('other-price')) row.fault('other-price', 'unitPrice');
  const { docs, lines, recorded, withoutTicket } = returnsOf(withOccurrences(found('new'), held), tickets, input);
  for (const { row } of withoutTicket) row.fault('no-ticket', null);
  return { docs, lines, unchanged: found('already').length + recorded.length };
}

type NoonOf = (day: Day) => string;

/** Numbers the lines that a day repeats, after those that earlier imports hold. */
function withOccurrences<L extends Omit<ReturnedLine, 'occurrence'> & Partial<Pick<SoldLine, 'status'>>>(
  lines: readonly L[],
  held: ReadonlyMap<string, number>,
): (L & { occurrence: number })[] {
  const counts = new Map(held);
  const tellApart = (line: L) => `${line.at}|${line.orderNumber}|${line.customer}|${line.payment}|${line.status ?? ''}`;
  // Numbered in an order of their own, so that two exports that sort their rows differently agree.
  return lines
    .map((line) => ({ line, key: `${line.day}|${lineKey(line)}`, apart: tellApart(line) }))
    .sort((a, b) => (a.apart < b.apart ? -1 : a.apart > b.apart ? 1 : 0))
    .map(({ line, key }) => {
      const occurrence = (counts.get(key) ?? 0) + 1;
      counts.set(key, occurrence);
      return { ...line, occurrence };
    });
}

/** The products whose stock the lines would lower: those that were never counted, and those counted before a sale. */
function stockEffect(lines: readonly SoldLine[], returned: readonly ReturnedLine[], { existing }: ImportInput) {
  const last = new Map<Product['_id'], string>();
  for (const line of lines) {
    if (line.status === 'DELIVERED' && line.at > (last.get(line.productId) ?? '')) last.set(line.productId, line.at);
  }
  const countedAt = (id: string): string => existing.stock.get(id)?.countedAt ?? '';
  const moved = new Set<ProductId>([...last.keys(), ...returned.map(({ productId }) => productId)]);
  const uncounted = [...moved].filter((id) => countedAt(id) === '');
  const lowered = [...last].filter(([id, at]) => countedAt(id) !== '' && at > countedAt(id)).length;
  return { uncounted, lowered };
}

/**
 * The present stock as it is known, dated at the import: it comes after the history, which then changes nothing. Nobody
 * counted: what was still to be counted still is.
 */
function stockCount(productId: Product['_id'], input: ImportInput) {
  const counted = Math.max(0, input.existing.stock.get(productId)?.onHand ?? 0);
  return {
    ...importedCount({ productId, counted, day: null }, `${productId}|${counted}|history`, input),
    assumed: true as const,
    reason: 'Stock repris, non compté',
  };
}
