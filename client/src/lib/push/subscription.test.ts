import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it, vi } from 'vitest';
import type { ApiCall } from '../session/api-call.ts';
import { currentSubscription, forget, type PushPlatform, renew, subscribe, unsubscribe } from './subscription.ts';

const ENDPOINT = 'https://push.test/abc';
const KEYS = { p256dh: 'BPub', auth: 'auth' };

/** A phone that allows it, unless told otherwise. */
function phone(permission: NotificationPermission = 'granted') {
  let held: PushSubscription | null = null;
  const asked = vi.fn();
  const platform: PushPlatform = {
    support: () => (permission === 'denied' ? 'denied' : 'ready'),
    ask: async () => permission,
    manager: async () =>
      ({
        getSubscription: async () => held,
        subscribe: async (options: PushSubscriptionOptionsInit) => {
          asked(options);
          held = {
            endpoint: ENDPOINT,
            toJSON: () => ({ endpoint: ENDPOINT, keys: KEYS }),
            unsubscribe: async () => {
              held = null;
              return true;
            },
          } as unknown as PushSubscription;
          return held;
        },
      }) as unknown as PushManager,
  };
  return { platform, asked };
}

function server(answers: Record<string, unknown>) {
  const calls: unknown[][] = [];
  const call: ApiCall = async <T>(method: string, path: string, body?: unknown) => {
    calls.push(body === undefined ? [method, path] : [method, path, body]);
    const answer = answers[`${method} ${path}`];
    return answer === undefined ? fail({ code: 'no-network' } as const) : ok(answer as T);
  };
  return { call, calls };
}

const WILLING = {
  'GET /push/key': { key: 'AQID_-8' },
  'POST /push/subscriptions': {},
  'DELETE /push/subscriptions': {},
};

it('subscribes with the server’s key and tells the server', async () => {
  const { platform, asked } = phone();
  const { call, calls } = server(WILLING);
  expect(await subscribe(call, platform)).toEqual(ok(undefined));
  expect(asked).toHaveBeenCalledWith({
    userVisibleOnly: true,
    applicationServerKey: new Uint8Array([1, 2, 3, 255, 239]),
  });
  expect(calls).toEqual([
    ['GET', '/push/key'],
    ['POST', '/push/subscriptions', { endpoint: ENDPOINT, keys: KEYS }],
  ]);
});

it('leaves no half subscription behind when the server did not hear of it', async () => {
  const { platform } = phone();
  const { call } = server({ 'GET /push/key': { key: 'AQID' } });
  expect(await subscribe(call, platform)).toEqual(fail({ code: 'no-network' }));
  expect(await currentSubscription(platform)).toBeNull();
});

it('says what stands in the way', async () => {
  const { call } = server({ ...WILLING, 'GET /push/key': { key: null } });
  expect(await subscribe(call, phone('denied').platform)).toEqual(fail({ code: 'denied' }));
  expect(await subscribe(call, phone().platform)).toEqual(fail({ code: 'not-configured' }));
});

it('tells the server again of what it holds, and that it ends', async () => {
  const { platform } = phone();
  const { call, calls } = server(WILLING);
  await renew(call, platform);
  expect(calls).toEqual([]);
  await subscribe(call, platform);
  await renew(call, platform);
  await unsubscribe(call, platform);
  expect(calls.slice(2)).toEqual([
    ['POST', '/push/subscriptions', { endpoint: ENDPOINT, keys: KEYS }],
    ['DELETE', '/push/subscriptions', { endpoint: ENDPOINT }],
  ]);
  expect(await currentSubscription(platform)).toBeNull();
});

it('is silent after a sign-out', async () => {
  const { platform } = phone();
  await subscribe(server(WILLING).call, platform);
  await forget(platform);
  expect(await currentSubscription(platform)).toBeNull();
});
