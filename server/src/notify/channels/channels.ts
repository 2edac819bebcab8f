import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import type { KeptFiles } from '../../couch/kept-files.ts';
import type { Channel } from '../channel.ts';
import { DELIVERY_CHANNELS, type Delivery, type DeliveryChannel } from '../delivery.ts';
import { FILES_PATH, messageFileToken } from '../file-link.ts';
import { mailToken } from '../mail-token.ts';
import { filesOf } from '../message-file.ts';
import type { NotifyConfig } from '../notify-config.ts';
import type { Numbers } from '../numbers.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import { emailChannel } from './email.ts';
import { localChannel, missingChannel } from './local.ts';
import { pushChannel } from './push.ts';
import type { PushSubscriptions } from './push-subscriptions.ts';
import { metaChannel } from './whatsapp-meta.ts';
import { twilioChannel, type WhatsAppParts } from './whatsapp-twilio.ts';

export type Channels = Readonly<Record<DeliveryChannel, Channel>>;

/** What the channels are made of. */
export interface ChannelParts {
  readonly config: NotifyConfig;
  /** Where people reach the app, once it is known. */
  readonly publicUrl: () => string | undefined;
  /** Where providers reach it. */
  readonly callbackUrl: () => string | undefined;
  readonly numbers: Numbers;
  readonly store: OutboxStore;
  readonly subscriptions: PushSubscriptions;
  /** Signs the links by which e-mails are stopped. */
  readonly mailSecret: KeyObject;
  /** The files that messages bring, and what signs the links to them. */
  readonly files: Pick<KeptFiles, 'read'>;
  readonly fileSecret: KeyObject;
  readonly log: Logger;
  readonly now: () => Date;
}

/** One channel for each kind of message: the configured provider, the local outbox, or one that says it is missing. */
export function createChannels(parts: ChannelParts): Channels {
  const { config, publicUrl, callbackUrl, numbers, store, subscriptions, mailSecret, log, now } = parts;
  const fileOf = filesOf(parts.files);
  const base = () => publicUrl()?.replace(/\/$/, '');
  const fallback = (kind: DeliveryChannel) => (config.localOutbox ? localChannel(kind, log) : missingChannel(kind));
  // Providers fetch files where they reach this server, which may not be where people do.
  const fileLink = (delivery: Delivery) => {
    const home = callbackUrl()?.replace(/\/$/, '') ?? base();
    const token = messageFileToken(parts.fileSecret, delivery);
    return home === undefined || token === null ? null : `${home}${FILES_PATH}/${token}`;
  };
  const whatsApp: WhatsAppParts = {
    isWindowOpen: numbers.isWindowOpen,
    callbackUrl: () => callbackUrl()?.replace(/\/$/, ''),
    knownMessages: async (number) =>
      new Set(
        (await store.sentTo(number, 100)).flatMap(({ messageId }) => (messageId === undefined ? [] : [messageId])),
      ),
    fileOf,
    fileLink,
    now,
  };
  const linkTo = (url = '/alertes') => {
    if (/^https?:/.test(url)) return url;
    const home = base();
    return home === undefined ? null : home + url;
  };
  const stopLink = (tenantId: string, address: string) => {
    const home = base();
    return home === undefined ? null : `${home}/api/v1/mail/${mailToken(mailSecret, { tenantId, address })}`;
  };
  const { whatsapp, smtp, push } = config;
  return {
    WHATSAPP: !whatsapp
      ? fallback('WHATSAPP')
      : whatsapp.provider === 'twilio'
        ? twilioChannel(whatsapp, whatsApp)
        : metaChannel(whatsapp, whatsApp),
    EMAIL: smtp ? emailChannel(smtp, { linkTo, stopLink, fileOf }) : fallback('EMAIL'),
    PUSH: push ? pushChannel(push, { subscriptions, now }) : fallback('PUSH'),
  };
}

/** What a shop may know of a channel. */
export interface ChannelStatus {
  readonly channel: DeliveryChannel;
  readonly provider: Channel['provider'];
  /** `local`: messages are kept on the server for the shop to see, and go nowhere. */
  readonly status: 'ready' | 'local' | 'missing';
  /** In French, for people. */
  readonly label: string;
}

const LABELS: Readonly<Record<Channel['provider'], string>> = {
  twilio: 'WhatsApp par Twilio',
  meta: 'WhatsApp par Meta',
  smtp: 'E-mail',
  webpush: 'Notifications sur le téléphone',
  local: 'Démonstration : les messages restent dans la boîte d’envoi du serveur',
  none: 'Non configuré',
};

/** How each channel stands. */
export const statusOf = (channels: Channels): ChannelStatus[] =>
  DELIVERY_CHANNELS.map((channel) => {
    const { provider } = channels[channel];
    const status = provider === 'none' ? 'missing' : provider === 'local' ? 'local' : 'ready';
    return { channel, provider, status, label: LABELS[provider] };
  });
