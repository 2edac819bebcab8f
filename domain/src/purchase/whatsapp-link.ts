import { parsePhone } from '../shared/phone.ts';

/**
 * Opens WhatsApp on `text`, in the conversation with `phone`; without a number that can be read WhatsApp asks whom to
 * send it. A number is written in digits, country code first (WhatsApp's click-to-chat).
 */
export function whatsAppLink(text: string, phone?: string): string {
  const number = phone === undefined ? null : parsePhone(phone);
  return `https://wa.me/${number?.ok ? number.value.slice(1) : ''}?text=${encodeURIComponent(wellFormed(text))}`;
}

/** Half a character, as a name cut in the middle of an emoji leaves it, cannot be encoded. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
