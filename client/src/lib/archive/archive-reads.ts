import type { Cash, Closing, LedgerEvent, Sale, VoidId } from '@digiboost/domain/documents';
import { type MoneyLine, moneyLinesOf } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import type { Archive } from './archive.ts';
import type { ArchivedMoney, ArchivedTickets } from './archive-service.ts';

type Reading = Pick<Archive, 'each'>;

const FIRST_DAY = '2000-01-01';

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
