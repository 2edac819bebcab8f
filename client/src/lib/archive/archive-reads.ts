import {
  type Cash,
  type Closing,
  type LedgerEvent,
  type Return,
  type Sale,
  type SaleId,
  type Void,
  type VoidId,
  voidId,
} from '@digiboost/domain/documents';
import { type MoneyLine, moneyLinesOf } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import type { Archive } from './archive.ts';
import type { ArchivedMoney, ArchivedTicket, ArchivedTickets } from './archive-service.ts';
import { dayOfId } from './months.ts';

type Reading = Pick<Archive, 'each'>;

const [FIRST_DAY, LAST_DAY] = ['2000-01-01', '2999-12-31'];

/** The tickets whose own day lies in from..to, as far as the archive holds them, and the voids of tickets. */
export async function archivedTickets(archive: Reading, from: Day, to: Day): Promise<ArchivedTickets> {
  const sales: Sale[] = [];
  const voids: VoidId[] = [];
  // Away from UTC a shop's day begins and ends on another day of the instants that the ids hold.
  await archive.each(addDays(from, -1), addDays(to, 1), (events) => {
    for (const doc of events) {
      if (doc.type === 'sale' && doc.day >= from && doc.day <= to) sales.push(doc);
      else if (doc.type === 'void' && doc.original.type === 'sale') voids.push(doc._id);
    }
  });
  return { sales, voids };
}

/** The ticket `id` with what became of it, or null when the archive does not hold its month. */
export async function archivedTicket(archive: Reading, id: SaleId): Promise<ArchivedTicket | null> {
  const day = dayOfId(id);
  if (day === null) return null;
  let sale: Sale | null = null;
  const voids = new Map<string, Void>();
  const returns: Return[] = [];
  // What came back of it came on a later day, or by a phone whose clock ran behind.
  await archive.each(addDays(day, -2), LAST_DAY, (events) => {
    for (const doc of events) {
      if (doc.type === 'sale' && doc._id === id) sale = doc;
      else if (doc.type === 'void') voids.set(doc._id, doc);
      else if (doc.type === 'return' && doc.saleId === id) returns.push(doc);
    }
  });
  const voidOf = (event: Sale | Return): Void | null => voids.get(voidId(event._id)) ?? null;
  return sale && { sale, voided: voidOf(sale), returns: returns.map((taken) => ({ taken, voided: voidOf(taken) })) };
}

/** Everything that moved money on a UTC day before `end`, as far as the archive holds it. */
export async function archivedMoney(archive: Reading, end: Day): Promise<ArchivedMoney> {
  const lines: MoneyLine[] = [];
  const closings: Closing[] = [];
  const cash: Cash[] = [];
  await archive.each(FIRST_DAY, addDays(end, -1), (events) => {
    for (const doc of events) {
      lines.push(...moneyLinesOf(doc as LedgerEvent));
      if (doc.type === 'closing') closings.push(doc);
      else if (doc.type === 'cash') cash.push(doc);
    }
  });
  return { lines, closings, cash };
}
