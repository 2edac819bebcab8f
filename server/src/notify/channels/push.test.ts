import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aMessage } from '../testing/messages.ts';
import { type PushLoopback, startPushLoopback } from '../testing/push-loopback.ts';
import { pushChannel } from './push.ts';
import type { PushTarget } from './push-subscriptions.ts';

const now = () => new Date();

describe('notifications', () => {
  let service: PushLoopback;
  let targets: PushTarget[] = [];
  const removed: string[] = [];
  const channel = () =>
    pushChannel(service.config, {
      now,
      subscriptions: {
        of: async () => targets,
        add: async () => {},
        remove: async (_user, endpoint) => {
          removed.push(endpoint);
        },
      },
    });
  beforeAll(async () => {
    service = await startPushLoopback();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.answer(201);
    service.pushes.length = 0;
    removed.length = 0;
    targets = [service.newTarget()];
  });
  const toUser = () => aMessage({ channel: 'PUSH', recipient: 'u-awa', address: 'u-awa' });

  it('reach every phone of the user, encrypted, under a topic that replaces itself', async () => {
    targets = [service.newTarget(), service.newTarget()];
    const sent = toUser();
    expect(await channel().send(sent)).toEqual({ kind: 'sent' });
    expect(service.pushes).toHaveLength(2);
    expect(service.pushes[0]?.headers).toMatchObject({
      topic: sent.key,
      urgency: 'high',
      'content-encoding': 'aes128gcm',
    });
    expect(service.pushes[0]?.bytes).toBeGreaterThan(100);
    expect(channel().repeatable).toBe(true);
  });

  it.each([404, 410])('forget a phone that took its consent back (%i)', async (status) => {
    service.answer(status);
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
    expect(removed).toEqual([targets[0]?.endpoint]);
  });

  it('wait for a service that is down, and say so when there is no phone', async () => {
    service.answer(503);
    expect(await channel().send(toUser())).toMatchObject({ kind: 'later' });
    targets = [];
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
  });

  it('are not tried again with keys that no browser made', async () => {
    const target = service.newTarget();
    const p256dh = Buffer.alloc(65, 4).toString('base64url');
    targets = [{ ...target, keys: { ...target.keys, p256dh } }];
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
    expect(removed).toEqual([target.endpoint]);
  });

  it('are never sent to an address that is no push service', async () => {
    targets = [{ ...service.newTarget(), endpoint: 'http://169.254.169.254/latest/meta-data' }];
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
  });
});
