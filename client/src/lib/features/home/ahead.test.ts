import type { Reliability } from '@digiboost/domain/forecast';
import { expect, test } from 'vitest';
import type { ProductOutlook } from '../../model/insight/types.ts';
import { availabilityFigure, rupturesAhead } from './ahead.ts';

const expected = (key: string, day: number, from = day, reliability: Reliability = 'MEDIUM') =>
  [
    `product:${key}`,
    { id: `product:${key}`, stockOut: { day, from, to: day, reliability } } as ProductOutlook,
  ] as const;
const said = (text: string) => text.replaceAll('\u202f', ' ');

test('the ruptures of the next fifteen days, soonest first; what is out already is none', () => {
  const products = new Map([
    expected('a', 9),
    expected('b', 16),
    expected('c', 0),
    expected('d', 4, 4),
    expected('e', 4, 2),
    expected('f', 2, 2, 'INSUFFICIENT'),
  ]);
  const { products: soon, isKnown } = rupturesAhead({ products });
  expect(soon.map(({ id }) => id)).toEqual(['product:e', 'product:d', 'product:a']);
  expect(isKnown).toBe(true);
  expect(rupturesAhead({ products: new Map([expected('f', 2, 2, 'INSUFFICIENT')]) }).isKnown).toBe(false);
});

test('availability is never rounded up to 100 %', () => {
  expect(said(availabilityFigure({ rate: 0.99999, emptyDays: 1, products: 40 }).value)).toBe('99,9 %');
  const whole = availabilityFigure({ rate: 1, emptyDays: 0, products: 40 });
  expect([said(whole.value), said(whole.note)]).toEqual([
    '100 %',
    'Aucun rayon vide en 30 jours, sur 40 produits vendus.',
  ]);
  expect(availabilityFigure({ rate: null, emptyDays: 0, products: 0 }).value).toBe('Pas encore mesuré');
});
