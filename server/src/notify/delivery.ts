import { createHash } from 'node:crypto';
import type { DeliveryState } from '@digiboost/domain/documents';
import { ALERT_CHANNELS, type AlertChannel, type AlertType } from '@digiboost/domain/documents/alert';
import type { Instant } from '@digiboost/domain/shared/day';

/** The ways in which a message reaches somebody. */
export const DELIVERY_CHANNELS = ALERT_CHANNELS;
export type DeliveryChannel = AlertChannel;

/** What a message says. `text` may carry WhatsApp's *bold*; `variables` fill the approved template, in its order. */
export interface DeliveryContent {
  readonly title: string;
  readonly text: string;
  readonly variables: readonly string[];
  /** The app's page that the message leads to: a path such as `/alertes`, or a whole address. */
  readonly url?: string;
  /** Words to answer with at one press, where the provider takes them in free text: three of 20 characters at most. */
  readonly buttons?: readonly string[];
}

/** The file that a message brings: one of those that the server keeps. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
}

/** What a delivery is about: an alert, a test of one, a report, or the answer to somebody's message. */
export type DeliverySubject = AlertType | 'TEST' | 'REPORT' | 'REPLY';

/** Why a message was given up before it was tried: nobody to send it to, or too many of the shop's that day. */
export type Unsent = 'no-number' | 'no-email' | 'shop-limit';

/** One message to one recipient by one channel. */
export interface Delivery {
  /**
   * Deterministic and one shop's own: shop / event | channel, occasion and recipient. The same id is delivered once.
   */
  readonly id: string;
  readonly tenantId: string;
  /** The alertEvent it tells of, or the reportRun whose file it brings; empty for tests and replies. */
  readonly eventId: string;
  readonly alertType: DeliverySubject;
  /** The approved text that it may take although it is a reply, which nobody but who reads it sees. */
  readonly template?: string;
  readonly channel: DeliveryChannel;
  /** As the alert names it: user id, E.164 number or e-mail address. */
  readonly recipient: string;
  readonly userId: string | null;
  /** Where it goes: E.164 number, e-mail address, or for PUSH the user's id; empty as long as there is none. */
  readonly address: string;
  readonly content: DeliveryContent;
  /** Stored as a failure: it waits for somebody to send it anew. */
  readonly unsent?: Unsent;
  readonly file?: SentFile;
  /** Not sent before. */
  readonly notBefore: Instant;
  /** Given up after, as a failure that the shop's administrator sees. */
  readonly deadline: Instant;
}

/** Whether a message answers somebody who has just written: it goes as free text, and has no other way. */
export const isAnswer = ({ alertType, template }: Pick<Delivery, 'alertType' | 'template'>): boolean =>
  alertType === 'REPLY' && template === undefined;

export type { DeliveryState };

/**
 * Told of every new state, with the reason in French when there is one. May be told the same twice; a rejection is
 * tried again later, so it resolves when there is nothing left to write to.
 */
export type OnState = (
  delivery: Delivery,
  state: DeliveryState,
  reason: string | undefined,
  at: Instant,
) => Promise<void>;

/** The short name of a delivery in documents, webhooks and addresses: 32 hexadecimal digits of its id's SHA-256. */
export const deliveryKey = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32);
