import { createSecretKey } from 'node:crypto';
import { connectCouch, type Database, updateBy } from '../../couch/client.ts';
import { createLog } from '../../http/log.ts';
import type { Channel, Message } from '../channel.ts';
import { createChannels } from '../channels/channels.ts';
import type { Delivery, DeliveryChannel } from '../delivery.ts';
import { mailStops } from '../mail-stops.ts';
import type { NotifyConfig } from '../notify-config.ts';
import { numbersStore } from '../numbers.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { outboxStore } from '../outbox/outbox-store.ts';
import { refusals } from '../refusals.ts';

/** What a server of its own process is to do, and before which of its steps it dies. */
export interface OutboxTask {
  readonly couchUrl: string;
  readonly controlDatabase: string;
  readonly config: NotifyConfig;
  readonly delivery: Delivery;
  /** Counted from 1: every request to the database or to a provider, and every word to the listener, is a step. */
  readonly dieBefore: number;
}

/** Sends one delivery and ends with 0, or is killed on the way, as by a power cut. */
async function main({ couchUrl, controlDatabase, config, delivery, dieBefore }: OutboxTask): Promise<void> {
  let step = 0;
  const reach = (): void => {
    step += 1;
    if (step === dieBefore) process.kill(process.pid, 'SIGKILL');
  };
  const now = () => new Date();
  const log = createLog('silent');
  const control = mortal(connectCouch(couchUrl).database(controlDatabase), reach);
  const store = outboxStore(control);
  const numbers = numbersStore(control, now);
  const subscriptions = { of: async () => [], add: async () => {}, remove: async () => {} };
  const mailSecret = createSecretKey(new Uint8Array(32));
  const here = () => undefined;
  const own = { files: { read: async () => null }, mailSecret, fileSecret: mailSecret };
  const parts = { config, publicUrl: here, callbackUrl: here, numbers, store, subscriptions, ...own, log, now };
  const real = createChannels(parts);
  const withSteps = (channel: Channel): Channel => ({
    ...channel,
    send(message: Message) {
      reach();
      return channel.send(message);
    },
  });
  const channels: Record<DeliveryChannel, Channel> = {
    WHATSAPP: withSteps(real.WHATSAPP),
    EMAIL: withSteps(real.EMAIL),
    PUSH: withSteps(real.PUSH),
  };
  const outbox = createOutbox({
    store,
    channels,
    refusalOf: refusals(numbers, mailStops(control)),
    log,
    now,
    random: Math.random,
  });
  outbox.onState(async () => reach());
  await outbox.enqueue([delivery]);
  await outbox.idle();
}

/** The database, each of whose requests is a step. */
function mortal(database: Database, reach: () => void): Database {
  const own: Omit<Database, 'update'> = {
    ...database,
    get(id) {
      reach();
      return database.get(id);
    },
    put(doc) {
      reach();
      return database.put(doc);
    },
    find(by, asked) {
      reach();
      return database.find(by, asked);
    },
    request(method, path, body, query) {
      reach();
      return database.request(method, path, body, query);
    },
  };
  return { ...own, update: updateBy(own) };
}

process.once('message', (task) => {
  void main(task as OutboxTask).then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
process.send?.('ready');
