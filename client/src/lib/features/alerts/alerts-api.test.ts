import { createHash } from 'node:crypto';
import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it } from 'vitest';
import type { ApiCall } from '../../session/api-call.ts';
import { boldParts, knownChannels, learnChannels, shortName, testSentence } from './alerts-api.ts';

function memoryStorage(): Storage {
  const held = new Map<string, string>();
  return { getItem: (key: string) => held.get(key) ?? null, setItem: held.set.bind(held) } as unknown as Storage;
}

it('keeps how the channels stand for when there is no network', async () => {
  const storage = memoryStorage();
  const channels = [
    { channel: 'WHATSAPP', status: 'ready' },
    { channel: 'EMAIL', status: 'missing' },
  ];
  const online = (async () => ok({ channels })) as unknown as ApiCall;
  const offline = (async () => fail({ code: 'no-network' })) as ApiCall;
  expect(await learnChannels(offline, 'demo', storage)).toBeNull();
  expect(knownChannels('demo', storage)).toEqual({});
  const states = { WHATSAPP: 'ready', EMAIL: 'missing' };
  expect(await learnChannels(online, 'demo', storage)).toEqual(states);
  expect(knownChannels('demo', storage)).toEqual(states);
  expect(knownChannels('autre', storage)).toEqual({});
});

it('names a delivery as the server does', async () => {
  const id = 'alertEvent:a:riz:2026-03-01T09:00:00.000Z|WHATSAPP:0:demo-awa';
  expect(await shortName(id)).toBe(createHash('sha256').update(id).digest('hex').slice(0, 32));
});

it('says how many test messages left, and who cannot be reached', () => {
  const reason = 'Awa n’a pas de numéro WhatsApp.';
  expect(testSentence({ deliveries: [{ id: 'd1', channel: 'PUSH', recipient: 'awa' }], skipped: [] })).toBe(
    'Le message d’essai est parti.',
  );
  expect(testSentence({ deliveries: [], skipped: [{ recipient: 'awa', channel: 'WHATSAPP', reason }] })).toBe(
    `Aucun message n’est parti. ${reason}`,
  );
});

it('finds the bold words of a WhatsApp text', () => {
  expect(boldParts('🚨 *RUPTURE*\n3 * 2')).toEqual([
    { part: '🚨 ', isBold: false },
    { part: 'RUPTURE', isBold: true },
    { part: '\n3 * 2', isBold: false },
  ]);
  expect(boldParts('')).toEqual([]);
});
