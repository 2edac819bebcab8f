import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEY } from '../documents/base.ts';
import { instantOf } from '../shared/clock.ts';
import { entityKey, fingerprint, slug } from './keys.ts';
import { cellText, fold, isBlank, parseBoolean } from './text.ts';

describe('cellText', () => {
  it('keeps markup and formulas as plain text', () => {
    expect(cellText('<img onerror=alert(1)>')).toBe('<img onerror=alert(1)>');
    expect(cellText("=cmd|' /C calc'!A0")).toBe("=cmd|' /C calc'!A0");
  });

  it('makes one line of control characters, line breaks and hidden marks', () => {
    expect(cellText(' a\r\n\tb\u0000\u202ec\ufeff ')).toBe('a b c');
  });

  it('writes a barcode in a numeric cell with all its digits', () => {
    expect(cellText(6_040_000_000_017)).toBe('6040000000017');
    expect(cellText(0.1 + 0.2)).toBe('0.30000000000000004');
    expect(cellText(Number.NaN)).toBe('');
    expect(cellText(1e308)).toBe('1e+308');
  });

  it('cuts a cell of ten megabytes and never leaves half a character', () => {
    expect(cellText('x'.repeat(10_000_000)).length).toBe(4000);
    expect(cellText('a\ud800b')).toBe('a\ufffdb');
  });

  it('is stable: reading what it gave changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cellText(cellText(text))).toBe(cellText(text));
      }),
    );
  });
});

it('folds names to what they have in common', () => {
  expect(fold('  Prix d’Achat (FCFA) ')).toBe('prix d achat fcfa');
  expect(fold('ŒUFS')).toBe('oeufs');
});

it('tells blank cells', () => {
  expect([null, undefined, '', ' \t', '\u00a0'].every(isBlank)).toBe(true);
  expect([0, false, 'x'].some(isBlank)).toBe(false);
});

it('reads yes and no', () => {
  expect(['Oui', 'VRAI', 'x', true, 1].map(parseBoolean)).toEqual([true, true, true, true, true]);
  expect(['Non', 'faux', 0, false].map(parseBoolean)).toEqual([false, false, false, false]);
  expect(parseBoolean('peut-être')).toBeNull();
});

describe('entityKey', () => {
  it('keeps a code that can be a key, and marks one that cannot', () => {
    expect(entityKey('P001')).toBe('p001');
    expect(entityKey('Riz brisé 25 kg')).toMatch(/^riz-brise-25-kg-[a-z0-9]{11}$/);
    expect(entityKey('米')).toMatch(/^x-[a-z0-9]{11}$/);
  });

  it('makes a key of anything, the same in any case, another for another name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const key = entityKey(text);
        expect(key).toMatch(KEY);
        expect(entityKey(key)).toBe(key);
        expect(entityKey(`  ${text}  `)).toBe(key);
      }),
    );
    expect(entityKey('a b')).not.toBe(entityKey('a-b'));
    expect(entityKey('à')).not.toBe(entityKey('á'));
  });

  it('makes no two fingerprints alike among a hundred thousand', () => {
    const marks = new Set(Array.from({ length: 100_000 }, (_, index) => fingerprint(`product:p${index}|1000|500`)));
    expect(marks.size).toBe(100_000);
    expect(fingerprint('x')).toMatch(/^[a-z0-9]{22}$/);
    expect(slug('--Œuf!! (30)')).toBe('oeuf-30');
  });
});

it('dates by the clocks of the shop', () => {
  expect(instantOf('2026-03-12', '12:00:00', 'Africa/Dakar')).toBe('2026-03-12T12:00:00.000Z');
  expect(instantOf('2026-03-12', '12:00:00', 'Africa/Lagos')).toBe('2026-03-12T11:00:00.000Z');
  expect(instantOf('2026-03-29', '23:59:59.999', 'Europe/Paris')).toBe('2026-03-29T21:59:59.999Z');
  expect(instantOf('2026-03-29', '00:30:00', 'Europe/Paris')).toBe('2026-03-28T23:30:00.000Z');
});
