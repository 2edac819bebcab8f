import { describe, expect, test } from 'vitest';
import { type Person, reach } from './people.ts';

const AWA: Person = { id: 'demo-awa', name: 'Awa', whatsapp: '+221771234567', email: 'awa@exemple.sn' };

describe('what somebody wrote into an alert', () => {
  test.each([
    '+',
    '+0771234567',
    '+<b>',
    '+221771234567\n+33612345678',
    'a@b.sn, c@d.sn',
    'x@y.sn\r\nBcc: v@z.sn',
    '"<script>"@x.sn',
    'a@b',
    '@b.sn',
    'Awa <a@b.sn>',
  ])('reaches nobody as %j', (recipient) => {
    for (const channel of ['WHATSAPP', 'EMAIL', 'PUSH'] as const) expect(reach(recipient, channel, [AWA])).toBeNull();
  });
});
