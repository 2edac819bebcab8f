import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decimal, decimalOf as decimals, readDays, readNumber } from './numbers.ts';
import type { Cell } from './table.ts';
import type { DecimalStyle } from './types.ts';

const parseNumber = (cell: Cell, decimal: Decimal) => {
  const read = readNumber(cell, decimal);
  return read.ok ? read.value.value : null;
};
const decimalOf = (cells: Iterable<Cell>, style: DecimalStyle, whole: boolean) => decimals(cells, style, whole).decimal;

describe('readNumber', () => {
  it.each([
    ['1 500,00 FCFA', 1500],
    ['1\u202f500 F CFA', 1500],
    ['1\u00a0500\u00a0F', 1500],
    ['1500F', 1500],
    ['XOF 2.500', 2500],
    ['1.500', 1500],
    ['1.234.567,89', 1_234_567.89],
    ['12,5', 12.5],
    ["1'500", 1500],
    ['-3', -3],
    ['3-', -3],
    ['(1 200)', -1200],
    ['−7', -7],
    ['+7', 7],
    ['€ 12,50', 12.5],
    ['1E+03', 1000],
    [' 42 ', 42],
    [42.5, 42.5],
    [0, 0],
  ])('reads %j with a decimal comma as %d', (cell, value) => {
    expect(parseNumber(cell, 'comma')).toBe(value);
  });

  it.each([
    ['1,500.25', 1500.25],
    ['0.85', 0.85],
    ['$1,234', 1234],
    ['.5', 0.5],
  ])('reads %j with a decimal dot as %d', (cell, value) => {
    expect(parseNumber(cell, 'dot')).toBe(value);
  });

  it.each([
    'abc',
    '',
    '12.5.1',
    '1,2,3',
    '12.50',
    '1e309',
    '=1+1',
    '12 5',
    '1500 000',
    '18 %',
    '2 cartons + 5',
    '10-12',
    '2 x 24',
    '12 sacs de 25 kg',
    '<img onerror=alert(1)>',
    '--3',
    'NaN',
    'Infinity',
    '#REF!',
    '0x10',
    '1'.repeat(100),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    null,
    undefined,
  ])('finds no number in %j', (cell) => {
    expect(parseNumber(cell, 'comma')).toBeNull();
  });

  it.each([
    ['12 sacs', 12, 'sacs', false],
    ['40 kg', 40, 'kg', false],
    ['12 500 FCFA', 12_500, '', true],
    ['750 FCFA/kg', 750, 'kg', true],
    ['750 F le kilo', 750, 'kilo', true],
    ['1 500 F CFA', 1500, '', true],
    ['6.500 F', 6500, '', true],
    ['7.200 CFA', 7200, '', true],
    ['500,-', 500, '', false],
    ['500.--', 500, '', false],
    ['1500/-', 1500, '', false],
    ['1 180 F TTC', 1180, '', true],
    ['12 m²', 12, 'm²', false],
    ['3 Bidons', 3, 'bidons', false],
    ['12pcs', 12, 'pcs', false],
  ])('reads %j as %d %s', (cell, value, unit, isMoney) => {
    expect(readNumber(cell, 'comma')).toEqual({ ok: true, value: { value, unit, isMoney } });
  });

  it.each(['2 cartons + 5', '10-12', '2 x 24', '12 sacs de 25 kg', '3/4'])('leaves %j to a person', (cell) => {
    expect(readNumber(cell, 'comma')).toEqual({ ok: false, error: 'unclear' });
  });

  it('reads back whatever French or English formatting writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), fc.boolean(), fc.boolean(), (cents, french, grouped) => {
        const value = cents / 100;
        const text = value.toLocaleString(french ? 'fr-FR' : 'en-US', {
          minimumFractionDigits: 2,
          useGrouping: grouped,
        });
        expect(parseNumber(text, french ? 'comma' : 'dot')).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('never gives anything but a finite number or null', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double(), fc.constant('1e308')),
        fc.constantFrom('comma', 'dot'),
        (cell, decimal) => {
          const value = parseNumber(cell, decimal as 'comma' | 'dot');
          expect(value === null || Number.isFinite(value)).toBe(true);
        },
      ),
    );
  });
});

describe('decimalOf', () => {
  it.each([
    [['1500', '12,5'], 'comma'],
    [['0.85', '1.500'], 'dot'],
    [['1.500', '2.000'], 'comma'],
    [['1.500,25'], 'comma'],
    [['1,500.25'], 'dot'],
    [['1.234.567'], 'comma'],
    [['1,234,567'], 'dot'],
    [['0.750', '1.500'], 'dot'],
    [['abc', null, 12.5], 'comma'],
  ])('takes %j as written with a decimal %s', (cells, decimal) => {
    expect(decimalOf(cells, 'auto', true)).toBe(decimal);
  });

  it('takes groups of three after a comma as thousands in prices, as decimals in quantities', () => {
    expect(decimalOf(['1,500'], 'auto', true)).toBe('dot');
    expect(decimalOf(['1,500'], 'auto', false)).toBe('comma');
  });

  it('is not sure of what reads two ways', () => {
    expect(decimals(['1.250', '3'], 'auto', false)).toEqual({ decimal: 'comma', isSure: false });
    expect(decimals(['1.250', '3'], 'auto', true)).toEqual({ decimal: 'comma', isSure: true });
    expect(decimals(['1000', '2500', '1,14'], 'auto', true)).toEqual({ decimal: 'comma', isSure: true });
  });

  it('does as it is told', () => {
    expect(decimalOf(['12,5'], 'dot', true)).toBe('dot');
  });
});

describe('readDays', () => {
  it.each([
    ['7', 7],
    [7, 7],
    ['7 jours', 7],
    ['2 à 3 jours', 3],
    ['2-3 jours', 3],
    ['48h', 2],
    ['48 H', 2],
    ['24/48h', 2],
    ['1 semaine', 7],
    ['2 semaines', 14],
    ['sous 5 jours ouvrés', 5],
    ['1 mois', 30],
    ['J+2', 2],
    ['1,5 jour', 2],
  ])('reads %j as %d', (cell, days) => {
    expect(readDays(cell)).toBe(days);
  });

  it.each(['vite', '', '-3', '12/03/2026', '3 sacs'])('finds no number of days in %j', (cell) => {
    expect(readDays(cell)).toBeNull();
  });
});
