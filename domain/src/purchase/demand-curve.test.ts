import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { forecastShop, type ProductForecast, SENEGAL } from '../forecast/index.ts';
import { must } from '../shared/must.ts';
import { demandCurve } from './demand-curve.ts';
import { isFounded, recommend } from './recommend.ts';

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

const TERMS = { today: '2026-05-11', leadTimeDays: 7, reviewDays: 14, serviceTarget: 0.95 };
const advise = (forecast: ProductForecast) =>
  recommend({ product: aProduct({ minStock: 20 }), onHand: 2, onOrder: 0, demand: demandCurve(forecast) }, TERMS);
const known = (id: string, demand: readonly number[]) => ({ id, demand, empty: demand.map(() => 0) });
const steady = (id: string) =>
  known(
    id,
    Array.from({ length: 120 }, (_, day) => 8 + (day % 5)),
  );

test('nothing is ordered of what has stopped selling, whatever its levels are', () => {
  const stopped = known(
    'p',
    Array.from({ length: 120 }, (_, day) => (day < 100 ? 8 + (day % 5) : 0)),
  );
  const [forecast, other] = forecastShop([stopped, steady('q')], { origin: TERMS.today });
  const advice = advise(must(forecast));
  expect(advice).toMatchObject({ quantity: 0, packs: 0, cost: 0, marginAtRisk: 0 });
  expect(advice.working).toMatchObject({ basis: 'STOPPING', target: 0, need: 0 });
  expect(isFounded(advice)).toBe(true);
  expect(advise(must(other)).quantity).toBeGreaterThan(150);
});

test('an order covers a feast that lies ahead, though the shop has not been through one', () => {
  const ordered = (calendar: typeof SENEGAL) =>
    advise(must(forecastShop([steady('p'), steady('q')], { origin: TERMS.today, calendar })[0])).quantity;
  const feast = SENEGAL.filter(({ kind }) => kind === 'TABASKI');
  expect(ordered(feast)).toBeGreaterThan(1.2 * ordered([]));
  expect(ordered(feast)).toBeLessThan(2 * ordered([]));
});
