import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Database, Stored } from '../couch/client.ts';
import { isUserId, toUser, type User, type UserDocument } from './user-document.ts';
import type { UserService } from './user-service.ts';
import type { UserStore } from './user-store.ts';

interface PasswordLinkDocument extends Stored {
  readonly type: 'password-link';
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  /** SHA-256 of the link's secret, which is 32 random bytes: nothing to guess. */
  readonly hash: string;
}

/** A member of a shop, who alone may forget a password here: the platform's people have the server. */
export type LinkOwner = User & { readonly tenantId: string };

/** The links by which people who forgot their password choose another: each once, for half an hour, the newest only. */
export interface PasswordLinks {
  /**
   * A link for each whom this e-mail address or telephone number means; none when nobody active has it, or they were
   * given one a moment ago.
   */
  create(login: string, now: Date): Promise<readonly { readonly member: LinkOwner; readonly token: string }[]>;
  /** Whose link it is; null when it is none, was used, replaced, or has expired. */
  open(token: string, now: Date): Promise<LinkOwner | null>;
  /** Sets the password, and ends every session. Of two who use one link at once, one does. */
  use(token: string, password: string, now: Date): Promise<Result<User, 'password-link-gone'>>;
}

const LASTS_MS = 30 * 60_000;
/** Whoever asks again at once is asked to look at their mail first. */
const PAUSE_MS = 60_000;
const TOKEN = /^([a-z0-9-]{3,64})_([\w-]{43})$/;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const idOf = (userId: string): string => `password-link:${userId}`;

function memberOf(doc: UserDocument | null): LinkOwner | null {
  if (!doc?.isActive || doc.tenantId === null) return null;
  return { ...toUser(doc), tenantId: doc.tenantId };
}

/** The links kept in `control`. */
export function passwordLinks(
  control: Database,
  users: {
    readonly store: Pick<UserStore, 'document' | 'byLogin'>;
    readonly service: Pick<UserService, 'change'>;
  },
): PasswordLinks {
  async function valid(token: string, now: Date) {
    const [, userId = '', secret = ''] = TOKEN.exec(token) ?? [];
    const link = isUserId(userId) ? await control.get<PasswordLinkDocument>(idOf(userId)) : null;
    if (!link || !timingSafeEqual(bytes(link.hash), bytes(hashOf(secret)))) return null;
    if (link.usedAt !== null || link.expiresAt <= now.toISOString()) return null;
    const member = memberOf(await users.store.document(userId));
    return member && { link, member };
  }

  async function linkFor(member: LinkOwner | null, now: Date) {
    if (!member) return null;
    const secret = randomBytes(32).toString('base64url');
    const fresh = {
      _id: idOf(member.id),
      type: 'password-link',
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + LASTS_MS).toISOString(),
      usedAt: null,
      hash: hashOf(secret),
    } as const;
    const since = new Date(now.getTime() - PAUSE_MS).toISOString();
    const kept = await control.update<PasswordLinkDocument>(fresh._id, (before) =>
      before && before.usedAt === null && before.createdAt > since ? null : { ...before, ...fresh },
    );
    return kept?.hash === fresh.hash ? { member, token: `${member.id}_${secret}` } : null;
  }

  return {
    async create(login, now) {
      const made = (await users.store.byLogin(login)).map((doc) => linkFor(memberOf(doc), now));
      return (await Promise.all(made)).filter((link) => link !== null);
    },

    open: async (token, now) => (await valid(token, now))?.member ?? null,

    async use(token, password, now) {
      const found = await valid(token, now);
      if (!found) return fail('password-link-gone');
      // Used before the password is set: a second one at the same moment finds another revision.
      const used = await control.put({ ...found.link, usedAt: now.toISOString() } as PasswordLinkDocument);
      if (!used.ok) return fail('password-link-gone');
      const { tenantId, id } = found.member;
      const changed = await users.service.change(tenantId, id, { password }, id, now);
      return changed.ok ? ok(changed.value) : fail('password-link-gone');
    },
  };
}
