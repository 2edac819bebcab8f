import type { AlertChannel } from '@digiboost/domain/documents';
import type { User } from '../accounts/user-document.ts';
import type { FieldError } from '../http/problem.ts';

const isNumber = (recipient: string): boolean => recipient.startsWith('+');
const isAddress = (recipient: string): boolean => recipient.includes('@');

/** Whom an alert is to tell, and how. */
export interface Telling {
  readonly channels: readonly AlertChannel[];
  readonly recipients: readonly string[];
}

/**
 * Why an alert could never tell somebody: they have no active account in the shop, or no chosen channel reaches their
 * number or address. Without any channel the alert only shows in the app, and nobody has to be reached.
 */
export function recipientFaults({ channels, recipients }: Telling, users: readonly User[]): FieldError[] {
  const active = new Set(users.filter(({ isActive }) => isActive).map(({ id }) => id));
  const strangers = recipients.flatMap((recipient, index): FieldError[] =>
    isNumber(recipient) || isAddress(recipient) || active.has(recipient)
      ? []
      : [
          {
            field: `recipients.${index}`,
            detail: 'Cet utilisateur n’est pas de la boutique, ou son compte est désactivé.',
          },
        ],
  );
  const isWithout = (channel: AlertChannel, has: (recipient: string) => boolean): boolean =>
    channels.length > 0 && !channels.includes(channel) && recipients.some(has);
  return [
    ...strangers,
    ...(isWithout('WHATSAPP', isNumber)
      ? [{ field: 'channels', detail: 'Ajoutez WHATSAPP : un numéro ne peut pas être prévenu autrement.' }]
      : []),
    ...(isWithout('EMAIL', isAddress)
      ? [{ field: 'channels', detail: 'Ajoutez EMAIL : une adresse ne peut pas être prévenue autrement.' }]
      : []),
  ];
}
