import { expect, test } from 'vitest';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import { aMovement, aProduct, aSale, aVoid } from '../documents/testing/examples.ts';
import { addTicket, type DayTotals, entriesOf, stockOnHand, ticketEffects } from '../ledger/index.ts';
import { toMilli } from '../shared/quantity.ts';
import { overview } from './overview.ts';
import { shelfLine } from './stock-status.ts';

/** The overview as any device makes it: straight from the documents. */
function overviewOf(events: LedgerEvent[], today: string) {
  const stock = stockOnHand(events.flatMap(entriesOf));
  const days = new Map<string, DayTotals>();
  for (const effect of events.flatMap(ticketEffects)) days.set(effect.day, addTicket(days.get(effect.day), effect));
  const product = aProduct({ categoryId: 'category:cereales' });
  return overview(
    [shelfLine({ product, onHandMilli: toMilli(stock.get(product._id) ?? 0), isKnown: true }, 400)],
    [...days.values()],
    today,
  );
}

test('a shop of one product, worked by hand', () => {
  const yesterday = '2026-03-01T10:00:00.000Z';
  const cancelled = aSale({ n: 4 });
  const events = [
    aMovement({ at: yesterday, n: 1, quantity: 12 }),
    aSale({ at: yesterday, n: 2 }), // 2 x 500
    aSale({ n: 3, lines: [{ productId: 'product:riz', quantity: 3, unitPrice: 500 }] }), // 1,500
    cancelled,
    aVoid(cancelled),
    aSale({ n: 5, status: 'MISSED' }), // 1,000 not served
  ];
  const result = overviewOf(events, '2026-03-02');
  // 12 - 2 - 3 = 7 on hand, above the minimum of 5, at 400
  expect(result.stock).toEqual({ products: 1, ruptures: 0, low: 0, unknown: 0 });
  expect(result.valuation).toEqual({ total: 2800, byCategory: [{ categoryId: 'category:cereales', value: 2800 }] });
  expect(result.sales.today).toEqual({
    days: 1,
    current: 1500,
    previous: 1000,
    tickets: 1,
    change: 0.5,
    isComparable: true,
  });
  expect(result.sales.week).toMatchObject({
    current: 2500,
    previous: 0,
    tickets: 2,
    change: null,
    isComparable: false,
  });
  expect(result.sales.month).toMatchObject({ days: 30, current: 2500 });
  // 2,500 / 3,500
  expect(result.service).toEqual({ rate: 2500 / 3500, missedSales: 1, missedRevenue: 1000 });
  expect(result.trend).toHaveLength(30);
  expect(result.trend[0]).toEqual({ day: '2026-02-01', revenue: 0 });
  expect(result.trend.slice(-2)).toEqual([
    { day: '2026-03-01', revenue: 1000 },
    { day: '2026-03-02', revenue: 1500 },
  ]);
});

test('a shop without anything', () => {
  const empty = overview([], [], '2026-03-02');
  expect(empty.stock.products).toBe(0);
  expect(empty.valuation.total).toBe(0);
  expect(empty.service.rate).toBeNull();
  expect(empty.trend.every(({ revenue }) => revenue === 0)).toBe(true);
});
