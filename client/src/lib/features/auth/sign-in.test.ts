import { describe, expect, it } from 'vitest';
import { emailFault, loginFault, sentenceOf } from './sign-in.ts';

describe('the sign-in form', () => {
  it('says what is wrong with an address', () => {
    expect(emailFault('awa@boutique.sn')).toBe('');
    expect(emailFault(' awa@boutique.sn ')).toBe('');
    expect(emailFault('')).toMatch(/Tapez/);
    expect(emailFault('awa@boutique')).toMatch(/incomplète/);
  });

  it('takes a telephone number as well, and says what is wrong with one', () => {
    expect(['77 123 45 67', '+221771234567', ' 00221 77 123 45 67 ', 'awa@boutique.sn'].map(loginFault)).toEqual(
      Array(4).fill(''),
    );
    expect(loginFault('77 12')).toMatch(/incomplet/);
    expect(loginFault(' ')).toMatch(/numéro/);
    expect(loginFault('awa@boutique')).toMatch(/incomplète/);
  });

  it('says how long to wait when the server does', () => {
    expect(sentenceOf({ code: 'too-many', retryAfterMs: 120_000 }).replace(/\u202f/g, ' ')).toContain('2 min');
    expect(sentenceOf({ code: 'too-many', retryAfterMs: null })).toContain('un moment');
    expect(sentenceOf({ code: 'no-network', retryAfterMs: null })).toContain('réseau');
  });
});
