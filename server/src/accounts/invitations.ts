import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Database, Stored } from '../couch/client.ts';
import type { Member } from './require-user.ts';
import type { User } from './user-document.ts';
import type { UserService } from './user-service.ts';
import type { UserStore } from './user-store.ts';

/** A link by which somebody makes themselves an account of a shop, as its administrators see it. */
export interface Invitation {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

interface InvitationDocument extends Stored, Invitation {
  readonly type: 'invitation';
  readonly tenantId: string;
  readonly createdBy: string;
  /** SHA-256 of the link's secret, which is 32 random bytes: nothing to guess. */
  readonly hash: string;
}

/** What a link that can still be used leads to. */
export type Opened = Pick<InvitationDocument, 'tenantId' | 'name' | 'role'>;

/** The links by which people make themselves an account of a shop: each once, for a week. */
export interface Invitations {
  list(tenantId: string): Promise<Invitation[]>;
  /** `token` is the link's secret, told once. */
  create(
    input: { readonly name: string; readonly role: Role },
    by: Member,
    now: Date,
  ): Promise<{ readonly invitation: Invitation; readonly token: string }>;
  /** Ends a link at once; null when there is none. */
  revoke(tenantId: string, id: string, now: Date): Promise<Invitation | null>;
  /** What a link leads to; null when it is none, was used, has expired or was taken back. */
  open(token: string, now: Date): Promise<Opened | null>;
  /** Makes the account; of two who use one link at once, one gets it. */
  accept(
    token: string,
    account: { readonly email: string; readonly password: string },
    now: Date,
  ): Promise<Result<User, 'invitation-gone' | 'email-taken'>>;
}

const LASTS_MS = 7 * 86_400_000;
const TOKEN = /^([a-z0-9]{3,32})_([\da-f]{16})_([\w-]{43})$/;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const idOf = (tenantId: string, id: string): string => `invitation:${tenantId}:${id}`;

const shown = ({ id, name, role, createdAt, expiresAt, usedAt, revokedAt }: InvitationDocument): Invitation => ({
  id,
  name,
  role,
  createdAt,
  expiresAt,
  usedAt,
  revokedAt,
});

/** The links kept in `control`. */
export function invitations(
  control: Database,
  users: { readonly store: Pick<UserStore, 'document'>; readonly service: Pick<UserService, 'create'> },
): Invitations {
  async function valid(token: string, now: Date): Promise<InvitationDocument | null> {
    const [, tenantId = '', id = '', secret = ''] = TOKEN.exec(token) ?? [];
    const doc = id === '' ? null : await control.get<InvitationDocument>(idOf(tenantId, id));
    if (!doc || !timingSafeEqual(bytes(doc.hash), bytes(hashOf(secret)))) return null;
    if (doc.usedAt !== null || doc.revokedAt !== null || doc.expiresAt <= now.toISOString()) return null;
    const by = await users.store.document(doc.createdBy);
    return by?.isActive && by.role === 'admin' && by.tenantId === tenantId ? doc : null;
  }

  return {
    async list(tenantId) {
      const docs = await control.range<InvitationDocument>(idOf(tenantId, ''), idOf(tenantId, '~'));
      return docs.map(shown).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },

    async create({ name, role }, by, now) {
      const id = randomBytes(8).toString('hex');
      const secret = randomBytes(32).toString('base64url');
      const doc: InvitationDocument = {
        _id: idOf(by.tenantId, id),
        type: 'invitation',
        id,
        tenantId: by.tenantId,
        name,
        role,
        createdBy: by.id,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + LASTS_MS).toISOString(),
        usedAt: null,
        revokedAt: null,
        hash: hashOf(secret),
      };
      if (!(await control.put(doc)).ok) throw new Error('Two invitations were given one id');
      return { invitation: shown(doc), token: `${by.tenantId}_${id}_${secret}` };
    },

    async revoke(tenantId, id, now) {
      const revoked = await control.update<InvitationDocument>(
        idOf(tenantId, id),
        (doc) => doc && { ...doc, revokedAt: doc.revokedAt ?? now.toISOString() },
      );
      return revoked && shown(revoked);
    },

    open: valid,

    async accept(token, account, now) {
      const doc = await valid(token, now);
      if (!doc) return fail('invitation-gone');
      // Used before the account is made: a second one at the same moment finds another revision.
      const used = await control.put({ ...doc, usedAt: now.toISOString() } as InvitationDocument);
      if (!used.ok) return fail('invitation-gone');
      const { tenantId, name, role, createdBy } = doc;
      const created = await users.service.create(tenantId, { ...account, name, role }, createdBy, now);
      if (!created.ok) {
        await control.put({ ...doc, _rev: used.value } as InvitationDocument);
        return fail(created.error);
      }
      return ok(created.value);
    },
  };
}
