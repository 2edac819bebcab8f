import { type Acknowledgement, acknowledgementOf } from '../acknowledgement.ts';
import type { Alert } from '../alert.ts';
import type { AlertEvent } from '../alert-event.ts';
import type { Author } from '../author.ts';
import { AUTHOR, mutable } from './author.ts';

/** On every product's rupture, by WhatsApp. */
export const anAlert = mutable<Alert>(() => ({
  _id: 'alert:rupture',
  type: 'alert',
  name: 'Ruptures',
  alertType: 'RUPTURE',
  conditions: {},
  channels: ['WHATSAPP'],
  recipients: ['+221770000000'],
  isActive: true,
}));

/** The rupture of the rice, told to nobody yet. */
export const anAlertEvent = mutable<AlertEvent>(({ at }) => ({
  _id: `alertEvent:rupture:riz:${at}`,
  type: 'alertEvent',
  alertId: 'alert:rupture',
  alertType: 'RUPTURE',
  subject: 'product:riz',
  productId: 'product:riz',
  triggeredAt: at,
  severity: 'HIGH',
  message: 'Rupture de Riz brisé',
  details: {},
  sent: {},
}));

export const anAcknowledgement = (event: AlertEvent = anAlertEvent(), author: Author = AUTHOR): Acknowledgement =>
  acknowledgementOf(event._id, author);
