import { Writable } from 'node:stream';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { connectCouch, type Database } from '../../couch/client.ts';
import { createLog } from '../../http/log.ts';
import { openTestCouch } from '../../testing/couch.ts';
import type { Channel, Finding, Message, Outcome } from '../channel.ts';
import type { Delivery, DeliveryChannel, DeliveryState } from '../delivery.ts';
import { mailStops } from '../mail-stops.ts';
import { createOutbox, type OutboxEngine } from '../outbox.ts';
import { type OutboxStore, outboxStore } from '../outbox-store.ts';
import { provisionOutboxViews } from '../outbox-views.ts';
import { refusals } from '../refusals.ts';

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
  const log = createLog('silent', new Writable({ write: (_chunk, _encoding, done) => done() }));
  return {
    couchUrl: couch.url,
    control,
    store,
    heard,
    now,
    advance: (by) => {
      ms += by;
    },
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
