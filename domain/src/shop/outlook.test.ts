import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { forecastShop } from '../forecast/index.ts';
import { dailyStock } from '../ledger/daily-stock.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { aDay } from '../ledger/testing/days.ts';
import { addDays, dayNumber } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { demandOf, productOutlook, shelfFigures } from './outlook.ts';

const TODAY = '2026-03-31';
const day = (before: number): number => dayNumber(addDays(TODAY, -before));
const line = (before: number, delta: number, sold = 0, missed = 0) => aDay({ day: day(before), delta, sold, missed });

const outlookOf = (ledger: LedgerProduct) => {
  const [forecast] = forecastShop([demandOf(ledger, TODAY)], { origin: TODAY });
  return productOutlook(ledger, must(forecast), TODAY);
};

/** 4 sold a day for 100 days, up to yesterday. */
const steady = (onHand: number): LedgerProduct => ({
  product: aProduct(),
  onHandMilli: onHand * 1000,
  isKnown: true,
  days: [
    line(101, (onHand + 400) * 1000),
    ...Array.from({ length: 100 }, (_, index) => line(100 - index, -4000, 4000)),
  ],
});

test('a product that sells four a day, worked by hand', () => {
  const result = outlookOf(steady(40));
  expect(result.perDay).toBeCloseTo(4, 0);
  expect(result.coverage).toBeCloseTo(40 / result.perDay, 9);
  expect(result.stockOut.from).toBeLessThanOrEqual(10);
  expect(result.stockOut.to).toBeGreaterThanOrEqual(10);
  expect(result).toMatchObject({ lastSold: addDays(TODAY, -1), since: addDays(TODAY, -101), dormant: false });
  // 400 in 102 days, from 440 down to 40.
  expect(result.rotation).toBeCloseTo((400 * 365) / 102 / 242, 0);
});

test('what today has sold already does not bring the rupture nearer', () => {
  const morning = steady(18);
  const evening = { ...steady(14), days: [...morning.days, line(0, -4000, 4000)] };
  expect(outlookOf(evening).stockOut.day).toBe(outlookOf(morning).stockOut.day);
  // More than was expected does.
  const rush = { ...steady(2), days: [...morning.days, line(0, -16_000, 16_000)] };
  expect(outlookOf(rush).stockOut.day).toBeLessThan(outlookOf(morning).stockOut.day);
  expect(outlookOf({ ...evening, onHandMilli: 0 }).stockOut.day).toBe(0);
});

test('nothing is expected of a product without a history', () => {
  const result = outlookOf({ product: aProduct(), onHandMilli: 5000, isKnown: true, days: [] });
  expect(result).toMatchObject({ coverage: null, perDay: 0, lastSold: null, rotation: null });
  expect(result.stockOut.reliability).toBe('INSUFFICIENT');
});

test('of what nobody counted no date is called reliable, and no day was an empty shelf', () => {
  const { days, ...rest } = steady(4);
  const sold = { ...rest, days: days.filter(({ sold }) => sold > 0) };
  expect(outlookOf({ ...sold, isKnown: true }).stockOut.reliability).toBe('RELIABLE');
  expect(outlookOf({ ...sold, isKnown: false }).stockOut.reliability).toBe('MEDIUM');
  expect(demandOf({ ...sold, isKnown: false }, TODAY)).not.toHaveProperty('empty');
  // What was only ever sold is to be counted: it has not run out.
  const result = outlookOf({ ...sold, isKnown: false, onHandMilli: -400_000 });
  expect(result.stockOut).toEqual({ day: 31, from: 31, to: 31, within15: 0, reliability: 'INSUFFICIENT' });
  expect(result.perDay).toBeGreaterThan(3);
});

test('more stock never covers fewer days nor runs out earlier', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (stock, more) => {
      const [less, result] = [outlookOf(steady(stock)), outlookOf(steady(stock + more))];
      expect(result.coverage ?? 0).toBeGreaterThanOrEqual(less.coverage ?? 0);
      expect(result.stockOut.day).toBeGreaterThanOrEqual(less.stockOut.day);
    }),
    { numRuns: 30 },
  );
});

test('the shelf is empty on the same days for the forecast and for availability', () => {
  const days = fc.array(
    fc.record({ before: fc.integer({ min: 1, max: 60 }), delta: fc.integer({ min: -9, max: 9 }), sold: fc.nat(9) }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(days, fc.integer({ min: -9, max: 9 }), (lines, onHandMilli) => {
      const ledger = {
        product: aProduct(),
        onHandMilli,
        isKnown: true,
        days: lines.map(({ before, delta, sold }) => line(before, delta, sold)),
      };
      const { demand, empty } = demandOf(ledger, TODAY);
      const own = dailyStock(ledger.days, onHandMilli, day(1), demand.length);
      expect([...own.empty]).toEqual(Array.from({ length: demand.length }, (_, index) => (empty?.[index] ? 1 : 0)));
    }),
  );
});

test('archived products neither sleep nor count as missing', () => {
  const asleep = {
    product: aProduct(),
    onHandMilli: 5000,
    isKnown: true,
    days: [line(90, 6000), line(80, -1000, 1000)],
  };
  const archived = { ...asleep, product: aProduct({ _id: 'product:ancien', isActive: false }) };
  const { availability, dormant } = shelfFigures({
    today: TODAY,
    shop: null,
    products: new Map([asleep, archived].map((ledger) => [ledger.product._id, ledger])),
  });
  expect(availability).toEqual({ rate: 1, products: 1, emptyDays: 0, days: 30 });
  expect(dormant.products).toEqual([{ id: asleep.product._id, since: addDays(TODAY, -20), value: 2000 }]);
});
