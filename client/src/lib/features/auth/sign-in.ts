import { isEmail } from '@digiboost/domain/shared/email';
import { auth } from '../../i18n/fr/auth.ts';
import type { SignInFailure } from '../../session/types.ts';

/** What is wrong with a typed e-mail address, in a sentence; empty when nothing is. */
export function emailFault(email: string): string {
  if (!email.trim()) return auth.missingEmail;
  return isEmail(email) ? '' : auth.badEmail;
}

/** The sentence for a failed sign-in: what happened, and what to do. */
export function sentenceOf({ code, retryAfterMs }: SignInFailure): string {
  return code === 'too-many' && retryAfterMs !== null ? auth.tooManyFor(retryAfterMs) : auth.faults[code];
}
