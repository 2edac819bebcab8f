import type { Role } from '@digiboost/domain/documents';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { hashPassword } from './password.ts';
import type { RefreshFamilies } from './refresh-families.ts';
import type { User, UserDocument } from './user-document.ts';
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
  ): Promise<Result<User, 'not-found' | 'last-admin' | 'conflict'>>;
}

export function userService(users: UserStore, families: RefreshFamilies): UserService {
  const oneByOne = perKey();

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
      oneByOne(tenantId, async () => {
        const doc = await users.document(id);
        if (doc?.tenantId !== tenantId) return fail('not-found');
        const next = await revised(doc, changes, by, now);
        const losesAdmin = doc.role === 'admin' && doc.isActive && !(next.role === 'admin' && next.isActive);
        if (losesAdmin && (await isLastAdmin(tenantId, id))) return fail('last-admin');
        const saved = await users.save(next);
        if (!saved.ok) return saved;
        const signsOut = next.role !== doc.role || !next.isActive || next.passwordHash !== doc.passwordHash;
        if (signsOut) await families.revokeAll(id, now);
        return ok(saved.value);
      }),
  };
}

async function revised(doc: UserDocument, changes: UserChanges, by: string, now: Date): Promise<UserDocument> {
  const { whatsapp: before, ...rest } = doc;
  const whatsapp = changes.whatsapp === undefined ? before : (changes.whatsapp ?? undefined);
  return {
    ...rest,
    name: changes.name ?? doc.name,
    role: changes.role ?? doc.role,
    isActive: changes.isActive ?? doc.isActive,
    passwordHash: changes.password === undefined ? doc.passwordHash : await hashPassword(changes.password),
    ...(whatsapp === undefined ? {} : { whatsapp }),
    updatedAt: now.toISOString(),
    updatedBy: by,
  };
}

/** Runs tasks of one key one after the other, those of different keys side by side. */
function perKey(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const run = (tails.get(key) ?? Promise.resolve()).then(task, task);
    const tail = run
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return run;
  };
}
