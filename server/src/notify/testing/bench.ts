import { Writable } from 'node:stream';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { connectCouch, type Database } from '../../couch/client.ts';
import { openTestCouch } from '../../couch/testing/couch.ts';
import { createLog } from '../../http/log.ts';
import type { Channel, Finding, Message, Outcome } from '../channel.ts';
import { type Delivery, type DeliveryChannel, type DeliveryState, deliveryKey } from '../delivery.ts';
import { mailStops } from '../mail-stops.ts';
import { createOutbox, type OutboxEngine } from '../outbox/outbox.ts';
import { type OutboxStore, outboxStore } from '../outbox/outbox-store.ts';
import { provisionOutboxViews } from '../outbox/outbox-views.ts';
import { refusals } from '../refusals.ts';

/** A minute, in milliseconds. */
export const MINUTE = 60_000;

/** What the listener of a test heard. */
export interface Heard {
  readonly id: string;
  readonly state: DeliveryState;
  readonly reason: string | undefined;
}

/** How a server of the bench differs. */
interface ServerOptions {
  readonly stopped?: readonly string[];
  readonly deaf?: boolean;
  readonly perDay?: number;
}

/** A control database with a clock that the test moves, and as many servers over it as the test wants. */
export interface OutboxBench {
  readonly couchUrl: string;
  readonly control: Database;
  readonly store: OutboxStore;
  readonly heard: Heard[];
  now(): Date;
  advance(ms: number): void;
  /** Lets so many minutes pass one by one, while the server does what is due at each. */
  pass(server: OutboxEngine, minutes: number): Promise<void>;
  /** In which state the delivery of that id is stored. */
  stateOf(id: string): Promise<DeliveryState | undefined>;
  /** The states of that delivery that the listener heard of, in their order. */
  heardOf(id: string): DeliveryState[];
  /** One more server, whose channels are `channel` for all kinds. */
  server(channel: Channel, options?: ServerOptions): OutboxEngine;
  close(): Promise<void>;
}

/** Opens a control database of its own, on COUCHDB_URL or the embedded engine. */
export async function openOutboxBench(start = '2026-03-02T08:00:00.000Z'): Promise<OutboxBench> {
  const couch = await openTestCouch();
  const name = `control_${couch.uniqueId()}`;
  await couchAdmin(couch.url).request('PUT', `/${name}`);
  const control = connectCouch(couch.url).database(name);
  await provisionOutboxViews(control);
  let ms = Date.parse(start);
  const now = () => new Date(ms);
  const heard: Heard[] = [];
  const store = outboxStore(control);
  const advance = (by: number) => {
    ms += by;
  };
  const log = createLog('silent', new Writable({ write: (_chunk, _encoding, done) => done() }));
  return {
    couchUrl: couch.url,
    control,
    store,
    heard,
    now,
    advance,
    async pass(server, minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        advance(MINUTE);
        await server.run();
      }
    },
    stateOf: async (id) => (await store.get(deliveryKey(id)))?.state,
    heardOf: (id) => heard.filter((one) => one.id === id).map(({ state }) => state),
    server(channel, { stopped = [], deaf = false, perDay = 500 } = {}) {
      const channels: Record<DeliveryChannel, Channel> = { WHATSAPP: channel, EMAIL: channel, PUSH: channel };
      const refusalOf = refusals({ isStopped: async (number) => stopped.includes(number) }, mailStops(control));
      const engine = createOutbox({ store, channels, refusalOf, log, now, random: () => 0.5, perDay });
      if (!deaf) {
        engine.onState(async (delivery, state, reason) => {
          heard.push({ id: delivery.id, state, reason });
        });
      }
      return engine;
    },
    close: () => couch.close(),
  };
}

/** That a provider took the message. */
export const accepted = (messageId = 'SM1'): Outcome => ({ kind: 'sent', messageId });

/** A channel that answers what the test says, and remembers what it was given. */
export function scriptedChannel(
  answer: (message: Message, n: number) => Outcome | Promise<Outcome>,
  find?: (message: Message) => Finding,
): Channel & { readonly got: Message[] } {
  const got: Message[] = [];
  return {
    kind: 'WHATSAPP',
    provider: 'twilio',
    got,
    async send(message) {
      got.push(message);
      return answer(message, got.length);
    },
    ...(find ? { find: async (message) => find(message) } : {}),
  };
}

let made = 0;

/** A delivery due at `now`, to be given up after a day. */
export function aDelivery(now: Date, changes: Partial<Delivery> = {}): Delivery {
  made += 1;
  return {
    id: `alertEvent:a:riz:${made}|WHATSAPP|+221771234567|1`,
    tenantId: 'boutique',
    eventId: `alertEvent:a:riz:${made}`,
    alertType: 'RUPTURE',
    channel: 'WHATSAPP',
    recipient: '+221771234567',
    userId: null,
    address: '+221771234567',
    content: { title: 'Rupture', text: '*Rupture*\nRiz 25 kg', variables: ['Riz 25 kg', '0', 'sac'] },
    notBefore: now.toISOString(),
    deadline: new Date(now.getTime() + 24 * 3_600_000).toISOString(),
    ...changes,
  };
}
