import { describe, expect, test } from 'vitest';
import { aSale, aVoid } from '../documents/testing/examples.ts';
import { entriesOf } from '../ledger/entries.ts';
import { hourOf } from '../shared/clock.ts';
import { salesByHour } from './sales-hours.ts';

const lines = [1, 3].map((quantity) => ({ productId: 'product:riz' as const, quantity, unitPrice: 500 }));
const morning = aSale({ n: 1, at: '2026-03-02T09:59:00.000Z', lines });
const noon = aSale({ n: 2, at: '2026-03-03T12:00:00.000Z' });
const missed = aSale({ n: 3, at: '2026-03-03T12:30:00.000Z', status: 'MISSED' });

describe('sales by hour', () => {
  test('count a ticket once, at the hour at which it was made', () => {
    const hours = salesByHour([morning, noon, missed].flatMap(entriesOf));
    expect(hours).toHaveLength(24);
    expect(hours[9]).toEqual({ hour: 9, revenue: 2000, tickets: 1 });
    expect(hours[12]).toEqual({ hour: 12, revenue: 1000, tickets: 1 });
    expect(hours.filter(({ tickets }) => tickets !== 0)).toHaveLength(2);
  });

  test('leave out what was voided, also in the evening', () => {
    const late = aVoid(morning, { at: '2026-03-02T20:00:00.000Z', by: 'u-awa', deviceId: 'd1' });
    const hours = salesByHour([late, morning, noon].flatMap(entriesOf));
    expect(hours[9]).toEqual({ hour: 9, revenue: 0, tickets: 0 });
    expect(hours[20]).toEqual({ hour: 20, revenue: 0, tickets: 0 });
    expect(hours[12]?.revenue).toBe(1000);
  });

  test('are those of the shop’s clock', () => {
    expect(hourOf('2026-03-02T23:30:00.000Z')).toBe(23);
    expect(hourOf('2026-03-02T23:30:00.000Z', 'Europe/Paris')).toBe(0);
    expect(salesByHour(entriesOf(noon), 'Europe/Paris')[13]?.tickets).toBe(1);
  });
});
