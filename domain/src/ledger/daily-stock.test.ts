import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dailyStock } from './daily-stock.ts';
import { aDay } from './testing/days.ts';

const line = (day: number, delta: number, sold = 0) => aDay({ day, delta, sold });

test('walks back from the stock on hand, worked by hand', () => {
  // 10 received on day 3 of which 4 go the same day, 6 on day 5, nothing left; 5 come on day 7.
  const days = [line(3, 6000, 4000), line(5, -6000, 6000), line(7, 5000)];
  const { opening, levels, empty } = dailyStock(days, 5000, 7, 6);
  expect(opening).toBe(0);
  expect([...levels]).toEqual([0, 6000, 6000, 0, 0, 5000]);
  // Day 2 before the delivery and day 6 after the last sale; on day 5 the shelf was full in the morning.
  expect([...empty]).toEqual([1, 0, 0, 0, 1, 0]);
});

test('a level below zero is zero, and what a count corrected lies before it', () => {
  // 8 sold on day 2 and 5 on day 4 with nothing ever received: 0 on hand after a count.
  const { opening, levels } = dailyStock([line(2, -8000, 8000), line(4, -5000, 5000)], 0, 4, 3);
  expect([opening, ...levels]).toEqual([13_000, 5000, 5000, 0]);
  // 20 received on day 4, 3 on hand: 17 went without a trace before it.
  expect([...dailyStock([line(4, 20_000)], 3000, 4, 2).levels]).toEqual([0, 3000]);
  expect([...dailyStock([], -2000, 4, 2).levels]).toEqual([0, 0]);
});

test('what lies after the last day is taken off first', () => {
  expect([...dailyStock([line(9, 4000)], 7000, 5, 2).levels]).toEqual([3000, 3000]);
});

test('gives back what was done day by day, when every movement is known', () => {
  const moves = fc.array(fc.record({ received: fc.nat(50), wanted: fc.nat(60) }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(moves, (all) => {
      let stock = 0;
      const evenings: number[] = [];
      const days = all.map(({ received, wanted }, day) => {
        const sold = Math.min(stock + received, wanted);
        stock += received - sold;
        evenings.push(stock);
        return line(day, received - sold, sold);
      });
      const { opening, levels } = dailyStock(days, stock, all.length - 1, all.length);
      expect([...levels]).toEqual(evenings);
      expect(opening).toBe(0);
    }),
  );
});
