import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Database, Stored } from '../couch/client.ts';
import type { Member } from './require-user.ts';
import { toUser } from './user-document.ts';
import type { UserStore } from './user-store.ts';

/** What a key may be used for. */
export const AGENT_SCOPES = ['shop:read', 'orders:draft'] as const;
export type AgentScope = (typeof AGENT_SCOPES)[number];

/** A key as its shop's administrators see it; the secret is shown once, when it is made. */
export interface AgentKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly AgentScope[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

interface KeyDocument extends Stored, AgentKey {
  readonly type: 'agentKey';
  /** SHA-256 of the secret, which is 32 random bytes: nothing to guess. */
  readonly hash: string;
}

/** Who calls with a key: the person who made it, as far as the key goes. */
export interface AgentHolder {
  readonly key: AgentKey;
  readonly member: Member;
  /** Those of the key that its person's role still allows. */
  readonly scopes: readonly AgentScope[];
}

/** The keys by which agents act for a shop. */
export interface AgentKeys {
  list(tenantId: string): Promise<AgentKey[]>;
  create(
    input: { readonly name: string; readonly scopes: readonly AgentScope[]; readonly days: number },
    by: Member,
    now: Date,
  ): Promise<{ readonly key: AgentKey; readonly secret: string }>;
  /** Ends a key at once; null when there is none. */
  revoke(tenantId: string, id: string, now: Date): Promise<AgentKey | null>;
  /** Whose a secret is, read anew each time; null when it is nobody's, or not any more. */
  holder(secret: string, now: Date): Promise<AgentHolder | null>;
}

const DAY_MS = 86_400_000;
/** A use is noted so often, ms. */
const NOTED_EVERY_MS = 60_000;
const SECRET = /^dgb_([a-z0-9]{3,32})_([\da-f]{16})_([\w-]{43})$/;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const idOf = (tenantId: string, id: string): string => `agentKey:${tenantId}:${id}`;

const shown = ({
  id,
  name,
  scopes,
  createdBy,
  createdAt,
  expiresAt,
  revokedAt,
  lastUsedAt,
}: KeyDocument): AgentKey => ({
  id,
  name,
  scopes,
  createdBy,
  createdAt,
  expiresAt,
  revokedAt,
  lastUsedAt,
});

/** The keys kept in `control`. */
export function agentKeys(control: Database, users: Pick<UserStore, 'document'>): AgentKeys {
  return {
    async list(tenantId) {
      const docs = await control.range<KeyDocument>(idOf(tenantId, ''), idOf(tenantId, '~'));
      return docs.map(shown).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },

    async create({ name, scopes, days }, by, now) {
      const id = randomBytes(8).toString('hex');
      const secret = randomBytes(32).toString('base64url');
      const doc: KeyDocument = {
        _id: idOf(by.tenantId, id),
        type: 'agentKey',
        id,
        name,
        scopes,
        createdBy: by.id,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + days * DAY_MS).toISOString(),
        revokedAt: null,
        lastUsedAt: null,
        hash: hashOf(secret),
      };
      if (!(await control.put(doc)).ok) throw new Error('Two keys were given one id');
      return { key: shown(doc), secret: `dgb_${by.tenantId}_${id}_${secret}` };
    },

    async revoke(tenantId, id, now) {
      const revoked = await control.update<KeyDocument>(
        idOf(tenantId, id),
        (doc) => doc && { ...doc, revokedAt: doc.revokedAt ?? now.toISOString() },
      );
      return revoked && shown(revoked);
    },

    async holder(given, now) {
      const [, tenantId = '', id = '', secret = ''] = SECRET.exec(given) ?? [];
      const doc = id === '' ? null : await control.get<KeyDocument>(idOf(tenantId, id));
      if (!doc || !timingSafeEqual(bytes(doc.hash), bytes(hashOf(secret)))) return null;
      const at = now.toISOString();
      if (doc.revokedAt !== null || doc.expiresAt <= at) return null;
      const person = await users.document(doc.createdBy);
      if (!person?.isActive || person.tenantId !== tenantId) return null;
      const last = doc.lastUsedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(doc.lastUsedAt);
      if (now.getTime() - last >= NOTED_EVERY_MS) {
        await control.update<KeyDocument>(doc._id, (fresh) => fresh && { ...fresh, lastUsedAt: at }, doc);
      }
      const mayWrite = person.role === 'admin' || person.role === 'user';
      return {
        key: shown(doc),
        member: { ...toUser(person), tenantId },
        scopes: doc.scopes.filter((scope) => scope !== 'orders:draft' || mayWrite),
      };
    },
  };
}
