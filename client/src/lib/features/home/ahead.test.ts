import type { Reliability } from '@digiboost/domain/forecast';
import { expect, test } from 'vitest';
import type { ProductOutlook } from '../../insight/shop-insight.ts';
import { availabilityFigure, rupturesAhead, rupturesByDay } from './ahead.ts';

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

test('the fifteen days that come are counted from today on', () => {
  const products = [expected('a', 1), expected('b', 3), expected('c', 3), expected('d', 15)].map(
    ([, product]) => product,
  );
  const days = rupturesByDay(products, '2026-11-30');
  expect(days.map(({ value }) => value)).toEqual([1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(days.map(({ tick }) => tick).join('')).toBe('LMMJVSDLMMJVSDL');
  expect(days[2]).toMatchObject({ key: '2026-12-02', isNow: false });
});

test('availability is never rounded up to 100 %', () => {
  expect(said(availabilityFigure({ rate: 0.99999, emptyDays: 1, products: 40, days: 30 }).value)).toBe('99,9 %');
  const whole = availabilityFigure({ rate: 1, emptyDays: 0, products: 40, days: 30 });
  expect([said(whole.value), said(whole.note)]).toEqual([
    '100 %',
    'Aucun rayon vide en 30 jours, sur 40 produits vendus.',
  ]);
  expect(availabilityFigure({ rate: null, emptyDays: 0, products: 0, days: 0 })).toEqual({
    rate: null,
    value: 'Pas encore mesuré',
    note: 'Il faut des ventes enregistrées pour le mesurer.',
  });
});

test('availability says the days that it is of', () => {
  const young = availabilityFigure({ rate: null, emptyDays: 0, products: 1, days: 1 });
  expect([young.value, young.note]).toEqual([
    'Pas encore mesuré',
    'Il faut 7 jours d’historique ; votre boutique en a 1.',
  ]);
  const week = availabilityFigure({ rate: 0.9, emptyDays: 2, products: 3, days: 8 });
  expect(said(week.note)).toMatch(/^2 journées de rayon vide en 8 jours, sur 3 produits vendus\./);
});
