import type { AlertChannel } from '../documents/alert.ts';

/** Somebody of the shop, and how they are reached. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly whatsapp: string | null;
  readonly email: string | null;
}

/** Where a message goes; `missing` says in French why it cannot. */
export type Reach =
  | { readonly userId: string | null; readonly address: string }
  | { readonly userId: string; readonly missing: string };

/** E.164: a country code and a number. */
const NUMBER = /^\+[1-9]\d{6,14}$/;
/** One address: no list, no name, no line end. */
const EMAIL = /^[^\s@,;:<>()[\]\\"]{1,64}@[^\s@,;:<>()[\]\\"]{1,120}\.[^\s@,;:<>()[\]\\".]{2,}$/;

/**
 * How `recipient` (a user's id, a number in E.164 or an e-mail address) is reached by `channel`; null when the channel
 * is not theirs to have (an e-mail address on WhatsApp), nobody can be reached so, or they are no longer of the shop.
 */
export function reach(recipient: string, channel: AlertChannel, people: readonly Person[]): Reach | null {
  if (recipient.startsWith('+')) {
    return channel === 'WHATSAPP' && NUMBER.test(recipient) ? { userId: null, address: recipient } : null;
  }
  if (recipient.includes('@')) {
    return channel === 'EMAIL' && EMAIL.test(recipient) ? { userId: null, address: recipient } : null;
  }
  const person = people.find(({ id }) => id === recipient);
  if (!person) return null;
  const { id, name, whatsapp, email } = person;
  if (channel === 'PUSH') return { userId: id, address: id };
  const address = channel === 'WHATSAPP' ? whatsapp : email;
  if (address) return { userId: id, address };
  return {
    userId: id,
    missing: `${name} n’a pas de ${channel === 'WHATSAPP' ? 'numéro WhatsApp' : 'adresse e-mail'}.`,
  };
}
