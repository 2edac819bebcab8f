import * as z from 'zod/mini';
import type { AlertEventId } from './alert-event.ts';
import { couchFields, stamped } from './base.ts';

/**
 * Somebody has taken note of an event: no more messages about it. A document of its own, so that it can be written
 * without a network and never conflicts with what the server writes on the event. The first word stands.
 */
export const acknowledgementSchema = z.strictObject({
  ...stamped,
  ...couchFields,
  _id: z.templateLiteral(['ack:alertEvent:', z.string()]),
  type: z.literal('acknowledgement'),
  eventId: z.templateLiteral(['alertEvent:', z.string().check(z.regex(/^[\w.:-]{1,200}$/))]),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;
export type AcknowledgementId = Acknowledgement['_id'];

export const acknowledgementId = (event: AlertEventId): AcknowledgementId => `ack:${event}`;
