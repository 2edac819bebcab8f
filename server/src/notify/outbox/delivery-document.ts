import type { Instant } from '@digiboost/domain/shared/day';
import { type Delivery, type DeliveryState, deliveryKey } from '../delivery.ts';

/** A delivery as the control database keeps it. */
export interface DeliveryDocument {
  readonly _id: `delivery:${string}`;
  readonly _rev?: string;
  readonly type: 'delivery';
  readonly delivery: Delivery;
  /** WAITING for its time; ATTEMPTING from before the provider is called until its answer is stored; DONE. */
  readonly phase: 'WAITING' | 'ATTEMPTING' | 'DONE';
  readonly state: DeliveryState;
  /** The state that the listener has heard. */
  readonly reported: DeliveryState;
  /** When something is to be done about it; the end of the claim while ATTEMPTING, the removal once all is done. */
  readonly dueAt: Instant;
  /** Who attempts it: two servers, or one before and after a restart, do not mistake each other's tries. */
  readonly claim?: string;
  readonly attempts: number;
  readonly attemptedAt?: Instant;
  /** Questions to the provider about the last try. */
  readonly probes: number;
  /** Tries to tell the listener of the present state. */
  readonly reports: number;
  /** Why it waits or failed (see reasons.ts). */
  readonly reason?: string;
  readonly provider?: string;
  readonly messageId?: string;
  readonly asText?: boolean;
  readonly templateOnly?: boolean;
  /** A try whose fate nobody could tell was repeated. */
  readonly doubtful?: boolean;
  readonly createdAt: Instant;
  /** Since when it is in its state. */
  readonly stateAt: Instant;
}

/** Days that a delivery is kept once done: how long failures stay visible. */
const KEPT_DAYS = 45;
const DAY_MS = 86_400_000;

export const deliveryDocumentId = (key: string): DeliveryDocument['_id'] => `delivery:${key}`;

/** A delivery that was just put into the outbox; one that nobody can be sent is done, and whoever made it knows. */
export function newDocument(delivery: Delivery, now: Instant): DeliveryDocument {
  const waiting: DeliveryDocument = {
    _id: deliveryDocumentId(deliveryKey(delivery.id)),
    type: 'delivery',
    delivery,
    phase: 'WAITING',
    state: 'QUEUED',
    reported: 'QUEUED',
    dueAt: delivery.notBefore,
    attempts: 0,
    probes: 0,
    reports: 0,
    createdAt: now,
    stateAt: now,
  };
  return delivery.unsent === undefined
    ? waiting
    : settled(inState(waiting, 'FAILED', now, delivery.unsent), new Date(now));
}

/** Later states are surer: what arrived has been sent, and a failure is overruled by the news that it arrived. */
const RANK: Readonly<Record<DeliveryState, number>> = {
  QUEUED: 0,
  DOUBTFUL: 1,
  SENT: 2,
  FAILED: 3,
  DELIVERED: 4,
  READ: 5,
};

/** Whether news of `next` moves a delivery on; doubled and late news does not. */
export const movesOn = (from: DeliveryState, next: DeliveryState): boolean => RANK[next] > RANK[from];

/** The document in a new final state, to be told to the listener at once. */
export function inState(
  doc: DeliveryDocument,
  state: DeliveryState,
  now: Instant,
  reason: string | undefined,
): DeliveryDocument {
  const { claim: _claim, reason: _reason, ...rest } = doc;
  return {
    ...rest,
    phase: 'DONE',
    state,
    stateAt: now,
    dueAt: now,
    reports: 0,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Whether somebody has to be told of the document's state. */
export const isUnreported = (doc: DeliveryDocument): boolean =>
  doc.reported !== doc.state && doc.delivery.eventId !== '';

/** The document once there is nothing left to do but to remove it one day. */
export const settled = (doc: DeliveryDocument, now: Date): DeliveryDocument => ({
  ...doc,
  reported: doc.state,
  dueAt: new Date(now.getTime() + KEPT_DAYS * DAY_MS).toISOString(),
});
