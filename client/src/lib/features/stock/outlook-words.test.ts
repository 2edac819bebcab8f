import type { Reliability } from '@digiboost/domain/forecast';
import { expect, test } from 'vitest';
import { forecast } from '../../i18n/fr/forecast.ts';
import { productOutlook } from '../../i18n/fr/product-analysis.ts';
import type { ProductOutlook } from '../../insight/shop-insight.ts';
import { outlookCells, outlookLine, shortRange } from './outlook-words.ts';

const TODAY = '2026-11-22';
const expected = (
  coverage: number | null,
  [day, from, to]: [number, number, number],
  reliability: Reliability = 'MEDIUM',
): ProductOutlook => ({
  id: 'product:riz',
  forecast: {} as ProductOutlook['forecast'],
  stockOut: { day, from, to, within15: 0.5, reliability },
  coverage,
  perDay: 1,
  lastSold: null,
  since: '2026-01-01',
  dormant: false,
  rotation: null,
});
const said = (text: string) => text.replaceAll('\u202f', ' ');

test('a rupture in little room', () => {
  expect(shortRange({ from: 5, to: 7 }, TODAY)).toBe('26–28 nov.');
  expect(shortRange({ from: 1, to: 1 }, TODAY)).toBe('aujourd’hui');
  expect(shortRange({ from: 1, to: 5 }, TODAY)).toBe('d’ici le 26 nov.');
  expect(shortRange({ from: 8, to: 11 }, TODAY)).toBe('29 nov. – 2 déc.');
  expect(shortRange({ from: 12, to: 31 }, TODAY)).toBe('après le 2 déc.');
  expect(shortRange({ from: 1, to: 31 }, TODAY)).toBe('date incertaine');
  expect(shortRange({ from: 31, to: 31 }, TODAY)).toBe('pas avant un mois');
});

test('an outlook in a line and in cells', () => {
  expect(said(outlookLine(expected(12.9, [6, 5, 7]), TODAY))).toBe('12 j de stock · rupture 26–28 nov.');
  expect(said(outlookLine(expected(45, [31, 31, 31]), TODAY))).toBe('45 j de stock');
  expect(said(outlookLine(expected(5000, [31, 31, 31]), TODAY))).toBe('plus de 99 j de stock');
  // As Prévisions says it of the same product.
  expect(outlookLine(expected(0.6, [1, 1, 1]), TODAY)).toMatch(/^moins d’un jour de stock/);
  expect(outlookCells(expected(0.6, [1, 1, 1]), TODAY).coverage).toBe('moins d’un jour');
  expect(forecast.coverageOf(0.6)).toBe('moins d’un jour de stock');
  expect(productOutlook.days(0.6)).toBe('moins d’un jour');
  expect(outlookLine(expected(null, [31, 31, 31]), TODAY)).toBe('aucune vente attendue');
  expect(outlookLine(expected(3, [2, 1, 9], 'INSUFFICIENT'), TODAY)).toBe('pas assez de ventes pour prévoir');
  expect(outlookLine(expected(0, [0, 0, 0]), TODAY)).toBe('');
  expect(outlookLine(undefined, TODAY)).toBe('');
  expect(said(outlookCells(expected(1.5, [2, 1, 3]), TODAY).coverage)).toBe('1 jour');
  expect(outlookCells(expected(0, [0, 0, 0]), TODAY).rupture).toBe('en rupture');
  expect(outlookCells(expected(3, [2, 1, 9], 'INSUFFICIENT'), TODAY)).toEqual({ coverage: '—', rupture: '—' });
});
