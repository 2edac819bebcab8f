import { productId } from '@digiboost/domain/documents';
import { type Entry, stockMilli } from '@digiboost/domain/ledger';
import { addDays } from '@digiboost/domain/shared/day';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stockSeries } from './stock-series.ts';

const today = '2026-03-10';
const id = productId('riz');
const entry = (day: string, hour: number, delta: number, counted: number | null = null): Entry => ({
  eventId: `e:${day}:${hour}:${delta}`,
  line: 0,
  productId: id,
  at: `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`,
  day,
  kind: counted === null ? 'ADJUSTMENT' : 'COUNT',
  delta: delta * 1000,
  sold: 0,
  revenue: 0,
  missed: 0,
  missedRevenue: 0,
  priced: 0,
  pricedCost: 0,
  unpriced: 0,
  told: counted === null ? 0 : 1,
  counted: counted === null ? null : counted * 1000,
});
const levels = (entries: Entry[], onHand: number, days: number) =>
  stockSeries(entries, onHand, today, days).map((point) => point.onHand);

describe('stockSeries', () => {
  it('walks back from what is on hand', () => {
    expect(levels([entry('2026-03-09', 9, 5), entry('2026-03-10', 9, -2)], 8, 4)).toEqual([5, 5, 10, 8]);
    expect(levels([], 3, 2)).toEqual([3, 3]);
  });

  it('starts again from each count', () => {
    const entries = [
      entry('2026-03-07', 9, -1),
      entry('2026-03-08', 9, 0, 10),
      entry('2026-03-09', 9, -3),
      entry('2026-03-10', 9, 0, 5),
    ];
    expect(levels(entries, 5, 4)).toEqual([10, 10, 7, 5]);
  });

  it('takes what happened before the window as its start', () => {
    expect(levels([entry('2026-02-01', 9, 0, 4), entry('2026-03-10', 9, 1)], 5, 3)).toEqual([4, 4, 5]);
  });

  it('ends with the stock of the ledger, whatever happened', () => {
    const events = fc.array(
      fc.record({
        back: fc.integer({ min: 0, max: 80 }),
        hour: fc.integer({ min: 0, max: 23 }),
        delta: fc.integer({ min: -9, max: 9 }),
        counted: fc.option(fc.integer({ min: 0, max: 50 }), { freq: 4 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(events, (made) => {
        const entries = made.map(({ back, hour, delta, counted }, index) => ({
          ...entry(addDays(today, -back), hour, counted === null ? delta : 0, counted),
          eventId: `e:${index}`,
        }));
        // Two counts of one instant are told apart by their ids in the ledger; here one instant holds one count.
        const instants = entries.filter((made) => made.kind === 'COUNT').map((made) => made.at);
        fc.pre(new Set(instants).size === instants.length);
        const onHand = stockMilli(entries) / 1000;
        expect(stockSeries(entries, onHand, today).at(-1)?.onHand).toBe(onHand);
      }),
    );
  });
});
