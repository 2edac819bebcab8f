import { randomUUID } from 'node:crypto';
import { typeset } from '@digiboost/domain/french';
import type { Delivery } from './delivery.ts';

const ALLOWED_MS = 25 * 60_000;

/** Who asked for a link. */
interface Member {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string;
  readonly whatsapp: string | null;
  readonly name: string;
}

/**
 * The message that brings a link for a forgotten password: given up before the link has expired. `home`: where people
 * reach the app, which WhatsApp's text has to say.
 */
export function passwordMessage(
  member: Member,
  token: string,
  by: 'EMAIL' | 'WHATSAPP',
  { home, now }: { readonly home: string; readonly now: Date },
): Delivery {
  const url = `/mot-de-passe#${token}`;
  const asked = 'Vous avez demandé à choisir un autre mot de passe pour Digiboost PME.';
  const once = 'Ouvrez le lien : il sert une fois, pendant 30 minutes.';
  const otherwise = 'Si ce n’est pas vous, ne faites rien : votre mot de passe reste le même.';
  return {
    id: `password|${member.tenantId}|${member.id}|${randomUUID()}`,
    tenantId: member.tenantId,
    eventId: '',
    alertType: 'REPLY',
    channel: by,
    recipient: member.id,
    userId: member.id,
    address: by === 'EMAIL' ? member.email : (member.whatsapp ?? ''),
    // Nobody wrote to the shop's number before: WhatsApp wants an approved text.
    ...(by === 'WHATSAPP' ? { template: 'PASSWORD' } : {}),
    content: {
      title: 'Choisir un autre mot de passe',
      text: [
        typeset(`Bonjour ${member.name},`),
        typeset(`${asked} ${once}`),
        ...(by === 'WHATSAPP' ? [home + url] : []),
        typeset(otherwise),
      ].join('\n\n'),
      variables: [member.name, home + url],
      url,
    },
    notBefore: now.toISOString(),
    deadline: new Date(now.getTime() + ALLOWED_MS).toISOString(),
  };
}
