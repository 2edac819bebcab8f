import * as z from 'zod/mini';
import { couchFields, editable, reference, text, within } from './base.ts';
import { ALERT_THRESHOLDS, LIMITS } from './limits.ts';

export type AlertType = keyof typeof ALERT_THRESHOLDS;
export const ALERT_TYPES = Object.keys(ALERT_THRESHOLDS) as [AlertType, ...AlertType[]];
/** A number that some type of alert reads from its conditions. */
export type ThresholdName = { [T in AlertType]: keyof (typeof ALERT_THRESHOLDS)[T] }[AlertType];

export const ALERT_CHANNELS = ['WHATSAPP', 'EMAIL', 'PUSH'] as const;
export type AlertChannel = (typeof ALERT_CHANNELS)[number];

/** A time of the shop's day, `HH:MM`. */
const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

const thresholds = Object.fromEntries(
  Object.values(ALERT_THRESHOLDS).flatMap((own) =>
    Object.entries(own).map(([name, range]) => [name, z.optional(within(range))]),
  ),
) as { readonly [N in ThresholdName]: z.ZodMiniOptional<z.ZodMiniNumber> };

/**
 * What an alert watches and when it may speak. One shape for all types, every field optional: conditions edited on two
 * phones merge field by field, and no mixture of valid fields is invalid. Each type reads its own fields (see
 * domain/alerts), with a default for what is absent.
 */
export const conditionsSchema = z.strictObject({
  /** Only these products; with `categoryIds` too, the products of either. Neither: the whole shop. */
  productIds: z.optional(z.array(reference('product')).check(z.maxLength(LIMITS.alert.products))),
  categoryIds: z.optional(z.array(reference('category')).check(z.maxLength(LIMITS.alert.categories))),
  ...thresholds,
  /** No message between these times of the shop's day; it may run over midnight. */
  quietFrom: z.optional(timeOfDay),
  quietUntil: z.optional(timeOfDay),
  /** Hours after which an event that is still open and not acknowledged is told again; absent: never. */
  repeatHours: z.optional(within(LIMITS.alert.repeatHours)),
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
  name: text(LIMITS.alert.name, 1),
  alertType: z.enum(ALERT_TYPES),
  conditions: conditionsSchema,
  channels: z.array(z.enum(ALERT_CHANNELS)).check(z.maxLength(3)),
  /** Each a user's id, a number in E.164 or an e-mail address. */
  recipients: z.array(text(200, 1)).check(z.maxLength(LIMITS.alert.recipients)),
  isActive: z.boolean(),
});
export type Alert = z.infer<typeof alertSchema>;
export type AlertId = Alert['_id'];
export const alertId = (key: string): AlertId => `alert:${key}`;
