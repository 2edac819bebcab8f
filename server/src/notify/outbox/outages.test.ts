import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCouch } from '@digiboost/couch/embedded';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../../couch/client.ts';
import { createLog } from '../../http/log.ts';
import type { Channel } from '../channel.ts';
import { createChannels } from '../channels/channels.ts';
import { deliveryKey } from '../delivery.ts';
import { NO_CHANNELS } from '../notify-config.ts';
import { numbersStore } from '../numbers.ts';
import type { Behaviour } from '../testing/behaviour.ts';
import { aDelivery, type OutboxBench, openOutboxBench, scriptedChannel } from '../testing/bench.ts';
import { startTwilioLoopback, type TwilioLoopback } from '../testing/twilio-loopback.ts';
import { createOutbox } from './outbox.ts';
import { outboxStore } from './outbox-store.ts';
import { provisionOutboxViews } from './outbox-views.ts';

const MINUTE = 60_000;

describe('a provider that is down for an hour', () => {
  let bench: OutboxBench;
  let twilio: TwilioLoopback;
  beforeAll(async () => {
    bench = await openOutboxBench();
    twilio = await startTwilioLoopback({ now: () => bench.now() });
  });
  afterAll(async () => {
    await twilio.close();
    await bench.close();
  });

  it('has every message once afterwards, from two servers, whatever it did to their calls', async () => {
    const { store, control } = bench;
    const numbers = numbersStore(control, bench.now);
    const channels = createChannels({
      config: { ...NO_CHANNELS, whatsapp: twilio.config },
      publicUrl: () => undefined,
      callbackUrl: () => undefined,
      numbers,
      store,
      subscriptions: { of: async () => [], add: async () => {}, remove: async () => {} },
      mailSecret: createSecretKey(new Uint8Array(32)),
      files: { read: async () => null },
      fileSecret: createSecretKey(new Uint8Array(32)),
      log: createLog('silent'),
      now: bench.now,
    });
    const servers = [bench.server(channels.WHATSAPP), bench.server(channels.WHATSAPP)];
    const trouble: Behaviour[] = [
      'drop',
      { status: 503 },
      'lose-answer',
      { status: 502 },
      { status: 429, retryAfter: 30 },
    ];
    const endsAt = bench.now().getTime() + 60 * MINUTE;
    twilio.script((n) => (bench.now().getTime() < endsAt ? (trouble[n % trouble.length] ?? 'drop') : 'accept'));

    const deliveries = Array.from({ length: 12 }, (_, n) => {
      const address = `+2217711100${String(n).padStart(2, '0')}`;
      return aDelivery(bench.now(), { address, recipient: address });
    });
    await Promise.all(servers.map((server) => server.enqueue(deliveries)));
    for (let minute = 0; minute < 85; minute += 1) {
      await Promise.all(servers.map((server) => server.run()));
      bench.advance(MINUTE);
    }
    expect(twilio.attempts()).toBeGreaterThan(deliveries.length);
    for (const { id, address } of deliveries) {
      expect(twilio.messages.filter(({ to }) => to === address)).toHaveLength(1);
      expect((await store.get(deliveryKey(id)))?.state).toBe('SENT');
    }
  }, 60_000);
});

describe('a CouchDB that restarts', () => {
  it('finds the outbox as it was: nothing is lost, nothing sent twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'outbox-'));
    const admin = { name: 'admin', password: randomBytes(12).toString('base64url') };
    const start = (port: number) => startEmbeddedCouch({ dataDir: folder, admin, jwtKeys: {}, port });
    let engine = await start(0);
    const { port } = new URL(engine.url);
    const url = `http://admin:${admin.password}@127.0.0.1:${port}`;
    await couchAdmin(url).request('PUT', '/control');
    const control = connectCouch(url).database('control');
    await provisionOutboxViews(control);

    let ms = Date.parse('2026-03-02T08:00:00.000Z');
    const now = () => new Date(ms);
    const taken: string[] = [];
    /** Takes the message while the database goes: the answer cannot be recorded. */
    const channel: Channel = {
      ...scriptedChannel(
        async ({ delivery }) => {
          taken.push(delivery.id);
          if (taken.length === 1) await engine.close();
          return { kind: 'sent', messageId: `SM-${delivery.id}` };
        },
        ({ delivery }) =>
          taken.includes(delivery.id) ? { kind: 'sent', messageId: `SM-${delivery.id}` } : { kind: 'absent' },
      ),
    };
    const outbox = createOutbox({
      store: outboxStore(control),
      channels: { WHATSAPP: channel, EMAIL: channel, PUSH: channel },
      refusalOf: async () => null,
      log: createLog('silent'),
      now,
      random: () => 0.5,
    });
    const heard: string[] = [];
    outbox.onState(async (_delivery, state) => {
      heard.push(state);
    });
    const first = aDelivery(now());
    const second = aDelivery(now(), { notBefore: new Date(ms + MINUTE).toISOString() });
    await outbox.enqueue([first, second]);
    await outbox.idle();
    await expect(outbox.run()).rejects.toThrow('CouchDB');
    await expect(outbox.enqueue([aDelivery(now())])).rejects.toThrow('CouchDB');

    engine = await start(Number(port));
    for (let minute = 0; minute < 4; minute += 1) {
      ms += MINUTE;
      await outbox.run();
    }
    expect(taken).toEqual([first.id, second.id]);
    expect(heard).toEqual(['SENT', 'SENT']);
    await engine.close();
    await rm(folder, { recursive: true });
  });
});
