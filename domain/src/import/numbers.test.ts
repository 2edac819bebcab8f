import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, parseNumber } from './numbers.ts';

describe('parseNumber', () => {
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
    '12 pièces',
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

  it('does as it is told', () => {
    expect(decimalOf(['12,5'], 'dot', true)).toBe('dot');
  });
});
