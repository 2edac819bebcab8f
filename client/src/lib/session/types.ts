import type { Result } from '@digiboost/domain/shared/result';
import type { PhoneProof } from './phone-key.ts';

/** Who is signed in on this phone, as the server names them. */
export interface SessionUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'admin' | 'user' | 'viewer' | 'platform';
  readonly tenantId: string;
  readonly shopName: string;
}

/** What the server grants for a password or a refresh cookie. */
export interface Grant {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly user: SessionUser;
}

/** Why a sign-in failed; the sentence for each is in i18n/fr/auth.ts. */
export type SignInFault =
  | 'wrong-password'
  | 'number-shared'
  | 'no-network'
  | 'server-down'
  | 'not-a-shop'
  | 'disabled'
  | 'too-many'
  | 'other-shop'
  | 'owner-first'
  | 'other-account';

/** A failed sign-in, with how long the server asks to wait. */
export interface SignInFailure {
  readonly code: SignInFault;
  readonly retryAfterMs: number | null;
}

/** signed-out: the server ended the session; offline: it could not be asked. */
export type TokenFault = 'signed-out' | 'offline';

/** The calls of the server's auth. `token`: that of whoever signed in on this phone. */
export interface AuthApi {
  /** `key`: by what the server will know this phone. */
  login(email: string, password: string, key: string): Promise<Result<Grant, SignInFailure>>;
  refresh(proof: PhoneProof): Promise<Result<Grant, TokenFault>>;
  /** Lets somebody else of the shop work on this phone. */
  join(token: string, login: string, password: string): Promise<Result<SessionUser, SignInFailure>>;
  /** A token of somebody who has joined it; gone: they have not, or not any more. */
  companionToken(token: string, id: string): Promise<Result<Grant, TokenFault | 'gone'>>;
  leave(token: string, id: string): Promise<boolean>;
  /** Whether the server heard it. */
  logout(): Promise<boolean>;
}
