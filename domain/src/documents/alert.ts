import * as z from 'zod/mini';
import { couchFields, editable, reference, text } from './base.ts';

export const ALERT_TYPES = [
  'RUPTURE',
  'LOW_STOCK',
  'SERVICE_RATE_DROP',
  'PREDICTED_RUPTURE',
  'DORMANT',
  'SYNC_SILENCE',
] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

export const ALERT_CHANNELS = ['WHATSAPP', 'EMAIL', 'PUSH'] as const;
export type AlertChannel = (typeof ALERT_CHANNELS)[number];

const between = (from: number, to: number) => z.number().check(z.minimum(from), z.maximum(to));
/** A time of the shop's day, `HH:MM`. */
const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/**
 * What an alert watches and when it may speak. One shape for all types, every field optional: conditions edited on two
 * phones merge field by field, and no mixture of valid fields is invalid. Each type reads its own fields (see
 * domain/alerts), with a default for what is absent.
 */
export const conditionsSchema = z.strictObject({
  /** Only these products; with `categoryIds` too, the products of either. Neither: the whole shop. */
  productIds: z.optional(z.array(reference('product')).check(z.maxLength(500))),
  categoryIds: z.optional(z.array(reference('category')).check(z.maxLength(100))),
  /** LOW_STOCK: below this many days of expected demand, instead of each product's minimum. */
  coverageDays: z.optional(between(1, 90)),
  /** SERVICE_RATE_DROP: below this rate (0..1) over the last `windowDays` days. */
  rate: z.optional(between(0.01, 1)),
  windowDays: z.optional(between(1, 90)),
  /** PREDICTED_RUPTURE: expected within this many days. */
  withinDays: z.optional(between(1, 30)),
  /** DORMANT: no sale for this many days. */
  idleDays: z.optional(between(7, 365)),
  /** SYNC_SILENCE: a device unheard of for this many hours. */
  silentHours: z.optional(between(1, 720)),
  /** No message between these times of the shop's day; it may run over midnight. */
  quietFrom: z.optional(timeOfDay),
  quietUntil: z.optional(timeOfDay),
  /** Hours after which an event that is still open and not acknowledged is told again; absent: never. */
  repeatHours: z.optional(between(1, 720)),
  /** One message a day at this time instead of one for each event. */
  digestAt: z.optional(timeOfDay),
});
export type AlertConditions = z.infer<typeof conditionsSchema>;

/** An alert that the shop has configured. */
export const alertSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('alert'),
  type: z.literal('alert'),
  name: text(120, 1),
  alertType: z.enum(ALERT_TYPES),
  conditions: conditionsSchema,
  channels: z.array(z.enum(ALERT_CHANNELS)).check(z.maxLength(3)),
  /** Each a user's id, a number in E.164 or an e-mail address. */
  recipients: z.array(text(200, 1)).check(z.maxLength(20)),
  isActive: z.boolean(),
});
export type Alert = z.infer<typeof alertSchema>;
export type AlertId = Alert['_id'];
export const alertId = (key: string): AlertId => `alert:${key}`;
