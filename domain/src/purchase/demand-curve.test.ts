import { expect, test } from 'vitest';
import { forecastShop } from '../forecast/index.ts';
import { must } from '../shared/must.ts';
import { demandCurve } from './demand-curve.ts';

/** Some sixty a day, which is too many for the exact distribution. */
const curve = (part: number) =>
  demandCurve(
    must(
      forecastShop([{ id: 'p', demand: Array.from({ length: 120 }, (_, n) => 50 + ((n * 7) % 23) + part) }], {
        origin: '2026-03-09',
      })[0],
    ),
  );

test('what is sold by the piece is wanted by the piece, what is weighed to the gram', () => {
  for (const days of [3, 7, 14]) {
    for (const p of [0.8, 0.9, 0.95, 0.98]) {
      expect(Number.isInteger(curve(0).quantile(days, p))).toBe(true);
      expect(Number.isInteger(curve(0.5).quantile(days, p))).toBe(false);
    }
  }
});
