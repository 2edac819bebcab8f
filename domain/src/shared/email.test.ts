import { describe, expect, it } from 'vitest';
import { isEmail } from './email.ts';

describe('the shape of an e-mail address', () => {
  it.each(['awa@boutique.sn', ' awa.diop+caisse@mail.boutique.sn ', 'é@exemple.fr'])('takes %s', (text) => {
    expect(isEmail(text)).toBe(true);
  });
  it.each(['', 'awa', 'awa@boutique', '@boutique.sn', 'awa diop@boutique.sn', 'awa@boutique.s', 'a@b@c.sn'])(
    'does not take %s',
    (text) => {
      expect(isEmail(text)).toBe(false);
    },
  );
});
