import { aProduct, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { addTicket, type DayTotals, entriesOf, ticketEffects } from '@digiboost/domain/ledger';
import { expect, test } from 'vitest';
import type { SaleEntry, ShopData } from '../shop-data.ts';
import { aShop, ledgersOf } from '../testing/shop-data.ts';
import { sales } from './sales.ts';

const cancelled = aSale({ n: 4, at: '2026-03-09T18:00:00.000Z' });
const EVENTS = [
  aSale({ n: 1, at: '2026-02-20T10:00:00.000Z' }),
  aSale({ n: 2, at: '2026-03-03T10:00:00.000Z' }),
  aSale({ n: 3, at: '2026-03-09T16:30:00.000Z', payment: 'WAVE' }),
  cancelled,
  aVoid(cancelled),
];

/** A shop that sold one product. */
function shopOf(events: typeof EVENTS): ShopData {
  const entries = events.flatMap(entriesOf);
  const days = new Map<string, DayTotals>();
  for (const effect of events.flatMap(ticketEffects)) {
    days.set(effect.day, addTicket(days.get(effect.day), effect));
  }
  return aShop({
    ...ledgersOf([aProduct()], events),
    totals: [...days.values()],
    saleEntries: async (from, to) => entries.filter(({ day }) => day >= from && day <= to) as SaleEntry[],
  });
}

test('the sales of a period come from the columns, the totals and the hours of its own tickets', async () => {
  const { report, hours } = await sales(shopOf(EVENTS), {
    period: { from: '2026-03-04', to: '2026-03-10' },
    step: 'DAY',
  });
  // 2 x 500, at 400: one ticket left of two.
  expect(report).toMatchObject({ revenue: 1000, tickets: 1, margin: 200, unattributed: 0 });
  expect(report.before).toMatchObject({ from: '2026-02-25', to: '2026-03-03', revenue: 1000, margin: 200 });
  expect(report.byPayment).toEqual([{ payment: 'WAVE', amount: 1000 }]);
  expect(hours.filter(({ revenue, tickets }) => revenue || tickets)).toEqual([{ hour: 16, revenue: 1000, tickets: 1 }]);
});

test('an empty shop has a report of zeros', async () => {
  const { report, hours } = await sales(shopOf([]), { period: { from: '2026-03-04', to: '2026-03-10' }, step: 'WEEK' });
  expect(report).toMatchObject({ revenue: 0, tickets: 0, products: 0 });
  expect(hours.every(({ revenue }) => revenue === 0)).toBe(true);
});
