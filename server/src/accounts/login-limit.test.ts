import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { loginKey } from './login-limit.ts';

const keyOf = (email: unknown, ip = '196.207.0.1') => loginKey({ ip, body: { email } } as Request);

describe('the key that failed logins are counted by', () => {
  it('is as short for the longest e-mail as for any, and for what is no e-mail', () => {
    for (const email of ['a@b.sn', 'x'.repeat(97_000), '', null, { toString: 1 }])
      expect(keyOf(email)).toHaveLength(64);
  });

  it('is one for an account from an address, however the account is written', () => {
    expect(keyOf(' Awa@Boutique.sn')).toBe(keyOf('awa@boutique.sn'));
    expect(new Set([keyOf('awa@b.sn'), keyOf('modou@b.sn'), keyOf('awa@b.sn', '196.207.0.2')]).size).toBe(3);
  });
});
