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

/**
 * How `recipient` (a user's id, a number in E.164 or an e-mail address) is reached by `channel`; null when the channel is
 * not theirs to have (an e-mail address on WhatsApp), or they are no longer of the shop.
 */
export function reach(recipient: string, channel: AlertChannel, people: readonly Person[]): Reach | null {
  if (recipient.startsWith('+')) return channel === 'WHATSAPP' ? { userId: null, address: recipient } : null;
  if (recipient.includes('@')) return channel === 'EMAIL' ? { userId: null, address: recipient } : null;
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
