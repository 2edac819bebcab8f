import type { Role } from '@digiboost/domain/documents';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { oneByOne } from '../couch/one-by-one.ts';
import { hashPassword, passwordMatches } from './password.ts';
import type { RefreshFamilies } from './refresh-families.ts';
import { sessionVersionOf, type User, type UserDocument } from './user-document.ts';
import type { UserStore } from './user-store.ts';

/** What a shop's administrator gives for a new user. */
export interface UserInput {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly whatsapp?: string | undefined;
}

/** What may change about a user; null takes the WhatsApp number away. */
export interface UserChanges {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly isActive?: boolean | undefined;
  readonly password?: string | undefined;
  readonly whatsapp?: string | null | undefined;
}

/** A shop's users, for its administrators. */
export interface UserService {
  list(tenantId: string): Promise<User[]>;
  create(tenantId: string, input: UserInput, by: string, now: Date): Promise<Result<User, 'email-taken'>>;
  /** Another role, a deactivation or a new password signs the user out everywhere. */
  change(
    tenantId: string,
    id: string,
    changes: UserChanges,
    by: string,
    now: Date,
  ): Promise<Result<User, 'not-found' | 'last-admin'>>;
  /** Another password of one's own: signs out everywhere but in the session that asks. */
  changePassword(
    who: { readonly id: string; readonly sessionId: string },
    current: string,
    password: string,
    now: Date,
  ): Promise<Result<User, 'not-found' | 'wrong-password'>>;
}

export function userService(users: UserStore, families: RefreshFamilies): UserService {
  const inTurn = oneByOne();

  const isLastAdmin = async (tenantId: string, id: string): Promise<boolean> => {
    const all = await users.list(tenantId);
    return !all.some((user) => user.id !== id && user.role === 'admin' && user.isActive);
  };

  return {
    list: (tenantId) => users.list(tenantId),

    async create(tenantId, { password, ...input }, by, now) {
      return users.create({ ...input, tenantId, passwordHash: await hashPassword(password) }, by, now);
    },

    change: (tenantId, id, changes, by, now) =>
      // Two administrators who demote each other at once must not both succeed.
      inTurn(tenantId, async () => {
        const doc = await users.document(id);
        if (doc?.tenantId !== tenantId) return fail('not-found');
        const { password, ...others } = changes;
        const passwordHash = password === undefined ? undefined : await hashPassword(password);
        const edited = (before: UserDocument) => revised(before, { ...others, passwordHash }, by, now);
        const next = edited(doc);
        const losesAdmin = doc.role === 'admin' && doc.isActive && !(next.role === 'admin' && next.isActive);
        if (losesAdmin && (await isLastAdmin(tenantId, id))) return fail('last-admin');
        const changed = await users.change(doc, edited);
        if (!changed) return fail('not-found');
        if (signsOut(doc, next)) await families.revokeAll(id, now);
        return ok(changed);
      }),

    async changePassword({ id, sessionId }, current, password, now) {
      const doc = await users.document(id);
      if (doc === null) return fail('not-found');
      if (!(await passwordMatches(doc.passwordHash, current))) return fail('wrong-password');
      const passwordHash = await hashPassword(password);
      let version = 0;
      const changed = await users.change(doc, (before) => {
        const next = revised(before, { passwordHash }, id, now);
        version = sessionVersionOf(next);
        return next;
      });
      if (changed === null) return fail('not-found');
      await families.revokeAll(id, now, { sessionId, version });
      return ok(changed);
    },
  };
}

const signsOut = (before: UserDocument, after: UserDocument): boolean =>
  after.role !== before.role || !after.isActive || after.passwordHash !== before.passwordHash;

type Revision = Omit<UserChanges, 'password'> & { readonly passwordHash: string | undefined };

function revised(doc: UserDocument, changes: Revision, by: string, now: Date): UserDocument {
  const { whatsapp: before, ...rest } = doc;
  const whatsapp = changes.whatsapp === undefined ? before : (changes.whatsapp ?? undefined);
  const next: UserDocument = {
    ...rest,
    name: changes.name ?? doc.name,
    role: changes.role ?? doc.role,
    isActive: changes.isActive ?? doc.isActive,
    passwordHash: changes.passwordHash ?? doc.passwordHash,
    ...(whatsapp === undefined ? {} : { whatsapp }),
    updatedAt: now.toISOString(),
    updatedBy: by,
  };
  return signsOut(doc, next) ? { ...next, sessionVersion: sessionVersionOf(doc) + 1 } : next;
}
