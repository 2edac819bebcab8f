import { expect, it } from 'vitest';
import { isPerson, readContact } from './recipients.ts';

it('reads a number as Senegal writes it, and an address in any case', () => {
  expect(readContact(' 77 123 45 67 ')).toEqual({ ok: true, value: '+221771234567' });
  expect(readContact('Awa@Exemple.SN')).toEqual({ ok: true, value: 'awa@exemple.sn' });
});

it.each(['', '12', 'awa@', '@x.sn', 'bonjour'])('says what to type for %j', (text) => {
  expect(readContact(text)).toMatchObject({ ok: false, error: expect.stringContaining('77 123 45 67') });
});

it('tells a person of the shop from a number and an address', () => {
  expect(['demo-awa', '+221771234567', 'a@b.sn'].map(isPerson)).toEqual([true, false, false]);
});
