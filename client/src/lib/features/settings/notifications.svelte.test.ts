import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it, vi } from 'vitest';
import type { PushPlatform, PushSupport } from '../../push/subscription.ts';
import type { ApiCall } from '../../session/api-call.ts';
import { OwnNumber, PushSwitch } from './notifications.svelte.ts';

/** A server that holds one person's number, or that cannot be reached. */
function server(held: { whatsapp: string | null }, reachable = true) {
  const asked = vi.fn();
  const call = (async (method: string, path: string, body?: unknown) => {
    asked(method, path, body);
    if (!reachable) return fail({ code: 'no-network' } as const);
    if (method === 'PATCH') Object.assign(held, body);
    return ok(path === '/push/key' ? { key: 'AQID' } : { user: held });
  }) as ApiCall;
  return { call, asked };
}

it('shows a number as people read it and sends it in E.164', async () => {
  const held = { whatsapp: '+221771234567' };
  const own = new OwnNumber(server(held).call);
  await own.load();
  expect(own.number).toBe('77 123 45 67');
  own.number = '78 000 11 22';
  expect(await own.save()).toBe('+221780001122');
  expect(held.whatsapp).toBe('+221780001122');
  own.number = '  ';
  expect(await own.save()).toBeNull();
  expect(held.whatsapp).toBeNull();
});

it('says what is wrong with a number, and sends nothing', async () => {
  const { call, asked } = server({ whatsapp: null });
  const own = new OwnNumber(call);
  await own.load();
  own.number = '71 000';
  expect(await own.save()).toBeUndefined();
  expect(own.error).toContain('trop court');
  expect(asked).toHaveBeenCalledOnce();
});

it('says that the number needs the network', async () => {
  const own = new OwnNumber(server({ whatsapp: null }, false).call);
  await own.load();
  expect(own.loaded).toBe(false);
  expect(own.fault).toContain('réseau');
});

function phone(answer: NotificationPermission) {
  let held: PushSubscription | null = null;
  let support: PushSupport = 'ready';
  const platform: PushPlatform = {
    support: () => support,
    ask: async () => {
      if (answer === 'denied') support = 'denied';
      return answer;
    },
    manager: async () =>
      ({
        getSubscription: async () => held,
        subscribe: async () => {
          held = {
            endpoint: 'https://push.test/1',
            toJSON: () => ({ endpoint: 'https://push.test/1', keys: { p256dh: 'p', auth: 'a' } }),
            unsubscribe: async () => {
              held = null;
              return true;
            },
          } as unknown as PushSubscription;
          return held;
        },
      }) as unknown as PushManager,
  };
  return platform;
}

it('turns on and off what the phone allows', async () => {
  const push = new PushSwitch(server({ whatsapp: null }).call, phone('granted'));
  expect(await push.turn(true)).toBe(true);
  expect(push.on).toBe(true);
  expect(await push.turn(false)).toBe(true);
  expect(push.on).toBe(false);
});

it('stays off and says why when the person or the network says no', async () => {
  const refused = new PushSwitch(server({ whatsapp: null }).call, phone('denied'));
  expect(await refused.turn(true)).toBe(false);
  expect([refused.on, refused.support]).toEqual([false, 'denied']);
  const offline = new PushSwitch(server({ whatsapp: null }, false).call, phone('granted'));
  expect(await offline.turn(true)).toBe(false);
  expect(offline.fault).toContain('réseau');
});
