import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFormula } from './formula.ts';
import type { FormulaValue } from './formula-functions.ts';

const SHEET: Readonly<Record<string, FormulaValue>> = { A1: 10, B1: 'Riz', C2: 10_000, C3: 400, D4: null, E5: 2.5 };
const read = (sheet: string | null, row: number, column: number): FormulaValue =>
  sheet === 'Prix' ? 7 : (SHEET[`${String.fromCharCode(65 + column)}${row + 1}`] ?? null);

describe('evaluateFormula', () => {
  it.each<[string, FormulaValue]>([
    ['C2*1.25', 12_500],
    ['10-6', 4],
    ['=C2+C3*2', 10_800],
    ['(C2+C3)/2', 5200],
    ['-A1+3', -7],
    ['$C$2*18%', 1800],
    ['SUM(C2:C3)', 10_400],
    ['SUM(C2:C3,1)', 10_401],
    ['ROUND(C3/7,0)', 57],
    ['ROUNDUP(C3/7,-1)', 60],
    ['ROUNDDOWN(57.9,0)', 57],
    ['CEILING(C3*1.23,25)', 500],
    ['IF(A1>5,C3,0)', 400],
    ['IF(B1="riz",1,2)', 1],
    ['IF(D4=0,5,C2/D4)', 5],
    ['IFERROR(C2/D4,6)', 6],
    ['MAX(A1,E5)-MIN(A1,E5)', 7.5],
    ['Prix!A1*2', 14],
    ["'Prix'!B2+1", 8],
    ['B1&" 25 kg"', 'Riz 25 kg'],
    ['D4+1', 1],
    ['A1-10', 0],
    ['2^3', 8],
    ['ABS(-3)', 3],
    ['AVERAGE(C2:C3)', 5200],
    ['SUMPRODUCT(C2:C3,C2:C3)', 100_160_000],
  ])('works out %s', (formula, value) => {
    expect(evaluateFormula(formula, read)).toBe(value);
  });

  it.each([
    'VLOOKUP(A1,C2:E5,2,0)',
    'A1/0',
    'B1*2',
    'A1+',
    '(A1',
    'NOW()',
    '[1]Feuil1!A1',
    '',
    'toString()',
    'constructor()',
  ])('does not know %s', (formula) => {
    expect(evaluateFormula(formula, read)).toBeNull();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABC12$(),:+-*/"&=<>.%^SUM IF!\''), maxLength: 30 }), (text) => {
        evaluateFormula(text, read);
      }),
    );
  });
});
