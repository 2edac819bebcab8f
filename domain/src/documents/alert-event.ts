import * as z from 'zod/mini';
import { ALERT_TYPES } from './alert.ts';
import { couchFields, editable, instant, text } from './base.ts';

/** One opening of an alert for one subject, `alertEvent:<alert>:<subject>:<opened>`. Written by the server. */
export const alertEventSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.templateLiteral(['alertEvent:', z.string()]),
  type: z.literal('alertEvent'),
  alertType: z.enum(ALERT_TYPES),
  triggeredAt: instant,
  closedAt: z.optional(instant),
  severity: z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
  message: text(2000, 1),
  details: z.record(z.string(), z.unknown()),
  sent: z.record(z.string(), z.unknown()),
  acknowledgedAt: z.optional(instant),
});
export type AlertEvent = z.infer<typeof alertEventSchema>;
