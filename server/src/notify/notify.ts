import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { Services } from '../accounts/services.ts';
import type { SigningKey } from '../accounts/signing-key.ts';
import type { Outcome } from './channel.ts';
import { type ChannelStatus, createChannels, statusOf } from './channels/channels.ts';
import { type PushSubscriptions, pushSubscriptions } from './channels/push-subscriptions.ts';
import type { DeliveryChannel } from './delivery.ts';
import { type MailStops, mailStops } from './mail-stops.ts';
import type { NotifyConfig } from './notify-config.ts';
import { type Numbers, numbersStore } from './numbers.ts';
import { createOutbox, MESSAGES_PER_DAY, type Outbox, type OutboxEngine } from './outbox/outbox.ts';
import { type OutboxStore, outboxStore } from './outbox/outbox-store.ts';
import { provisionOutboxViews } from './outbox/outbox-views.ts';
import { outboxTimer } from './outbox/timer.ts';
import { refusals } from './refusals.ts';

/** What sending needs. */
export interface NotifyParts {
  readonly config: { readonly notify: NotifyConfig; readonly publicUrl?: string | undefined };
  readonly log: Logger;
  readonly services: Pick<Services, 'control'> & {
    readonly files: Pick<Services['files'], 'read'>;
    readonly key: Pick<SigningKey, 'mailSecret' | 'fileSecret'>;
  };
  readonly now: () => Date;
  /** Where tries are counted. */
  readonly register?: Registry;
  /** Uniform in [0, 1): spreads the retries. */
  readonly random?: () => number;
}

/** What the routes and the webhooks ask of messages, and tell of them. */
export type Deliveries = Pick<OutboxEngine, 'news' | 'resend'> &
  Pick<OutboxStore, 'get' | 'failed' | 'local' | 'sentTo'>;

/**
 * Sending as a whole: who makes messages takes the outbox, who looks after them the deliveries and their recipients.
 */
export interface Notify {
  /** Takes messages and tells what becomes of them. */
  readonly outbox: Outbox;
  readonly deliveries: Deliveries;
  readonly numbers: Numbers;
  readonly subscriptions: PushSubscriptions;
  readonly stops: MailStops;
  readonly config: NotifyConfig;
  channels(): ChannelStatus[];
  /** Where people reach the app, without a slash at its end. */
  home(): string;
  /** Since when the oldest message that is due has been due, ms since 1970; null when none is. */
  oldestDue(): Promise<number | null>;
  /**
   * Prepares the control database and begins to send, what was left over first. `ownUrl`: where this server listens.
   */
  start(ownUrl?: string): Promise<void>;
  /** Stops sending; what is under way has a moment to finish, or is left for the next start. */
  stop(): Promise<void>;
  /** Does everything that is due now, without waiting for the timer. */
  run(): Promise<void>;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

/** The outbox over the control database with the deployment's channels; sends once it is started. */
export function createNotify(parts: NotifyParts): Notify {
  const { config, log, services, now, register, random = Math.random } = parts;
  const { control, key, files } = services;
  const store = outboxStore(control);
  const numbers = numbersStore(control, now);
  const subscriptions = pushSubscriptions(control);
  const stops = mailStops(control);
  const { notify, publicUrl } = config;
  const { messagesPerDay: perDay = MESSAGES_PER_DAY } = notify;
  let ownUrl: string | undefined;
  const channels = createChannels({
    config: notify,
    publicUrl: () => publicUrl ?? ownUrl,
    callbackUrl: () => publicUrl ?? (isHere(notify) ? ownUrl : undefined),
    numbers,
    store,
    subscriptions,
    mailSecret: key.mailSecret,
    fileSecret: key.fileSecret,
    files,
    log,
    now,
  });

  const tries = new Counter({
    name: 'delivery_tries_total',
    help: 'Calls to providers, by channel and what came of them',
    labelNames: ['channel', 'outcome'],
    registers: register ? [register] : [],
  });
  const tried = (channel: DeliveryChannel, { kind }: Outcome) => tries.inc({ channel, outcome: kind });
  const refusalOf = refusals(numbers, stops);
  const timer = outboxTimer(() => engine, { store, log, now });
  const { wake } = timer;
  const engine = createOutbox({ store, channels, refusalOf, log, now, random, wake, tried, perDay });
  const { enqueue, left, onState, news, resend, idle } = engine;
  const { get, failed, local, sentTo } = store;

  return {
    outbox: { enqueue, left, onState },
    deliveries: { news, resend, get, failed, local, sentTo },
    numbers,
    subscriptions,
    stops,
    config: notify,
    channels: () => statusOf(channels),
    home: () => (publicUrl ?? ownUrl ?? '').replace(/\/$/, ''),
    async oldestDue() {
      const [oldest] = (await store.due(now(), 1)).docs;
      return oldest ? Date.parse(oldest.dueAt) : null;
    },
    async start(url) {
      ownUrl = url;
      await provisionOutboxViews(control);
      timer.start();
    },
    stop: timer.stop,
    run: timer.look,
    idle,
  };
}

/** Whether the WhatsApp provider runs on this machine: only such a one can call an address that is not public. */
const isHere = ({ whatsapp }: NotifyConfig): boolean =>
  whatsapp?.apiUrl !== undefined && ['127.0.0.1', 'localhost'].includes(new URL(whatsapp.apiUrl).hostname);
