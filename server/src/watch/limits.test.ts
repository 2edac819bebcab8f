import type { Dues } from '@digiboost/domain/alerts';
import { anAlertEvent } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, test } from 'vitest';
import { MAX_OPENED, roomFor, withinLimit } from './limits.ts';

describe('the limits of one shop', () => {
  test('open events in parts, and no more than a check can read', () => {
    expect(roomFor(0)).toBe(MAX_OPENED);
    expect(roomFor(9_900)).toBe(100);
    expect(roomFor(20_000)).toBe(0);
  });

  test('let the first messages of a day go, and say of the others why they do not', () => {
    const message = (n: number, isMissing = false): Dues['messages'][number] => ({
      id: `alertEvent:x|${n}`,
      channel: 'WHATSAPP',
      recipient: `u${n}`,
      reach: isMissing ? { userId: `u${n}`, missing: 'pas de numéro' } : { userId: null, address: '+221771234567' },
      events: [{ event: anAlertEvent(), key: `${n}` }],
    });
    const dues = [
      { messages: [message(1), message(2, true)], nextAt: null },
      { messages: [message(3), message(4)], nextAt: null },
    ];
    const words = withinLimit(dues, 2).flatMap(({ messages }) =>
      messages.map(({ reach }) => ('missing' in reach ? reach.missing : 'sent')),
    );
    expect(words).toEqual(['sent', 'pas de numéro', 'sent', expect.stringContaining('nombre de messages')]);
  });
});
