import { fail, ok } from '@digiboost/domain/shared/result';
import { describe, expect, it } from 'vitest';
import { keysInMemory, type PhoneProof, refreshWithKey, signInWithKey } from './phone-key.ts';

/** A phone that signs in and refreshes, and what the server was sent. */
async function phone() {
  const store = keysInMemory();
  const sent: PhoneProof[] = [];
  let announced = '';
  await signInWithKey(store, async (key) => {
    announced = key;
    return ok(null);
  });
  const refresh = (answer: 'heard' | 'lost') =>
    refreshWithKey(store, async (proof) => {
      sent.push(proof);
      return answer === 'heard' ? ok(null) : fail('offline');
    });
  return { store, sent, announced, refresh };
}

describe('the keys of a phone', () => {
  it('prove a refresh by what was announced before, and announce another', async () => {
    const { announced, sent, refresh } = await phone();
    await refresh('heard');
    await refresh('heard');
    const [first, second] = sent;
    expect(first?.key).toBe(announced);
    expect(second?.key).toBe(first?.next);
    expect(new Set([announced, first?.next, second?.next]).size).toBe(3);
    expect(announced).toMatch(/^[0-9a-f]{64}$/);
  });

  it('are sent again word for word until an answer has come', async () => {
    const { sent, refresh } = await phone();
    await refresh('lost');
    await refresh('lost');
    await refresh('heard');
    await refresh('heard');
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]).toEqual(sent[0]);
    expect(sent[3]?.key).toBe(sent[0]?.next);
  });

  it('stay as they were when a sign-in is refused', async () => {
    const { store, sent, refresh, announced } = await phone();
    await signInWithKey(store, async () => fail('wrong-password'));
    await refresh('heard');
    expect(sent[0]?.key).toBe(announced);
  });

  it('are made for a session that began without them', async () => {
    const store = keysInMemory();
    await refreshWithKey(store, async () => fail('offline'));
    const kept = await store.readKeys();
    await refreshWithKey(store, async (proof) => {
      expect(proof).toEqual(kept);
      return ok(null);
    });
    expect(await store.readKeys()).toEqual({ key: kept?.next, next: null });
  });
});
