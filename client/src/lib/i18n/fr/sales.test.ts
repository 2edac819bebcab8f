import { formatDay } from '@digiboost/domain/french';
import { describe, expect, it } from 'vitest';
import { charts } from './charts.ts';
import { sales } from './sales.ts';

describe('a sentence that ends in a day', () => {
  const shortened = formatDay('2026-09-24', '2026-11-22');
  const whole = formatDay('2026-05-24', '2026-11-22');

  it('has one full stop, also after an abbreviated month', () => {
    expect(shortened).toMatch(/sept\.$/);
    for (const day of [shortened, whole]) {
      const texts = [
        sales.hours.since(day),
        sales.list.older(day),
        charts.summary('Ventes', whole, day),
        charts.highest('12 F', day),
      ];
      for (const text of texts) {
        expect(text).toContain(day);
        expect(text).not.toContain('..');
        expect(text).toMatch(/\.$/);
      }
    }
  });
});
