import { randomUUID } from 'node:crypto';
import { typeset } from '@digiboost/domain/french';
import type { Delivery } from './delivery.ts';

const ALLOWED_MS = 25 * 60_000;

/** The e-mail that brings a link for a forgotten password: given up before the link has expired. */
export function passwordMessage(
  member: { readonly id: string; readonly tenantId: string; readonly email: string; readonly name: string },
  token: string,
  now: Date,
): Delivery {
  return {
    id: `password|${member.tenantId}|${member.id}|${randomUUID()}`,
    tenantId: member.tenantId,
    eventId: '',
    alertType: 'REPLY',
    channel: 'EMAIL',
    recipient: member.id,
    userId: member.id,
    address: member.email,
    content: {
      title: 'Choisir un autre mot de passe',
      text: typeset(
        `Bonjour ${member.name},\n\nVous avez demandé à choisir un autre mot de passe pour Digiboost PME. ` +
          'Ouvrez le lien : il sert une fois, pendant 30 minutes.\n\n' +
          'Si ce n’est pas vous, ne faites rien : votre mot de passe reste le même.',
      ),
      variables: [],
      url: `/mot-de-passe#${token}`,
    },
    notBefore: now.toISOString(),
    deadline: new Date(now.getTime() + ALLOWED_MS).toISOString(),
  };
}
