import * as z from 'zod/mini';
import { ALERT_CHANNELS, ALERT_TYPES } from './alert.ts';
import { couchFields, day, editable, instant, key, quantity, reference, text } from './base.ts';
import { METHODS } from './settlement.ts';

export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * QUEUED: stored for sending. DOUBTFUL: the provider may have it, its answer was lost. The rest is the provider's word.
 */
export const DELIVERY_STATES = ['QUEUED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'DOUBTFUL'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One message of an event, or of a report, to one recipient. */
export const sentSchema = z.strictObject({
  channel: z.enum(ALERT_CHANNELS),
  recipient: text(200, 1),
  state: z.enum(DELIVERY_STATES),
  /** When it came to this state. */
  at: instant,
  /** When it went to the provider or was given up, once it is no longer queued. */
  toldAt: z.optional(instant),
  /** Why it failed, in French. */
  reason: z.optional(text(300)),
  /** The message that told it, when that is another event's. */
  message: z.optional(text(400)),
  /** What else this message tells: `<event id>|<key of its sent>` of each other event. */
  others: z.optional(z.array(text(400)).check(z.maxLength(500))),
});
export type Sent = z.infer<typeof sentSchema>;

const figure = z.optional(z.number());

/** The figures of an event when it opened: what its message is written from. Quantities in `unit`, amounts in FCFA. */
const detailsSchema = z.strictObject({
  productName: z.optional(text(200)),
  unit: z.optional(text(30)),
  stock: z.optional(quantity),
  minStock: z.optional(quantity),
  coverageDays: figure,
  /** The 80% interval of the predicted rupture. */
  predictedFrom: z.optional(day),
  predictedTo: z.optional(day),
  reliability: z.optional(z.enum(['RELIABLE', 'MEDIUM', 'LOW', 'INSUFFICIENT'])),
  /** 0: nothing is to be ordered; absent: nothing is known. */
  recommendedQuantity: z.optional(quantity),
  /** On its way from suppliers. */
  onOrder: z.optional(quantity),
  supplierName: z.optional(text(200)),
  /** Fill rate over `windowDays` days, 0..1, and the threshold it fell below. */
  rate: figure,
  threshold: figure,
  windowDays: figure,
  missedRevenue: figure,
  lastSold: z.optional(day),
  /** What the stock that sleeps or expires cost. */
  value: figure,
  device: z.optional(key),
  /** Who used the device last, or owes. */
  person: z.optional(text(200)),
  lastSeen: z.optional(instant),
  /** What somebody owes in all, what of it is older than `windowDays`, and the day of the oldest of it. */
  owed: figure,
  overdue: figure,
  since: z.optional(day),
  /** What a closing found of a method of payment, on which day. */
  method: z.optional(z.enum(METHODS)),
  expected: figure,
  counted: figure,
  closedOn: z.optional(day),
  /** How much of the product expires, and when. */
  expiring: z.optional(quantity),
  expiresOn: z.optional(day),
});
export type AlertDetails = z.infer<typeof detailsSchema>;

/** One opening of an alert for one subject, `alertEvent:<alert>:<subject>:<opened>`. Written by the server. */
export const alertEventSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.templateLiteral(['alertEvent:', z.string()]),
  type: z.literal('alertEvent'),
  alertId: reference('alert'),
  alertType: z.enum(ALERT_TYPES),
  /** `product:<key>`, `lot:<key>-<date>`, `customer:<key>`, `device:<id>`, `till:<method>-<ms>` or `shop`. */
  subject: text(80, 1),
  productId: z.optional(reference('product')),
  triggeredAt: instant,
  closedAt: z.optional(instant),
  severity: z.enum(SEVERITIES),
  message: text(2000, 1),
  details: detailsSchema,
  /** Its messages, by a key that names channel, occasion and recipient; without dots, so that they merge one by one. */
  sent: z.record(z.string().check(z.regex(/^[^.]{1,55}$/)), sentSchema),
  acknowledgedAt: z.optional(instant),
  acknowledgedBy: z.optional(text(64)),
});
export type AlertEvent = z.infer<typeof alertEventSchema>;
export type AlertEventId = AlertEvent['_id'];
