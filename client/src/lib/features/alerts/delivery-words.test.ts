import type { DeliveryState, Sent } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { canResend, deliveriesOf, stateWord, worstState } from './delivery-words.ts';

const sent = (state: DeliveryState, at = '2026-03-01T10:00:00.000Z'): Sent => ({
  channel: 'WHATSAPP',
  recipient: 'awa',
  state,
  at,
});

it('tells the gravest of several messages', () => {
  expect(worstState({ sent: {} })).toBeNull();
  expect(worstState({ sent: { a: sent('READ'), b: sent('DELIVERED') } })).toEqual({ text: 'remis', tone: 'safe' });
  expect(worstState({ sent: { a: sent('READ'), b: sent('FAILED'), c: sent('QUEUED') } })?.text).toBe('échec');
});

it('does not call sent what the demo keeps', () => {
  const kept = { ...sent('SENT'), reason: 'Gardé dans la boîte d’envoi de démonstration.' };
  expect(stateWord(kept)).toBe('gardé');
  expect(stateWord(sent('SENT'))).toBe('envoyé');
  expect(worstState({ sent: { a: sent('SENT'), b: kept, c: sent('READ') } })?.text).toBe('gardé');
  expect(worstState({ sent: { a: kept, b: sent('FAILED') } })?.text).toBe('échec');
});

it('lists the newest first, under their keys', () => {
  const list = deliveriesOf({ sent: { old: sent('SENT'), late: sent('FAILED', '2026-03-02T10:00:00.000Z') } });
  expect(list.map(({ key }) => key)).toEqual(['late', 'old']);
  expect(list.map(canResend)).toEqual([true, false]);
});
