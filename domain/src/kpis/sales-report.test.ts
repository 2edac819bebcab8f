import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FREE_LINE, type LedgerEvent, type Payment } from '../documents/index.ts';
import { aProduct, aSale, aVoid } from '../documents/testing/examples.ts';
import { histories } from '../documents/testing/histories.ts';
import { type DayRow, daysOf } from '../ledger/day-row.ts';
import { entriesOf } from '../ledger/entries.ts';
import { aDay, atCost } from '../ledger/testing/days.ts';
import { addTicket, type DayTotals, ticketEffects } from '../ledger/tickets.ts';
import { daysBetween } from '../shared/day.ts';
import { type ProductSales, salesReport } from './sales-report.ts';

const RICE = aProduct({ _id: 'product:riz', categoryId: 'category:cereales', purchasePrice: 400 });
const OIL = aProduct({ _id: 'product:huile', categoryId: 'category:huiles', purchasePrice: 1250.5 });
const SOAP = aProduct({ _id: 'product:savon', purchasePrice: 300 });
const PRODUCTS = [RICE, OIL, SOAP];

let n = 0;
const sold = (
  day: string,
  product: { _id: `product:${string}` },
  quantity: number,
  unitPrice: number,
  payment: Payment,
) => {
  n += 1;
  return aSale({ n, at: `${day}T10:00:00.000Z`, lines: [{ productId: product._id, quantity, unitPrice }], payment });
};

/** What the read model would hold of `events`. */
function inputOf(events: readonly LedgerEvent[], products = PRODUCTS) {
  const days = new Map<string, DayTotals>();
  for (const effect of events.flatMap(ticketEffects)) {
    days.set(effect.day, addTicket(days.get(effect.day), effect));
  }
  const entries = events.flatMap(entriesOf);
  const sales: ProductSales[] = products.map((product) => {
    const byDay = new Map<number, DayRow>();
    for (const entry of entries.filter(({ productId }) => productId === product._id)) {
      const day = daysBetween('1970-01-01', entry.day);
      const before = byDay.get(day) ?? aDay({ day });
      byDay.set(day, { ...before, sold: before.sold + entry.sold, revenue: before.revenue + entry.revenue });
    }
    return { product, days: atCost(byDay.values(), product.purchasePrice) };
  });
  return { days: [...days.values()], products: sales };
}

/*
 * A small shop, by hand. The week from Monday 9 to Sunday 15 November 2026, against the week from 2 to 8.
 *   before:   2 Nov  rice  5 x 500 = 2,500 cash
 *   this:     9 Nov  rice 10 x 500 = 5,000 cash    cost 4,000     margin 1,000
 *            11 Nov  oil 2.5 x 1,500 = 3,750 Wave  cost 3,126.25  margin 623.75
 *            11 Nov  soap 4 x 250 = 1,000 credit   cost 1,200     margin -200
 *            15 Nov  soap 1 x 400, voided
 *            15 Nov  rice 2 x 500 missed
 */
const voided = sold('2026-11-15', SOAP, 1, 400, 'CASH');
const EVENTS: LedgerEvent[] = [
  sold('2026-11-02', RICE, 5, 500, 'CASH'),
  sold('2026-11-09', RICE, 10, 500, 'CASH'),
  sold('2026-11-11', OIL, 2.5, 1500, 'WAVE'),
  sold('2026-11-11', SOAP, 4, 250, 'CREDIT'),
  voided,
  aVoid(voided),
  aSale({ n: 90, at: '2026-11-15T11:00:00.000Z', status: 'MISSED' }),
  sold('2026-11-16', RICE, 1, 500, 'CASH'),
];
const WEEK = { from: '2026-11-09', to: '2026-11-15' };

test('what was sold outside the catalogue is of the CA and of no margin', () => {
  const bags = aSale({
    n: 95,
    at: '2026-11-10T10:00:00.000Z',
    lines: [
      { productId: FREE_LINE, label: 'Sac', quantity: 3, unitPrice: 50 },
      { productId: RICE._id, quantity: 1, unitPrice: 500 },
    ],
  });
  const rows = [...(daysOf(entriesOf(bags)).get(FREE_LINE)?.values() ?? [])];
  const report = salesReport({ ...inputOf([bags]), free: rows }, WEEK);
  expect(report).toMatchObject({ revenue: 650, free: 150, unattributed: 0, margin: 100, marginRate: 100 / 500 });
  expect(salesReport({ ...inputOf([bags]), free: rows }, { from: '2026-11-11', to: '2026-11-12' }).free).toBe(0);
});

