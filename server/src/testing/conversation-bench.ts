import { createSecretKey } from 'node:crypto';
import { expect } from 'vitest';
import type { ModelConfig } from '../conversation/model.ts';
import { connectCouch } from '../couch/client.ts';
import { createLog } from '../http/log.ts';
import { type DeliveryState, deliveryKey } from '../notify/delivery.ts';
import { createNotify, type Notify } from '../notify/notify.ts';
import { NO_CHANNELS, type NotifyConfig } from '../notify/notify-config.ts';
import { startTwilioLoopback, type TwilioLoopback } from '../notify/testing/twilio-loopback.ts';
import { aNumber, aWhatsAppShop } from './whatsapp-shop.ts';
import { createWorld, type World } from './world.ts';

/** A busy machine may be slow. */
export const PATIENCE = { timeout: 15_000 };

/** What a server that sends e-mails signs their links with. */
export const mailKey = {
  mailSecret: createSecretKey(new Uint8Array(32)),
  fileSecret: createSecretKey(new Uint8Array(32)),
};

/** A server that people write to over Twilio's stand-in, and a second one beside it, which sends the alerts. */
export interface ConversationBench {
  readonly twilio: TwilioLoopback;
  readonly world: World;
  readonly other: Notify;
  /** The messages that a number got. */
  to(number: string): TwilioLoopback['messages'];
  /** Those of them that answer what it wrote. */
  answersTo(number: string): TwilioLoopback['messages'];
  /** Writes to the shop's number and waits for the answer. */
  ask(number: string, text: string, repliedTo?: string): Promise<string>;
  /** A shop whose manager has that number and was sent an alert. */
  anAlertSent(number?: string): ReturnType<typeof aWhatsAppShop>;
  stateOf(deliveryId: string): Promise<DeliveryState | undefined>;
  close(): Promise<void>;
}

export async function openConversationBench(
  limits: Pick<NotifyConfig, 'messagesPerDay'> = {},
  model: ModelConfig | null = null,
): Promise<ConversationBench> {
  const twilio = await startTwilioLoopback();
  const notify = { ...NO_CHANNELS, ...limits, whatsapp: twilio.config };
  const world = await createWorld({ notify, model });
  const control = connectCouch(world.couchUrl).database(world.controlDatabase);
  const config = { notify, publicUrl: world.url };
  const services = { control, files: { read: async () => null }, key: mailKey };
  const other = createNotify({ config, log: createLog('silent'), services, now: () => new Date() });
  const to = (number: string) => twilio.messages.filter((message) => message.to === number);
  const answersTo = (number: string) => to(number).filter(({ contentSid }) => contentSid === undefined);
  return {
    twilio,
    world,
    other,
    to,
    answersTo,
    async ask(number, text, repliedTo) {
      const before = answersTo(number).length;
      expect(await twilio.inbound(world.url, number, text, repliedTo === undefined ? {} : { repliedTo })).toBe(200);
      await expect.poll(() => answersTo(number).length, PATIENCE).toBe(before + 1);
      return answersTo(number).at(-1)?.body.replaceAll('\u202f', ' ') ?? '';
    },
    async anAlertSent(number = aNumber()) {
      const shop = await aWhatsAppShop(world, number);
      await other.outbox.enqueue([shop.delivery]);
      await other.idle();
      return shop;
    },
    stateOf: async (id) => (await other.deliveries.get(deliveryKey(id)))?.state,
    async close() {
      await world.close();
      await twilio.close();
    },
  };
}
