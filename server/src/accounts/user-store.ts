import { randomInt } from 'node:crypto';
import { compareNames } from '@digiboost/domain/french';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Database } from '../couch/client.ts';
import {
  type AccountRole,
  type EmailDocument,
  isUserId,
  normaliseEmail,
  normaliseLogin,
  toUser,
  USER_BY_EMAIL,
  USERS_BY_NUMBER,
  type User,
  type UserDocument,
  userIdPrefix,
} from './user-document.ts';

/** What a new user is made of; the password already hashed. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly tenantId: string | null;
  readonly passwordHash: string;
  readonly whatsapp?: string | undefined;
}

/** The users in the control database. */
export interface UserStore {
  document(id: string): Promise<UserDocument | null>;
  byEmail(email: string): Promise<UserDocument | null>;
  /** Who may be meant by an e-mail address or a telephone number: several share a number; closed accounts have none. */
  byLogin(login: string): Promise<UserDocument[]>;
  /** A shop's users, or with null the platform's administrators. */
  list(tenantId: string | null): Promise<User[]>;
  create(user: NewUser, by: string, now: Date): Promise<Result<User, 'email-taken'>>;
  /** Changes a user, of whom `doc` was read; null when there is none any more. */
  change(doc: UserDocument, next: (fresh: UserDocument) => UserDocument): Promise<User | null>;
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const randomKey = (): string => Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

// A reservation whose user never appeared is the trace of a crash between two writes.
const ABANDONED_AFTER_MS = 10_000;

/** Each further account of a number costs a password's comparison. */
const MOST_OF_A_NUMBER = 4;

/** The users kept in `control`. */
export function userStore(control: Database): UserStore {
  const document = async (id: string) => (isUserId(id) ? control.get<UserDocument>(`user:${id}`) : null);
  const reservation = (email: string) => control.get<EmailDocument>(`email:${normaliseEmail(email)}`);

  /** Takes the address for `userId`; of two takers at once, one gets it. */
  async function reserve(email: string, userId: string, now: Date): Promise<boolean> {
    const doc: EmailDocument = {
      _id: `email:${normaliseEmail(email)}`,
      type: 'email',
      userId,
      reservedAt: now.toISOString(),
    };
    if ((await control.put(doc)).ok) return true;
    const held = await reservation(email);
    if (!held?._rev || (await isHeld(held, now))) return false;
    return (await control.put({ ...doc, _rev: held._rev })).ok;
  }

  const isHeld = async (held: EmailDocument, now: Date): Promise<boolean> =>
    now.getTime() - Date.parse(held.reservedAt) < ABANDONED_AFTER_MS || (await document(held.userId)) !== null;

  return {
    document,
    async byEmail(email) {
      const [found] = await control.find<UserDocument>(USER_BY_EMAIL, { values: [normaliseEmail(email)], limit: 1 });
      return found ?? null;
    },
    async byLogin(login) {
      const wanted = normaliseLogin(login);
      const [by, limit] = wanted.startsWith('+') ? [USERS_BY_NUMBER, MOST_OF_A_NUMBER] : [USER_BY_EMAIL, 1];
      return control.find<UserDocument>(by, { values: [wanted], limit });
    },
    async list(tenantId) {
      const from = `user:${userIdPrefix(tenantId)}`;
      const docs = await control.range<UserDocument>(from, `${from}\uffff`);
      return docs.map(toUser).sort((a, b) => compareNames(a.name, b.name));
    },
    async create({ email, name, role, tenantId, passwordHash, whatsapp }, by, now) {
      const id = userIdPrefix(tenantId) + randomKey();
      if (!(await reserve(email, id, now))) return fail('email-taken');
      const at = now.toISOString();
      const doc: UserDocument = {
        _id: `user:${id}`,
        type: 'user',
        email: normaliseEmail(email),
        name,
        role,
        tenantId,
        passwordHash,
        isActive: true,
        ...(whatsapp === undefined ? {} : { whatsapp }),
        createdAt: at,
        createdBy: by,
        updatedAt: at,
        updatedBy: by,
      };
      const stored = await control.put(doc);
      if (!stored.ok) throw new Error('Two users were given one id');
      return ok(toUser(doc));
    },
    async change(doc, next) {
      const changed = await control.update<UserDocument>(doc._id, (fresh) => fresh && next(fresh), doc);
      return changed && toUser(changed);
    },
  };
}
