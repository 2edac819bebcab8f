import type { Role } from '@digiboost/domain/documents';
import { parsePhone } from '@digiboost/domain/shared/phone';
import type { LookUp } from '../couch/look-up.ts';

/** A role in a shop, or the platform's administrator, who has no shop. */
export type AccountRole = Role | 'platform';

/** A user as the control database keeps it. */
export interface UserDocument {
  readonly _id: `user:${string}`;
  readonly _rev?: string;
  readonly type: 'user';
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
  /** The user's shop; null for the platform's administrators. */
  readonly tenantId: string | null;
  readonly passwordHash: string;
  readonly isActive: boolean;
  /** Raised by what signs the person out everywhere; sessions that began under another one are over. Absent: 0. */
  readonly sessionVersion?: number;
  /** Telephone number in E.164 for WhatsApp. */
  readonly whatsapp?: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** Reserves an e-mail address for one user: two users cannot create the same document. */
export interface EmailDocument {
  readonly _id: `email:${string}`;
  readonly _rev?: string;
  readonly type: 'email';
  readonly userId: string;
  readonly reservedAt: string;
}

/** What the rest of the server knows of a user: no password hash. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly tenantId: string | null;
  readonly isActive: boolean;
  readonly whatsapp: string | null;
  readonly createdAt: string;
}

/** Under which version of a person sessions begin now. */
export const sessionVersionOf = (doc: UserDocument): number => doc.sessionVersion ?? 0;

/** The user in a document, without the password hash. */
export const toUser = (doc: UserDocument): User => ({
  id: doc._id.slice('user:'.length),
  email: doc.email,
  name: doc.name,
  role: doc.role,
  tenantId: doc.tenantId,
  isActive: doc.isActive,
  whatsapp: doc.whatsapp ?? null,
  createdAt: doc.createdAt,
});

/** The user with an e-mail address. */
export const USER_BY_EMAIL: LookUp = { name: 'user_email', only: { type: 'user' }, fields: ['email'] };

/** The active users with a WhatsApp number. */
export const USERS_BY_NUMBER: LookUp = {
  name: 'active_user_number',
  only: { type: 'user', isActive: true },
  fields: ['whatsapp'],
};

/** An e-mail address as it is compared: trimmed, NFC, lower case. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** What somebody signs in with, as it is compared: an address, or a telephone number in E.164. */
export function normaliseLogin(login: string): string {
  const number = login.includes('@') ? null : parsePhone(login);
  return number?.ok ? number.value : normaliseEmail(login);
}

/** Whether `id` may be a user's: it comes from requests, and becomes a part of a document's id. */
export const isUserId = (id: string): boolean => /^[a-z0-9-]{3,64}$/.test(id);

/** Stands for a tenant in the ids of the platform's administrators. */
export const PLATFORM = 'platform';

/** What user ids of a shop (or of the platform) start with, so that a range of ids lists its users. */
export const userIdPrefix = (tenantId: string | null): string => `${tenantId ?? PLATFORM}-`;
