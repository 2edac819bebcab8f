import { describe, expect, it } from 'vitest';
import { barcodeKey, gtinOf, hasCheckDigit } from './gtin.ts';

describe('trade item numbers', () => {
  it.each([
    ['697929110035', '00697929110035'],
    ['0697929110035', '00697929110035'],
    ['96385074', '00000096385074'],
    ['00012345678905', '00012345678905'],
    [' 6 040001 000011 ', '06040001000011'],
    // UPC-E, by each of the ways in which it leaves zeros out.
    ['04252614', '00042100005264'],
    ['01234565', '00012345000065'],
    ['01278907', '00012000007897'],
    ['05123435', '00051200000345'],
    // Eight digits whose last is not that of the whole number.
    ['01234567', '00000001234567'],
    // The label of a carton: its number, then its date and its lot.
    ['0115449000000993', '15449000000993'],
    ['01154490000009931527063010L7', '15449000000993'],
    ['(01)15449000000993(10)L7', '15449000000993'],
    ['0115449000000994', null],
    ['RIZ25', null],
    ['12345', null],
    ['12345678901', null],
    ['', null],
  ])('reads %j as %j', (text, gtin) => {
    expect(gtinOf(text)).toBe(gtin);
  });

  it('compares barcodes at one length, and other codes as they stand', () => {
    expect(barcodeKey('697929110035')).toBe(barcodeKey('0697929110035'));
    expect(barcodeKey('04252614')).toBe(barcodeKey('042100005264'));
    expect(barcodeKey('ABC-1')).toBe('abc-1');
    expect(barcodeKey('10035')).not.toBe(barcodeKey('697929110035'));
  });

  it.each([
    ['96385074', true],
    ['012345678905', true],
    ['6040001000011', false],
    ['5449000000996', true],
  ])('checks the last digit of %s', (text, isRight) => {
    expect(hasCheckDigit(gtinOf(text) ?? '')).toBe(isRight);
  });
});
