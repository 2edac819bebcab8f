import type { Alert } from '@digiboost/domain/documents';
import { type Entry, stockMilli } from '@digiboost/domain/ledger';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isJudgedHere, needsOf, stockChanges } from './phone-facts.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 9, 0, second)).toISOString();

const entry = (n: number, second: number, delta: number, counted: number | null): Entry => ({
  eventId: `${counted === null ? 'sale' : 'count'}:${at(second)}:phone1-${n}`,
  line: 0,
  productId: 'product:riz',
  at: at(second),
  day: '2026-03-01',
  kind: counted === null ? 'SALE' : 'COUNT',
  delta: counted === null ? delta : 0,
  sold: 0,
  revenue: 0,
  missed: 0,
  missedRevenue: 0,
  counted,
});

/** A ledger of one product, newest first, with events and counts at the same instants too. */
const ledger = fc
  .array(fc.tuple(fc.nat(20), fc.integer({ min: -9, max: 9 }), fc.option(fc.nat(9), { freq: 4 })), { maxLength: 25 })
  .map((events) =>
    events
      .map(([second, delta, counted], n) => entry(n, second, delta, counted))
      .sort((a, b) => (a.at < b.at ? 1 : -1)),
  );

it('leads from the last count to the stock on hand', () => {
  fc.assert(
    fc.property(ledger, (entries) => {
      const { rows, count, complete } = stockChanges(entries, true);
      expect(complete).toBe(true);
      const changed = rows.reduce((sum, { delta }) => sum + delta, 0);
      expect((count?.milli ?? 0) + changed).toBe(stockMilli(entries));
    }),
  );
});

it('does not reach back beyond what is held, unless to a count', () => {
  expect(stockChanges([entry(1, 5, -1, null)], false).complete).toBe(false);
  expect(stockChanges([entry(1, 5, -1, null), entry(2, 3, 0, 4)], false)).toEqual({
    rows: [{ at: at(5), delta: -1 }],
    count: { at: at(3), milli: 4 },
    complete: true,
  });
});

it('leaves to the server only what a phone cannot know', () => {
  expect(isJudgedHere({ alertType: 'SYNC_SILENCE' })).toBe(false);
  expect(isJudgedHere({ alertType: 'SERVICE_RATE_DROP' })).toBe(true);
});

it('asks for the sales of each product where an alert speaks of some of them', () => {
  const needs = (alertType: Alert['alertType'], conditions: Alert['conditions'] = {}) =>
    needsOf({ alertType, conditions });
  expect(needs('SERVICE_RATE_DROP')).toMatchObject({ days: true, productSales: false });
  expect(needs('SERVICE_RATE_DROP', { categoryIds: ['category:a'] })).toMatchObject({
    days: false,
    productSales: true,
  });
  expect(needs('RUPTURE', { categoryIds: ['category:a'] })).toMatchObject({ days: false, productSales: false });
  expect(needs('DORMANT').outlook).toBe(true);
});
