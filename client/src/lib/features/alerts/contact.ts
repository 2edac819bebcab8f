import { parsePhone } from '@digiboost/domain/shared/phone';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { alertForm as words } from '../../i18n/fr/alert-form.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

export const isEmail = (recipient: string): boolean => recipient.includes('@');
export const isPhone = (recipient: string): boolean => recipient.startsWith('+');
/** Somebody with an account of the shop, rather than a number or an address. */
export const isPerson = (recipient: string): boolean => !isEmail(recipient) && !isPhone(recipient);

/** The number in E.164, or the address in lower case, that was typed; else what to type. */
export function readContact(text: string): Result<string, string> {
  const typed = text.trim();
  if (typed.includes('@')) return EMAIL.test(typed) ? ok(typed.toLowerCase()) : fail(words.faults.contact);
  const phone = parsePhone(typed);
  return phone.ok ? phone : fail(words.faults.contact);
}
