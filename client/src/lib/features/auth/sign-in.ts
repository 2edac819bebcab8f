import { isEmail } from '@digiboost/domain/shared/email';
import { auth } from '../../i18n/fr/auth.ts';
import type { SignInFailure } from '../../session/types.ts';

/** What is wrong with a typed e-mail address, in a sentence; empty when nothing is. */
export function emailFault(email: string): string {
  if (!email.trim()) return auth.missingEmail;
  return isEmail(email) ? '' : auth.badEmail;
}

/** Digits of the shortest numbers there are. */
const SHORTEST_NUMBER = 7;

/**
 * The same of what somebody is known by: an address, or a telephone number, whose plans only the server has: they weigh
 * more than the whole of this page.
 */
export function loginFault(login: string): string {
  if (!login.trim()) return auth.missingLogin;
  if (!/^[+\d][^@]*$/.test(login.trim())) return emailFault(login);
  return login.replace(/\D/g, '').length < SHORTEST_NUMBER ? auth.badNumber : '';
}

/** The sentence for a failed sign-in: what happened, and what to do. */
export function sentenceOf({ code, retryAfterMs }: SignInFailure): string {
  return code === 'too-many' && retryAfterMs !== null ? auth.tooManyFor(retryAfterMs) : auth.faults[code];
}
