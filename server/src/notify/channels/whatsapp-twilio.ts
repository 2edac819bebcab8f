import type { Twilio } from 'twilio';
import type { Channel, Finding, Message, Outcome } from '../channel.ts';
import { type Delivery, isAnswer } from '../delivery.ts';
import { type FileOf, withLink } from '../message-file.ts';
import type { TwilioConfig } from '../notify-config.ts';
import { retryAfterMs } from '../outbox/backoff.ts';
import type { Reason } from '../reasons.ts';
import { ApiRefusal, withoutAnswer } from './http-failure.ts';
import { shortened, templateOf } from './templates.ts';

/** What Twilio's channel needs beside its credentials. */
export interface WhatsAppParts {
  /** Whether whoever holds the number wrote within the last 24 hours, so that free text is allowed. */
  readonly isWindowOpen: (number: string) => Promise<boolean>;
  /** Where the provider reaches this server; without it no news of deliveries comes. */
  readonly callbackUrl: () => string | undefined;
  /** Ids of messages that other deliveries to this number are known to be. */
  readonly knownMessages: (number: string) => Promise<ReadonlySet<string>>;
  readonly fileOf: FileOf;
  /** Where a message's file can be fetched for some days; null without one. */
  readonly fileLink: (delivery: Delivery) => string | null;
  readonly now: () => Date;
}

/** Characters that Twilio takes. */
const MAX_TEXT = 1600;
/** Messages to one number that are looked through for a lost one. */
const LOOKED_AT = 50;
/** Twilio's clock and ours. */
const SKEW_MS = 2 * 60_000;

/** Twilio's codes that say why a message cannot be (https://www.twilio.com/docs/api/errors). */
export const TWILIO_CODES: Readonly<Record<number, Reason>> = {
  21211: 'address-refused',
  21408: 'address-refused',
  21610: 'opted-out',
  21614: 'address-refused',
  63003: 'address-refused',
  63015: 'address-refused',
  63016: 'window-closed',
  63024: 'address-refused',
  63027: 'template-refused',
  63028: 'template-refused',
  63040: 'template-refused',
  63041: 'template-refused',
  63042: 'template-refused',
  21655: 'template-refused',
  21656: 'template-refused',
  63032: 'opted-out',
};

/** WhatsApp by Twilio: templates by ContentSid outside the 24 hours after an answer, free text inside them. */
export function twilioChannel(config: TwilioConfig, parts: WhatsAppParts): Channel {
  let opened: Promise<Twilio> | undefined;
  // Its library takes a second to load and 20 MB: a server that starts needs none of it.
  const client = (): Promise<Twilio> => {
    opened ??= import('./twilio-client.ts').then(({ twilioClient }) => twilioClient(config));
    return opened;
  };
  const from = `whatsapp:${config.from}`;

  return {
    kind: 'WHATSAPP',
    provider: 'twilio',
    async send(message) {
      const { delivery, key, templateOnly } = message;
      const asText = !templateOnly && (isAnswer(delivery) || (await parts.isWindowOpen(delivery.address)));
      const link = parts.fileLink(delivery);
      const template = asText ? null : templateFor(delivery);
      if (!asText && !template) return { kind: 'refused', reason: 'template-missing' };
      const content = template
        ? { contentSid: template.name, contentVariables: JSON.stringify(numbered(template.variables)) }
        : { body: shortened(delivery.content.text, MAX_TEXT), ...(link === null ? {} : { mediaUrl: [link] }) };
      const base = parts.callbackUrl();
      const statusCallback = base && `${base}/api/v1/webhooks/twilio/status?delivery=${key}`;
      try {
        const { messages } = await client();
        const { sid } = await messages.create({
          from,
          to: `whatsapp:${delivery.address}`,
          ...content,
          ...(statusCallback ? { statusCallback } : {}),
        });
        return { kind: 'sent', messageId: sid, asText };
      } catch (error) {
        return outcomeOf(error, parts.now());
      }
    },
    find: (message, attemptedAt) => find(message, attemptedAt),
  };

  /** A template holds no file of ours: it says where the file lies. */
  function templateFor(delivery: Delivery) {
    const content = withLink(delivery.content, parts.fileLink(delivery));
    return templateOf(config.templates, delivery, content);
  }

  /** Twilio keeps no reference of ours, so a lost message is known by its number, its time and its words. */
  async function find({ delivery }: Message, attemptedAt: Date): Promise<Finding> {
    const to = `whatsapp:${delivery.address}`;
    try {
      const { messages } = await client();
      const listed = await messages.list({ from, to, limit: LOOKED_AT });
      const known = await parts.knownMessages(delivery.address);
      const template = templateFor(delivery);
      const found = listed.find(({ sid, body, dateCreated, direction }) => {
        const isRecent = dateCreated && dateCreated.getTime() >= attemptedAt.getTime() - SKEW_MS;
        if (!isRecent || known.has(sid) || direction === 'inbound') return false;
        return (
          body.trim() === shortened(delivery.content.text, MAX_TEXT).trim() ||
          (template !== null && saysAll(body, template.variables))
        );
      });
      return found ? { kind: 'sent', messageId: found.sid } : { kind: 'absent' };
    } catch {
      return { kind: 'unreachable' };
    }
  }
}

/** Whether a message's words hold all of `words`; a template shows each of its variables. */
const saysAll = (body: string, variables: readonly string[]): boolean => {
  const text = body.replaceAll(/\s+/g, ' ');
  return variables.every((variable) => text.includes(variable));
};

const numbered = (variables: readonly string[]): Record<string, string> =>
  Object.fromEntries(variables.map((value, index) => [String(index + 1), value]));

function outcomeOf(error: unknown, now: Date): Outcome {
  if (!(error instanceof ApiRefusal)) return withoutAnswer(error);
  const { status, code, retryAfter } = error;
  if (status === 429 || code === 63018) {
    return { kind: 'later', reason: 'rate-limited', retryAfterMs: retryAfterMs(retryAfter, now) };
  }
  if (status === 401 || status === 403) return { kind: 'later', reason: 'credentials-refused' };
  // A gateway's answer says nothing of what stands behind it.
  if (status === 502 || status === 504) return { kind: 'unknown', reason: 'no-answer' };
  if (status >= 500) {
    return { kind: 'later', reason: 'provider-down', retryAfterMs: retryAfterMs(retryAfter, now) };
  }
  return { kind: 'refused', reason: TWILIO_CODES[code] ?? 'refused' };
}
