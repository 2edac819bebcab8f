import { expect, test } from 'vitest';
import { HORIZON, type ProductForecast } from '../forecast/index.ts';
import { demandCurve } from './demand-curve.ts';

/** Forty a day, which is too many for the exact distribution. */
const forecast = (whole: boolean): ProductForecast => ({
  id: 'product:savon',
  daily: Array.from({ length: HORIZON }, () => 40.3),
  sufficient: true,
  lumpy: false,
  pattern: Array.from({ length: 7 }, () => 40.3),
  dispersion: 1.7,
  rateVariance: 0.004,
  interrupted: 0,
  ordinary: 1,
  whole,
});

test('what is sold by the piece is wanted by the piece, what is weighed to the gram', () => {
  for (const p of [0.8, 0.9, 0.95, 0.98]) {
    const [pieces, weight] = [demandCurve(forecast(true)).quantile(7, p), demandCurve(forecast(false)).quantile(7, p)];
    expect(Number.isInteger(weight)).toBe(false);
    expect(pieces).toBe(Math.ceil(weight));
  }
});
