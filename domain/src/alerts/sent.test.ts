import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sent } from '../documents/alert-event.ts';
import { advance, sentKey } from './sent.ts';

describe('the states of a delivery', () => {
  const sent = (state: Sent['state']): Sent => ({
    channel: 'WHATSAPP',
    recipient: 'demo-awa',
    state,
    at: '2026-03-02T09:00:00.000Z',
  });
  const after = (from: Sent['state'], to: Sent['state']) =>
    advance(sent(from), { state: to, at: '2026-03-02T09:01:00.000Z' }).state;

  test('go forward only, but what was sent may fail and what failed may be sent anew', () => {
    expect([after('QUEUED', 'SENT'), after('SENT', 'DELIVERED'), after('DELIVERED', 'READ')]).toEqual([
      'SENT',
      'DELIVERED',
      'READ',
    ]);
    expect([after('READ', 'SENT'), after('DELIVERED', 'FAILED'), after('SENT', 'QUEUED')]).toEqual([
      'READ',
      'DELIVERED',
      'SENT',
    ]);
    expect([
      after('SENT', 'FAILED'),
      after('FAILED', 'QUEUED'),
      after('DOUBTFUL', 'QUEUED'),
      after('DOUBTFUL', 'SENT'),
    ]).toEqual(['FAILED', 'QUEUED', 'QUEUED', 'SENT']);
  });

  test('have keys short and plain enough for any recipient', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ minLength: 1, maxLength: 200 })), (recipient) => {
        expect(sentKey('WHATSAPP', 'd20260302', recipient)).toMatch(/^[^.]{1,55}$/);
      }),
    );
    expect(sentKey('EMAIL', '0', 'a.b@x.sn')).not.toBe(sentKey('EMAIL', '0', 'ab@x.sn'));
  });
});
