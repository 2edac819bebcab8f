import { type KeyObject, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Database } from '../couch/client.ts';
import { type RefreshTokenId, readRefreshToken, writeRefreshToken } from './refresh-token.ts';

/** Days that a refresh token lives after it was given. */
export const REFRESH_TOKEN_DAYS = 7;
/** Milliseconds during which the token just replaced gets the same next one again: two tabs may ask at once. */
const GRACE_MS = 60_000;
const LIFETIME_MS = REFRESH_TOKEN_DAYS * 86_400_000;
const ATTEMPTS = 5;

/** The tokens that follow from one login on one device. */
interface FamilyDocument {
  readonly _id: string;
  readonly _rev?: string;
  readonly type: 'refreshFamily';
  readonly userId: string;
  readonly generation: number;
  /** The generation that the present token replaced; when absent, the one before. */
  readonly replaced?: number;
  readonly createdAt: string;
  readonly rotatedAt: string;
  readonly revokedAt?: string;
}

/** A token to hand out, and whose it is. */
export interface IssuedToken {
  readonly userId: string;
  readonly token: string;
}

export type RefreshRefusal = 'session-expired' | 'session-revoked';

/** Families of rotating refresh tokens. */
export interface RefreshFamilies {
  /** A new family, for a login. */
  open(userId: string, now: Date): Promise<IssuedToken>;
  /**
   * The next token. The token just replaced gets the same next one again for 60 s. Later, as long as that next one was
   * never used, its answer was lost on the network: another takes its place. Any other token has been copied, and
   * revokes its family.
   */
  rotate(token: string, now: Date): Promise<Result<IssuedToken, RefreshRefusal>>;
  /** Ends the family of one token; nothing to do for a token that is not ours. */
  revoke(token: string, now: Date): Promise<void>;
  /** Ends every family of a user, on all devices. */
  revokeAll(userId: string, now: Date): Promise<void>;
}

const familyKey = ({ userId, familyId }: Pick<RefreshTokenId, 'userId' | 'familyId'>): string =>
  `refresh:${userId}:${familyId}`;
const isOver = (family: FamilyDocument, now: Date): boolean =>
  now.getTime() - Date.parse(family.rotatedAt) > LIFETIME_MS;

/** The families kept in `control`, whose tokens `secret` authenticates. */
export function refreshFamilies(control: Database, secret: KeyObject): RefreshFamilies {
  const issue = (id: RefreshTokenId): IssuedToken => ({ userId: id.userId, token: writeRefreshToken(secret, id) });
  const familiesOf = (userId: string) =>
    control.range<FamilyDocument>(`refresh:${userId}:`, `refresh:${userId}:\uffff`);

  /** Changes a family whatever else changes it at the same time; null when it is gone. */
  async function change<T>(
    id: string,
    decide: (family: FamilyDocument) => { readonly next?: FamilyDocument; readonly outcome: T },
  ): Promise<T | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const family = await control.get<FamilyDocument>(id);
      if (!family) return null;
      const { next, outcome } = decide(family);
      if (!next || (await control.put(next)).ok) return outcome;
    }
    throw new Error('A refresh family keeps changing');
  }

  const end = async (id: string, now: Date): Promise<void> => {
    await change(id, (family) =>
      family.revokedAt
        ? { outcome: undefined }
        : { next: { ...family, revokedAt: now.toISOString() }, outcome: undefined },
    );
  };

  return {
    async open(userId, now) {
      for (const old of await familiesOf(userId)) {
        if (old._rev && isOver(old, now)) await control.remove({ _id: old._id, _rev: old._rev });
      }
      const familyId = randomBytes(16).toString('base64url');
      const at = now.toISOString();
      const family: FamilyDocument = {
        _id: familyKey({ userId, familyId }),
        type: 'refreshFamily',
        userId,
        generation: 0,
        createdAt: at,
        rotatedAt: at,
      };
      if (!(await control.put(family)).ok) throw new Error('Two refresh families were given one id');
      return issue({ userId, familyId, generation: 0 });
    },

    async rotate(token, now) {
      const id = readRefreshToken(secret, token);
      if (!id) return fail('session-expired');
      type Outcome = Result<IssuedToken, RefreshRefusal>;
      const outcome = await change<Outcome>(familyKey(id), (family) => {
        if (family.revokedAt) return { outcome: fail('session-revoked') };
        if (isOver(family, now)) return { outcome: fail('session-expired') };
        const { generation, replaced = generation - 1 } = family;
        if (id.generation !== generation && id.generation !== replaced) {
          return { next: { ...family, revokedAt: now.toISOString() }, outcome: fail('session-revoked') };
        }
        const isFresh = now.getTime() - Date.parse(family.rotatedAt) <= GRACE_MS;
        if (id.generation === replaced && isFresh) return { outcome: ok(issue({ ...id, generation })) };
        // A lost answer's token is skipped: whoever holds it after all is found out when it is used.
        const next = { ...family, generation: generation + 1, replaced: id.generation, rotatedAt: now.toISOString() };
        return { next, outcome: ok(issue({ ...id, generation: next.generation })) };
      });
      return outcome ?? fail('session-expired');
    },

    async revoke(token, now) {
      const id = readRefreshToken(secret, token);
      if (id) await end(familyKey(id), now);
    },

    async revokeAll(userId, now) {
      for (const family of await familiesOf(userId)) await end(family._id, now);
    },
  };
}
