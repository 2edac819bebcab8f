import { type ChildProcess, fork } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../http/log.ts';
import { createChannels } from '../channels/channels.ts';
import { type Delivery, deliveryKey } from '../delivery.ts';
import { mailStops } from '../mail-stops.ts';
import { NO_CHANNELS, type NotifyConfig } from '../notify-config.ts';
import { numbersStore } from '../numbers.ts';
import { refusals } from '../refusals.ts';
import { aDelivery, type OutboxBench, openOutboxBench, scriptedChannel } from '../testing/bench.ts';
import { type MetaLoopback, startMetaLoopback } from '../testing/meta-loopback.ts';
import type { OutboxTask } from '../testing/run-outbox.ts';
import { type SmtpLoopback, startSmtpLoopback } from '../testing/smtp-loopback.ts';
import { startTwilioLoopback, type TwilioLoopback } from '../testing/twilio-loopback.ts';
import { createOutbox } from './outbox.ts';

const RUNNER = fileURLToPath(new URL('../testing/run-outbox.ts', import.meta.url));
/** More than a delivery has steps. */
const MOST_STEPS = 20;

let bench: OutboxBench;
let twilio: TwilioLoopback;
let meta: MetaLoopback;
let smtp: SmtpLoopback;
beforeAll(async () => {
  bench = await openOutboxBench(new Date().toISOString());
  [twilio, meta, smtp] = await Promise.all([startTwilioLoopback(), startMetaLoopback(), startSmtpLoopback()]);
});
afterAll(async () => {
  await Promise.all([twilio.close(), meta.close(), smtp.close()]);
  await bench.close();
});

/** A server process that waits for its task. */
async function spawn(): Promise<ChildProcess> {
  const child = fork(RUNNER, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

/** Lets a process send `delivery` until it dies before `dieBefore`; true when it came to its end alive. */
async function survives(config: NotifyConfig, delivery: Delivery, dieBefore: number): Promise<boolean> {
  const child = await spawn();
  const task: OutboxTask = {
    couchUrl: bench.couchUrl,
    controlDatabase: bench.control.name,
    config,
    delivery,
    dieBefore,
  };
  child.send(task);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  expect([code, signal]).toEqual(code === 0 ? [0, null] : [null, 'SIGKILL']);
  return code === 0;
}

/**
 * The server that is started after the crash and runs past the claim of the dead one; what its listener heard, by
 * delivery.
 */
async function recover(
  config: NotifyConfig,
  deliveries: readonly Delivery[],
  minutes = 4,
): Promise<Map<string, string[]>> {
  let ms = Date.now();
  const now = () => new Date(ms);
  const log = createLog('silent');
  const numbers = numbersStore(bench.control, now);
  const subscriptions = { of: async () => [], add: async () => {}, remove: async () => {} };
  const here = () => undefined;
  const { store } = bench;
  const channels = createChannels({
    config,
    publicUrl: here,
    callbackUrl: here,
    numbers,
    store,
    subscriptions,
    mailSecret: createSecretKey(new Uint8Array(32)),
    files: { read: async () => null },
    fileSecret: createSecretKey(new Uint8Array(32)),
    log,
    now,
  });
  const outbox = createOutbox({
    store,
    channels,
    refusalOf: refusals(numbers, mailStops(bench.control)),
    log,
    now,
    random: () => 0.5,
  });
  const heard = new Map<string, string[]>();
  outbox.onState(async ({ id }, state) => {
    heard.set(id, [...(heard.get(id) ?? []), state]);
  });
  // The watch does not know either whether its messages were stored.
  await outbox.enqueue(deliveries);
  for (let minute = 0; minute <= minutes; minute += 1) {
    await outbox.run();
    ms += 60_000;
  }
  return heard;
}

const stateOf = async ({ id }: Delivery) => (await bench.store.get(deliveryKey(id)))?.state;
let people = 0;
const toSomebody = (channel: 'WHATSAPP' | 'EMAIL'): Delivery => {
  people += 1;
  const address = channel === 'EMAIL' ? `p${people}@boutique.sn` : `+2217700${String(people).padStart(5, '0')}`;
  return aDelivery(new Date(), { channel, recipient: address, address });
};

/**
 * Kills a server before each of its steps in turn, until one comes to its end alive; returns each delivery with what
 * the listener of the next server heard.
 */
async function killAtEveryStep(config: NotifyConfig, channel: 'WHATSAPP' | 'EMAIL') {
  const deliveries: Delivery[] = [];
  let isAlive = false;
  for (let first = 1; !isAlive && first <= MOST_STEPS; first += 3) {
    const alive = await Promise.all(
      [first, first + 1, first + 2].map(async (step) => {
        const delivery = toSomebody(channel);
        deliveries.push(delivery);
        return survives(config, delivery, step);
      }),
    );
    isAlive = alive.includes(true);
  }
  expect(isAlive).toBe(true);
  // Stored, claimed, checked, sent, recorded, told: fewer would mean that a step is not looked at.
  expect(deliveries.length).toBeGreaterThan(6);
  const heard = await recover(config, deliveries);
  return deliveries.map((delivery) => ({ delivery, heard: heard.get(delivery.id) ?? [] }));
}

describe('a server killed at any step', () => {
  it('has sent each message once by Twilio, which lets us look', async () => {
    const config = { ...NO_CHANNELS, whatsapp: twilio.config };
    for (const { delivery } of await killAtEveryStep(config, 'WHATSAPP')) {
      expect(twilio.messages.filter(({ to }) => to === delivery.address)).toHaveLength(1);
      expect(await stateOf(delivery)).toBe('SENT');
    }
  }, 120_000);

  it('has sent each e-mail at least once, and says where it may be twice', async () => {
    const config = { ...NO_CHANNELS, smtp: smtp.config };
    const outcomes = await killAtEveryStep(config, 'EMAIL');
    let doubts = 0;
    for (const { delivery, heard } of outcomes) {
      const got = smtp.emails.filter(({ to }) => to.includes(delivery.address));
      const state = await stateOf(delivery);
      expect(got.length).toBeGreaterThanOrEqual(1);
      // Twice only with the doubt on record; the Message-ID is the same, so that mailboxes show one.
      if (got.length > 1) expect(state).toBe('DOUBTFUL');
      const ids = got.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
      expect(new Set(ids).size).toBe(1);
      if (state === 'DOUBTFUL') {
        doubts += 1;
        expect(heard).toEqual(['DOUBTFUL']);
      } else expect(state).toBe('SENT');
    }
    // Between the claim and the record: nowhere else is anything in doubt.
    expect(doubts).toBeGreaterThan(0);
    expect(doubts).toBeLessThan(5);
  }, 120_000);
});

describe('Meta, which cannot be asked', () => {
  it('tells by its news what a lost answer was about', async () => {
    const config = { ...NO_CHANNELS, whatsapp: meta.config };
    const delivery = toSomebody('WHATSAPP');
    meta.script(() => 'lose-answer');
    await recover(config, [delivery], 0);
    meta.script(() => 'accept');
    expect(await stateOf(delivery)).toBe('QUEUED');
    const server = bench.server(scriptedChannel(() => ({ kind: 'later', reason: 'no-answer' })));
    await server.news(deliveryKey(delivery.id), { state: 'DELIVERED', messageId: 'wamid.1', provider: 'meta' });
    await server.idle();
    await recover(config, [delivery]);
    expect(meta.messages.filter(({ to }) => to === delivery.address)).toHaveLength(1);
    expect(await stateOf(delivery)).toBe('DELIVERED');
  });
});