describe('the sales of a week', () => {
  const report = salesReport(inputOf(EVENTS), WEEK);

  test('come to what was counted by hand', () => {
    expect(report).toMatchObject({
      revenue: 9750,
      tickets: 3,
      averageTicket: 3250,
      margin: 1424, // 1,000 + 623.75 - 200 = 1,423.75
      quantity: 16_500,
      missedRevenue: 1000,
      missedTickets: 1,
      products: 3,
      unattributed: 0,
    });
    expect(report.marginRate).toBeCloseTo(1424 / 9750);
  });

  test('are set against the week before', () => {
    expect(report.before).toEqual({ from: '2026-11-02', to: '2026-11-08', revenue: 2500, tickets: 1, margin: 500 });
    expect(report.change?.revenue).toEqual({ difference: 7250, ratio: 2.9 });
    expect(report.change?.tickets).toEqual({ difference: 2, ratio: 2 });
  });

  test('without a base, no percentage; without a whole period before, no comparison', () => {
    const events = [sold('2026-10-01', RICE, 1, 500, 'CASH'), ...EVENTS];
    const week = { from: '2026-11-02', to: '2026-11-08' };
    expect(salesReport(inputOf(events), week).change?.revenue).toEqual({ difference: 2500, ratio: null });
    expect(salesReport(inputOf(EVENTS), week)).toMatchObject({ change: null, firstDay: '2026-11-02' });
    expect(salesReport(inputOf(EVENTS), { from: '2026-11-10', to: '2026-11-20' }).change).toBeNull();
  });

  test('rank products by CA and by margin; a loss is no margin', () => {
    expect(report.topByRevenue.map(({ id, revenue }) => [id, revenue])).toEqual([
      ['product:riz', 5000],
      ['product:huile', 3750],
      ['product:savon', 1000],
    ]);
    expect(report.topByMargin.map(({ id, margin }) => [id, margin])).toEqual([
      ['product:riz', 1000],
      ['product:huile', 624],
    ]);
  });

  test('are split by category, by payment and by day', () => {
    expect(report.byCategory).toEqual([
      { categoryId: 'category:cereales', revenue: 5000, margin: 1000, quantity: 10_000 },
      { categoryId: 'category:huiles', revenue: 3750, margin: 624, quantity: 2500 },
      { categoryId: null, revenue: 1000, margin: -200, quantity: 4000 },
    ]);
    expect(report.byPayment).toEqual([
      { payment: 'CASH', amount: 5000 },
      { payment: 'WAVE', amount: 3750 },
      { payment: 'CREDIT', amount: 1000 },
    ]);
    expect(report.steps.map(({ revenue }) => revenue)).toEqual([5000, 0, 4750, 0, 0, 0, 0]);
    expect(report.steps[2]).toEqual({
      from: '2026-11-11',
      to: '2026-11-11',
      revenue: 4750,
      tickets: 2,
      margin: 424,
    });
  });

  test('say what is not known: the products of old days, the payment of older ones', () => {
    const { days, products } = inputOf(EVENTS, [RICE, OIL]);
    const unpaid = days.map(({ paid, ...totals }) =>
      totals.day === '2026-11-09' || !paid ? totals : { ...totals, paid },
    );
    const partly = salesReport({ days: unpaid, products }, WEEK);
    expect(partly).toMatchObject({ revenue: 9750, unattributed: 1000 });
    expect(partly.byPayment).toEqual([
      { payment: null, amount: 5000 },
      { payment: 'WAVE', amount: 3750 },
      { payment: 'CREDIT', amount: 1000 },
    ]);
  });
});

describe('the sales of any period', () => {
  const somePeriod = fc.tuple(fc.nat(60), fc.nat(90), fc.constantFrom('DAY', 'WEEK', 'MONTH')).map(
    ([start, length, step]) =>
      ({
        period: {
          from: new Date(Date.UTC(2026, 1, 1 + start)).toISOString().slice(0, 10),
          to: new Date(Date.UTC(2026, 1, 1 + start + length)).toISOString().slice(0, 10),
        },
        step,
      }) as const,
  );
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

  test('add up: the days, the categories and the payments each come to the whole', () => {
    fc.assert(
      fc.property(histories(), somePeriod, (events, { period, step }) => {
        const known = [...new Set(events.flatMap(entriesOf).map(({ productId }) => productId))];
        const products = known.map((_id, index) => aProduct({ _id, categoryId: `category:${index % 2}` }));
        const report = salesReport(inputOf(events, products), period, step);
        expect(report.unattributed).toBe(0);
        expect(sum(report.steps.map(({ revenue }) => revenue))).toBe(report.revenue);
        expect(sum(report.steps.map(({ tickets }) => tickets))).toBe(report.tickets);
        expect(sum(report.byCategory.map(({ revenue }) => revenue))).toBe(report.revenue);
        expect(sum(report.byCategory.map(({ margin }) => margin))).toBe(report.margin);
        expect(sum(report.byCategory.map(({ quantity }) => quantity))).toBe(report.quantity);
        expect(sum(report.byPayment.map(({ amount }) => amount))).toBe(report.revenue);
      }),
    );
  });

  test('do not depend on the order in which they are told', () => {
    fc.assert(
      fc.property(histories(), somePeriod, (events, { period, step }) => {
        const { days, products } = inputOf(events);
        const turned = {
          days: [...days].reverse(),
          products: [...products].reverse().map((one) => ({ ...one, days: [...one.days].reverse() })),
        };
        expect(salesReport(turned, period, step)).toEqual(salesReport({ days, products }, period, step));
      }),
    );
  });

  test('are nothing in an empty shop, and for a period that ends before it begins', () => {
    const nothing = { revenue: 0, tickets: 0, margin: 0, averageTicket: null, marginRate: null, unattributed: 0 };
    expect(salesReport({ days: [], products: [] }, WEEK)).toMatchObject({ ...nothing, byCategory: [], byPayment: [] });
    expect(salesReport(inputOf(EVENTS), { from: '2026-11-15', to: '2026-11-09' })).toMatchObject(nothing);
  });

  test('are exact beyond what a double holds', () => {
    const products = Array.from({ length: 200 }, (_, index) => ({
      product: aProduct({ _id: `product:${index}` }),
      days: atCost([aDay({ day: 20_000, sold: 999_999_999, revenue: 1_000_000_000_000 })], 999_999.99),
    }));
    // 999,999.999 x 999,999.99 = 999,999,989,000.00001 each
    const period = { from: '2024-10-04', to: '2024-10-04' };
    const exact = 200n * (1_000_000_000_000n * 100_000n - 999_999_999n * 99_999_999n);
    expect(salesReport({ days: [], products }, period).margin).toBe(Number((exact + 50_000n) / 100_000n));
  });
});
