import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, isDay } from '../shared/day.ts';
import type { CalendarEvent } from './calendar.ts';
import { forecastShop } from './forecast-shop.ts';
import { expectedDemand } from './product-forecast.ts';
import { SENEGAL } from './senegal-calendar.ts';

const ORIGIN = '2026-03-09';
const DAYS = 300;
const IDS = ['a', 'b', 'c', 'd', 'e'];

/** A feast of five days, so many days before the origin; after it when negative. */
const feast = (before: number): CalendarEvent => ({
  kind: 'FEAST',
  from: addDays(ORIGIN, -before),
  to: addDays(ORIGIN, 4 - before),
});

/** Products that sell 10 a day, twice that on the feasts' days. */
const shop = (feasts: readonly CalendarEvent[]) =>
  IDS.map((id) => ({
    id,
    demand: Array.from({ length: DAYS }, (_, i) => {
      const day = addDays(ORIGIN, i - DAYS);
      return feasts.some(({ from, to }) => from <= day && day <= to) ? 20 : 10;
    }),
  }));

const fiveDays = (feasts: readonly CalendarEvent[], calendar: readonly CalendarEvent[]): number => {
  const [forecast] = forecastShop(shop(feasts), { origin: ORIGIN, calendar });
  return forecast ? expectedDemand(forecast, 5) : Number.NaN;
};

describe('the calendar', () => {
  test('a feast that the shop has seen before is expected to sell as it did', () => {
    const past = [feast(200), feast(120), feast(40)];
    expect(fiveDays(past, [...past, feast(0)])).toBeGreaterThan(85);
    expect(fiveDays(past, [...past, feast(0)])).toBeLessThan(105);
    expect(fiveDays(past, past)).toBeLessThan(60);
  });

  test('a feast that the shop has never seen changes nothing', () => {
    expect(fiveDays([], [feast(0)])).toBe(fiveDays([], []));
    expect(fiveDays([], [feast(900), feast(0)])).toBe(fiveDays([], []));
  });

  test('the days after a known feast are not expected to sell as on the feast', () => {
    const past = [feast(200), feast(120), feast(5)];
    expect(fiveDays(past, past)).toBeLessThan(fiveDays(past, []) + 1e-9);
    expect(Math.abs(fiveDays(past, past) - 50)).toBeLessThan(6);
  });

  test('a feast without an effect is learnt to have none', () => {
    const past = [feast(200), feast(120), feast(40)];
    expect(Math.abs(fiveDays([], [...past, feast(0)]) - 50)).toBeLessThan(2);
  });
});

describe("Senegal's year", () => {
  test('has each feast once a year from 2024 to 2030, a lunar year apart', () => {
    for (const kind of ['RAMADAN', 'KORITE', 'TABASKI', 'MAGAL', 'GAMOU']) {
      const starts = SENEGAL.filter((event) => event.kind === kind).map(({ from }) => from);
      expect(starts).toHaveLength(7);
      starts.slice(1).forEach((from, i) => {
        const apart = daysBetween(starts[i] ?? from, from);
        expect(apart).toBeGreaterThanOrEqual(353);
        expect(apart).toBeLessThanOrEqual(356);
      });
    }
    expect(SENEGAL.filter(({ kind }) => kind === 'PAYDAY')).toHaveLength(84);
    expect(SENEGAL.filter(({ kind }) => kind === 'YEAR_END')).toHaveLength(7);
    expect(SENEGAL.every(({ prior }) => prior !== undefined && prior.doubt > 0)).toBe(true);
  });

  test('consists of real days in order; a Ramadan has 29 or 30 days and ends before Korité', () => {
    for (const { from, to } of SENEGAL) expect(isDay(from) && isDay(to) && from <= to).toBe(true);
    for (const { from, to } of SENEGAL.filter(({ kind }) => kind === 'RAMADAN')) {
      expect([29, 30]).toContain(daysBetween(from, to) + 1);
    }
    expect(SENEGAL).toContainEqual(expect.objectContaining({ kind: 'TABASKI', from: '2025-05-28', to: '2025-06-07' }));
    expect(SENEGAL).toContainEqual(expect.objectContaining({ kind: 'PAYDAY', from: '2025-12-25', to: '2026-01-05' }));
  });
});
