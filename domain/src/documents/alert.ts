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

/** An alert that the shop has configured. */
export const alertSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('alert'),
  type: z.literal('alert'),
  name: text(120, 1),
  alertType: z.enum(ALERT_TYPES),
  /** Thresholds and scope; each alert type reads its own. */
  conditions: z.record(z.string(), z.unknown()),
  channels: z.array(z.enum(['WHATSAPP', 'EMAIL', 'PUSH'])).check(z.maxLength(3)),
  recipients: z.array(text(200, 1)).check(z.maxLength(20)),
  isActive: z.boolean(),
});
export type Alert = z.infer<typeof alertSchema>;
