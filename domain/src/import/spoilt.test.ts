import { describe, expect, it } from 'vitest';
import { isPlaceholder, isScientific, mayHaveBeen, spoiltKey } from './spoilt.ts';

describe('what spreadsheets do to codes', () => {
  it.each([
    ['00123', '123', true],
    ['123', '123.0', true],
    ['0012345678905', '12345678905', true],
    ['007', '7', true],
    ['A007', 'A7', false],
    ['100', '1', false],
    ['0', '00', true],
  ])('%j and %j may be one: %j', (a, b, isOne) => {
    expect(spoiltKey(a) !== '' && spoiltKey(a) === spoiltKey(b)).toBe(isOne);
  });

  it.each([
    ['6,04E+12', '6040000000017', true],
    ['6.04E+12', '6041234567890', true],
    ['6,04E+12', '6050000000017', false],
    ['6,04E+12', '604000000001', false],
    ['6E+12', '6040000000017', true],
    ['6,04E+12', 'RIZ', false],
    ['604', '604', false],
  ])('%s may have been %s: %j', (shown, whole, may) => {
    expect(mayHaveBeen(shown, whole)).toBe(may);
  });

  it('knows numbers that were never a code', () => {
    expect(isScientific('6,04E+12')).toBe(true);
    expect(isScientific('6E12')).toBe(true);
    expect(isScientific('2E')).toBe(false);
    expect(['0', '0000000000000', '1111111111111', '1234567890123'].every(isPlaceholder)).toBe(true);
    expect(isPlaceholder('6040000000017')).toBe(false);
    expect(isPlaceholder('0012345678905')).toBe(false);
  });
});
