import { randomUUID } from 'node:crypto';
import { ALERT_KINDS, type Person, reach } from '@digiboost/domain/alerts';
import { ALERT_CHANNELS, ALERT_TYPES } from '@digiboost/domain/documents/alert';
import { typeset } from '@digiboost/domain/french';
import { parsePhone } from '@digiboost/domain/shared/phone';
import { z } from 'zod';
import { isVisibleText } from '../http/validate.ts';
import type { Delivery, DeliveryChannel } from './delivery.ts';

const MARK = '[TEST]';
const ALLOWED_MS = 10 * 60_000;

/** An alert as its form holds it, stored or not yet; only what a message needs is looked at. */
export const testInput = z.object({
  alert: z.object(
    {
      name: z
        .string({ error: 'Donnez un nom à l’alerte.' })
        .trim()
        .min(1, { error: 'Donnez un nom à l’alerte.' })
        .max(120, { error: 'Le nom a 120 caractères au plus.' })
        .refine(isVisibleText, { error: 'Le nom contient des caractères qui ne s’affichent pas.' }),
      alertType: z.enum(ALERT_TYPES, { error: 'Choisissez ce que l’alerte surveille.' }),
      channels: z
        .array(z.enum(ALERT_CHANNELS), { error: 'Choisissez au moins un moyen d’envoi.' })
        .min(1, { error: 'Choisissez au moins un moyen d’envoi.' })
        .max(3),
      recipients: z
        .array(z.string().max(200), { error: 'Choisissez au moins une personne.' })
        .min(1, { error: 'Choisissez au moins une personne.' })
        .max(20, { error: 'Choisissez au plus 20 personnes.' }),
    },
    { error: 'Indiquez l’alerte à essayer.' },
  ),
});

type TestAlert = z.infer<typeof testInput>['alert'];

/** A recipient who cannot be reached by a channel, and why, for people. */
export interface Skipped {
  readonly recipient: string;
  readonly channel: DeliveryChannel;
  readonly reason: string;
}

/** The test messages of an alert, marked as such, and who cannot be reached. */
export function testDeliveries(
  alert: TestAlert,
  shop: { readonly tenantId: string; readonly name: string; readonly people: readonly Person[] },
  askedBy: string,
  now: Date,
): { readonly deliveries: Delivery[]; readonly skipped: Skipped[] } {
  const title = `${MARK} ${ALERT_KINDS[alert.alertType].label} – ${alert.name}`;
  const sentence = typeset(`Ceci est un essai demandé par ${askedBy} : les messages de cette alerte arriveront ici.`);
  const content = {
    title,
    text: `*${title}*\n\n${sentence}\n\n${shop.name} – Digiboost PME`,
    variables: [title, sentence, '—', 'Rien à faire.', shop.name],
    url: '/alertes',
  };
  const run = randomUUID();
  const deliveries: Delivery[] = [];
  const skipped: Skipped[] = [];
  for (const recipient of new Set(alert.recipients.map(asWritten))) {
    for (const channel of new Set(alert.channels)) {
      const reached = reach(recipient, channel, shop.people);
      if (!reached) continue;
      if ('missing' in reached) {
        skipped.push({ recipient, channel, reason: reached.missing });
        continue;
      }
      deliveries.push({
        id: `test|${shop.tenantId}|${run}|${channel}|${recipient}`,
        tenantId: shop.tenantId,
        eventId: '',
        alertType: 'TEST',
        channel,
        recipient,
        userId: reached.userId,
        address: reached.address,
        content,
        notBefore: now.toISOString(),
        deadline: new Date(now.getTime() + ALLOWED_MS).toISOString(),
      });
    }
  }
  return { deliveries, skipped };
}

/** A number in E.164 however it was written; anything else as it is. */
function asWritten(recipient: string): string {
  if (!/^[+\d]/.test(recipient)) return recipient;
  const number = parsePhone(recipient);
  return number.ok ? number.value : recipient;
}
