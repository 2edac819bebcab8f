import { formatPhone, parsePhone } from '@digiboost/domain/shared/phone';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { recipients as words } from '../i18n/fr/recipients.ts';
import type { Person } from './people.svelte.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

export const isEmail = (recipient: string): boolean => recipient.includes('@');
export const isPhone = (recipient: string): boolean => recipient.startsWith('+');
/** Somebody with an account of the shop, rather than a number or an address. */
export const isPerson = (recipient: string): boolean => !isEmail(recipient) && !isPhone(recipient);

/** The number in E.164, or the address in lower case, that was typed; else what to type. */
export function readContact(text: string): Result<string, string> {
  const typed = text.trim();
  if (typed.includes('@')) return EMAIL.test(typed) ? ok(typed.toLowerCase()) : fail(words.contactFault);
  const phone = parsePhone(typed);
  return phone.ok ? phone : fail(words.contactFault);
}

/** Somebody as people call them: a name, a number as it is read, an address. */
export function recipientName(recipient: string, personName: (id: string) => string | undefined): string {
  if (isPhone(recipient)) return formatPhone(recipient);
  return isPerson(recipient) ? (personName(recipient) ?? words.somebody) : recipient;
}

/** Somebody who may be told, as a list of choices shows them. */
export interface RecipientRow {
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
}

/** The shop's people and whoever else is chosen. `channels`: the ways in which they would be told. */
export function recipientRows(
  { people, me }: { readonly people: readonly Person[]; readonly me: Pick<Person, 'id' | 'name'> },
  chosen: readonly string[],
  channels: readonly string[],
): RecipientRow[] {
  const known = people.some(({ id }) => id === me.id) ? people : [me as Person, ...people];
  // Who left the shop or is not known here stays in sight as long as they are chosen.
  const strangers = chosen
    .filter((recipient) => isPerson(recipient) && !known.some(({ id }) => id === recipient))
    .map((id): Person => ({ id, name: words.somebody }));
  const hintOf = ({ id, whatsapp }: Person): string | undefined => {
    if (!channels.includes('WHATSAPP') || whatsapp === undefined) return undefined;
    if (whatsapp) return words.knownNumber(formatPhone(whatsapp));
    return id === me.id ? words.ownNoWhatsapp : words.noWhatsapp;
  };
  return [
    ...[...known, ...strangers].map((person) => ({
      id: person.id,
      label: person.id === me.id ? words.me(me.name) : person.name,
      hint: hintOf(person),
    })),
    ...chosen
      .filter((recipient) => !isPerson(recipient))
      .map((id) => ({
        id,
        label: recipientName(id, () => undefined),
        hint: isEmail(id) ? words.onlyByEmail : words.onlyByWhatsapp,
      })),
  ];
}
