import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { ACCESS_TOKEN_SECONDS, signAccessToken } from './access-token.ts';
import { passwordMatches } from './password.ts';
import type { Host, IssuedToken, PhoneProof, RefreshFamilies, RefreshRefusal } from './refresh-families.ts';
import type { SigningKey } from './signing-key.ts';
import type { TenantStore } from './tenant-store.ts';
import { normaliseLogin, sessionVersionOf, toUser, type User, type UserDocument } from './user-document.ts';
import type { UserStore } from './user-store.ts';

/** A user as the signed-in phone knows itself. */
export interface Account extends Pick<User, 'id' | 'email' | 'name' | 'role' | 'tenantId'> {
  readonly shopName: string | null;
}

/** What a login or a refresh gives. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
  readonly user: Account;
}

export type LoginRefusal = 'invalid-credentials' | 'account-disabled' | 'number-shared';

/** An access token of somebody on a phone that is another's, and who they are there. */
export type BesideSession = Omit<Session, 'refreshToken'>;

/** Logins and the sessions that follow from them. */
export interface SessionService {
  /** The e-mail address of who alone is meant by an address or a number; else what was typed. */
  accountOf(login: string): Promise<string>;
  /** `login`: an e-mail address or a telephone number. `key`: what the phone will prove itself by when it refreshes. */
  login(login: string, password: string, key: string | null, now: Date): Promise<Result<Session, LoginRefusal>>;
  /**
   * Lets another person of the shop work on the phone whose session is `host`: they sign in there once, and what it
   * asks for later is in their name. Whatever ends the one ends the other.
   */
  joinPhone(
    login: string,
    password: string,
    host: Host & { readonly tenantId: string },
    now: Date,
  ): Promise<Result<Account, LoginRefusal | 'other-shop'>>;
  /** A token of somebody who has joined the phone; null once they have not. */
  besideToken(userId: string, host: Host, now: Date): Promise<BesideSession | null>;
  /** False when they had not joined it. */
  leavePhone(userId: string, host: Host, now: Date): Promise<boolean>;
  refresh(
    token: string,
    proof: PhoneProof | null,
    now: Date,
  ): Promise<Result<Session, RefreshRefusal | 'account-disabled'>>;
  logout(token: string, now: Date): Promise<void>;
  account(user: User): Promise<Account>;
}

export function sessionService(
  users: UserStore,
  tenants: TenantStore,
  families: RefreshFamilies,
  key: SigningKey,
): SessionService {
  const account = async (user: User): Promise<Account> => ({
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    tenantId: user.tenantId,
    shopName: user.tenantId === null ? null : await tenants.shopName(user.tenantId),
  });

  const session = async (user: User, issued: IssuedToken, now: Date): Promise<Session> => ({
    accessToken: signAccessToken(key, user, issued.sessionId, now),
    refreshToken: issued.token,
    expiresIn: ACCESS_TOKEN_SECONDS,
    user: await account(user),
  });

  /** Whether nothing has signed the person out since the session began. */
  const isStillOf = (doc: UserDocument | null, { version }: IssuedToken): boolean =>
    doc?.isActive === true && sessionVersionOf(doc) === version;

  /** Whose address or number it is, and password. */
  async function proven(login: string, password: string): Promise<Result<UserDocument, LoginRefusal>> {
    const meant = await users.byLogin(login);
    // At once, and once for nobody: how long it takes does not tell who there is.
    const hashes = meant.length > 0 ? meant.map(({ passwordHash }) => passwordHash) : [null];
    const matches = await Promise.all(hashes.map((hash) => passwordMatches(hash, password)));
    const [doc, other] = meant.filter((_, n) => matches[n]);
    if (!doc) return fail('invalid-credentials');
    // Said only to whoever knows the password.
    if (other) return fail('number-shared');
    // Said only to whoever knows the password.
    return doc.isActive ? ok(doc) : fail('account-disabled');
  }

  return {
    account,
    async accountOf(login) {
      const [one, ...others] = login.includes('@') ? [] : await users.byLogin(login);
      return one && others.length === 0 ? one.email : normaliseLogin(login);
    },
    async login(login, password, key, now) {
      const found = await proven(login, password);
      if (!found.ok) return found;
      const doc = found.value;
      const user = toUser(doc);
      const issued = await families.open(user.id, sessionVersionOf(doc), key, now);
      // The password or the role may have changed while the hash was compared.
      if (!isStillOf(await users.document(user.id), issued)) {
        await families.revoke(issued.token, now);
        return fail('invalid-credentials');
      }
      return ok(await session(user, issued, now));
    },
    async joinPhone(login, password, host, now) {
      const found = await proven(login, password);
      if (!found.ok) return found;
      const doc = found.value;
      if (doc.tenantId !== host.tenantId) return fail('other-shop');
      const user = toUser(doc);
      const { userId, sessionId } = host;
      await families.openBeside(user.id, sessionVersionOf(doc), { userId, sessionId }, now);
      return ok(await account(user));
    },
    async besideToken(userId, host, now) {
      const [doc, held] = await Promise.all([users.document(userId), families.beside(userId, host, now)]);
      if (!doc?.isActive || !held || sessionVersionOf(doc) !== held.version) return null;
      const user = toUser(doc);
      return {
        accessToken: signAccessToken(key, user, held.sessionId, now, host.sessionId),
        expiresIn: ACCESS_TOKEN_SECONDS,
        user: await account(user),
      };
    },
    leavePhone: (userId, host, now) => families.endBeside(userId, host, now),
    async refresh(token, proof, now) {
      const issued = await families.rotate(token, proof, now);
      if (!issued.ok) return issued;
      const doc = await users.document(issued.value.userId);
      if (!doc) return fail('session-expired');
      if (!doc.isActive) return fail('account-disabled');
      if (!isStillOf(doc, issued.value)) {
        await families.revoke(issued.value.token, now);
        return fail('session-revoked');
      }
      return ok(await session(toUser(doc), issued.value, now));
    },
    logout: (token, now) => families.revoke(token, now),
  };
}
