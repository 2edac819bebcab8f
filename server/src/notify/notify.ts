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
import { refusals } from './refusals.ts';

/** What sending needs. */
export interface NotifyParts {
  readonly config: { readonly notify: NotifyConfig; readonly publicUrl?: string | undefined };
  readonly log: Logger;
  readonly services: Pick<Services, 'control'> & { readonly key: Pick<SigningKey, 'mailSecret'> };
  readonly now: () => Date;
  /** Where tries are counted. */
  readonly register?: Registry;
  /** Uniform in [0, 1): spreads the retries. */
  readonly random?: () => number;
}

/** The outbox with its channels, and what the routes and the webhooks need of it. */
export interface Notify extends Outbox {
  /**
   * Prepares the control database and begins to send, what was left over first. `ownUrl`: where this server listens.
   */
  start(ownUrl?: string): Promise<void>;
  /** Stops sending; what is under way has a moment to finish, or is left for the next start. */
  stop(): Promise<void>;
  /** Does everything that is due now, without waiting for the timer. */
  run(): Promise<void>;
  channels(): ChannelStatus[];
  readonly config: NotifyConfig;
  readonly engine: OutboxEngine;
  readonly store: OutboxStore;
  readonly numbers: Numbers;
  readonly subscriptions: PushSubscriptions;
  readonly stops: MailStops;
}

/** How often deliveries that another server left are looked for, ms. */
const LOOK_MS = 30_000;
const AFTER_FAILURE_MS = 5_000;
const REMOVAL_MS = 3_600_000;
const REMOVED_AT_ONCE = 200;
/** Together some thousands an hour: as many as a large installation sends. */
const REMOVALS = 25;
const STOPPING_MS = 3_000;

/** The outbox over the control database with the deployment's channels; sends once it is started. */
export function createNotify({ config, log, services, now, register, random = Math.random }: NotifyParts): Notify {
  const { control, key } = services;
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
    log,
    now,
  });

  let timer: NodeJS.Timeout | null = null;
  /** When the timer looks again, or once looking is over, will. */
  let plannedAt = Number.POSITIVE_INFINITY;
  let looking: Promise<void> | null = null;
  let isRunning = false;
  let removedAt = Number.NEGATIVE_INFINITY;

  const tries = new Counter({
    name: 'delivery_tries_total',
    help: 'Calls to providers, by channel and what came of them',
    labelNames: ['channel', 'outcome'],
    registers: register ? [register] : [],
  });
  const tried = (channel: DeliveryChannel, { kind }: Outcome) => tries.inc({ channel, outcome: kind });
  const refusalOf = refusals(numbers, stops);
  const engine = createOutbox({ store, channels, refusalOf, log, now, random, wake, tried, perDay });

  function plan(at: number): void {
    if (!isRunning) return;
    if (timer) clearTimeout(timer);
    plannedAt = at;
    // The timer counts real time, whatever the clock does.
    timer = setTimeout(look, Math.min(LOOK_MS, Math.max(0, at - now().getTime())));
    timer.unref();
  }

  function wake(at: number): void {
    if (at >= plannedAt) return;
    plannedAt = at;
    if (!looking) plan(at);
  }

  function look(): Promise<void> {
    looking ??= work().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function work(): Promise<void> {
    plannedAt = Number.POSITIVE_INFINITY;
    let next: number;
    try {
      next = (await engine.run()) ?? Number.POSITIVE_INFINITY;
      await removeOld();
    } catch (err) {
      log.warn({ err }, 'the outbox could not be looked through');
      next = now().getTime() + AFTER_FAILURE_MS;
    }
    plan(Math.min(next, plannedAt, now().getTime() + LOOK_MS));
  }

  async function removeOld(): Promise<void> {
    if (performance.now() - removedAt < REMOVAL_MS) return;
    removedAt = performance.now();
    for (let times = 0; isRunning && times < REMOVALS; times += 1) {
      if ((await store.removeOld(now(), REMOVED_AT_ONCE)) < REMOVED_AT_ONCE) return;
    }
  }

  return {
    enqueue: engine.enqueue,
    left: engine.left,
    onState: engine.onState,
    async start(url) {
      ownUrl = url;
      await provisionOutboxViews(control);
      isRunning = true;
      plan(now().getTime());
    },
    async stop() {
      isRunning = false;
      if (timer) clearTimeout(timer);
      timer = null;
      const patience = new Promise<void>((resolve) => setTimeout(resolve, STOPPING_MS).unref());
      await Promise.race([Promise.all([looking, engine.idle()]), patience]);
    },
    run: look,
    channels: () => statusOf(channels),
    config: notify,
    engine,
    store,
    numbers,
    subscriptions,
    stops,
  };
}

/** Whether the WhatsApp provider runs on this machine: only such a one can call an address that is not public. */
const isHere = ({ whatsapp }: NotifyConfig): boolean =>
  whatsapp?.apiUrl !== undefined && ['127.0.0.1', 'localhost'].includes(new URL(whatsapp.apiUrl).hostname);
