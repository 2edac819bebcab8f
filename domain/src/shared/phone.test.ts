import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPhone, keptPhone, maskPhone, PHONE_FAULTS, parsePhone, SENEGAL_PREFIXES } from './phone.ts';

describe('parsePhone', () => {
  it.each([
    '771234567',
    '77 123 45 67',
    '77.123.45.67',
    '77-123-45-67',
    '+221771234567',
    '+221 (77) 123 45 67',
    '00221 77 123 45 67',
    '221771234567',
    '\u202a+221 77 123 45 67\u202c',
    '77\u00a0123\u202f45\u00a067',
    '７７1234567',
    '+221 (0)77 123 45 67',
    '00221(0) 77 123 45 67',
    'https://wa.me/221771234567',
    'wa.me/221771234567?text=Bonjour%20Awa',
    'https://wa.me/221 77 123 45 67',
    'https://www.wa.me/00221771234567',
    'whatsapp://send?phone=+221771234567',
    'tel:+221771234567',
    'https://api.whatsapp.com/send?phone=221771234567&text=Salam',
  ])('reads %j as one Senegalese number', (text) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: '+221771234567' });
  });

  it.each(SENEGAL_PREFIXES)('knows the prefix %s', (prefix) => {
    expect(parsePhone(`${prefix}8123456`)).toEqual({ ok: true, value: `+221${prefix}8123456` });
  });

  it.each([
    ['+33 6 12 34 56 78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['\u200e+33 (0) 6 12 34 56 78', '+33612345678'],
    ['+33 06 12 34 56 78', '+33612345678'],
    ['+39 (0)6 1234 5678', '+390612345678'],
    ['+1 (415) 555-2671', '+14155552671'],
    ['+223 70 12 34 56', '+22370123456'],
    ['+44 077 1234 5678', '+447712345678'],
    ['+225 07 12 34 56 78', '+2250712345678'],
    ['+974 5512 3456', '+97455123456'],
    ['https://wa.me/33612345678', '+33612345678'],
    ['https://wa.me/+22370123456?text=Bonjour', '+22370123456'],
  ])('takes the foreign number %s', (text, number) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: number });
  });

  it.each([
    ['', 'empty'],
    ['  - ', 'empty'],
    ['77 123', 'too-short'],
    ['+221 77 123 45 6', 'too-short'],
    ['77 123 45 67 8', 'too-long'],
    ['+221771234567 89', 'too-long'],
    ['791234567', 'prefix'],
    ['+221 61 234 56 78', 'prefix'],
    ['+0612345678', 'prefix'],
    ['+33 6', 'too-short'],
    ['+33 6 12 34 56 7', 'too-short'],
    ['+33 6 12 34 56 78 9', 'too-long'],
    ['+33 0 61 23 45 67', 'prefix'],
    ['+974 055 12 34 56', 'prefix'],
    ['https://wa.me/221', 'too-short'],
    ['https://wa.me/message/ABC123', 'characters'],
    ['(0) 77 123 45 67', 'too-long'],
    ['+', 'too-short'],
    ['+1234567890123456', 'too-long'],
    ['awa', 'characters'],
    ['77+1234567', 'characters'],
    ['+221 77 123 45 67;drop', 'characters'],
  ] as const)('refuses %j: %s', (text, fault) => {
    expect(parsePhone(text)).toEqual({ ok: false, error: fault });
    expect(PHONE_FAULTS[fault]).toMatch(/\.$/);
  });

  it('never throws, and reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^(\+|00)?[\d .]{3,18}$/)), (text) => {
        const read = parsePhone(text);
        if (!read.ok) return;
        expect(read.value).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(parsePhone(read.value)).toEqual(read);
        expect(parsePhone(formatPhone(read.value))).toEqual(read);
      }),
    );
  });
});

describe('a number', () => {
  it('is kept as it was written, without the link around it', () => {
    const written = [' 77 123 45 67 ', 'https://wa.me/221771234567', 'tel:+33612345678', 'demander à Awa', ''];
    expect(written.map(keptPhone)).toEqual(['77 123 45 67', '+221771234567', '+33612345678', 'demander à Awa', '']);
  });

  it('is shown in groups, and hidden in logs', () => {
    expect(formatPhone('+221771234567')).toBe('77 123 45 67');
    expect(formatPhone('+33612345678')).toBe('+33612345678');
    expect(maskPhone('+221771234567')).toBe('+221…67');
  });
});
