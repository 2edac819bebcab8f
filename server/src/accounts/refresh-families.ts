import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Database } from '../couch/client.ts';
import type { EndedSessions } from './ended-sessions.ts';
import { type RefreshTokenId, readRefreshToken, writeRefreshToken } from './refresh-token.ts';

/** Days that a refresh token lives after it was given. */
export const REFRESH_TOKEN_DAYS = 7;
const DAY_MS = 86_400_000;
const LIFETIME_MS = REFRESH_TOKEN_DAYS * DAY_MS;

/** The tokens that follow from one login on one device: a session. */
interface FamilyDocument {
  readonly _id: string;
  readonly _rev?: string;
  readonly type: 'refreshFamily';
  readonly userId: string;
  /** The person's `sessionVersion` when it began; absent: 0. */
  readonly version?: number;
  readonly generation: number;
  /** The generation that the present token replaced; when absent, the one before. */
  readonly replaced?: number;
  /** The hash of the key that the phone has announced for its next refresh; absent: it told none. */
  readonly keyHash?: string;
  /** The hash of the key with which the token before was replaced. */
  readonly replacedKeyHash?: string;
  readonly createdAt: string;
  readonly rotatedAt: string;
  readonly revokedAt?: string;
  /** The session beside which it stands: that of whose phone it is. Without it nothing is given any more. */
  readonly host?: Host;
}

/** A session of the phone on which other people have one too. */
export interface Host {
  readonly userId: string;
  readonly sessionId: string;
}

/** A token to hand out, whose it is, of which session and of which version of the person. */
export interface IssuedToken {
  readonly userId: string;
  readonly sessionId: string;
  readonly version: number;
  readonly token: string;
}

/**
 * What only the phone that signed in knows: the key that it announced at the refresh before (or at the login), and the
 * one that it announces now. It sends the same pair until it hears the answer.
 */
export interface PhoneProof {
  readonly key: string;
  readonly next: string;
}

export type RefreshRefusal = 'session-expired' | 'session-revoked';

/** Families of rotating refresh tokens. */
export interface RefreshFamilies {
  /** A new family, for a login of a person of this version; `key`: what the phone will prove itself by. */
  open(userId: string, version: number, key: string | null, now: Date): Promise<IssuedToken>;
  /** A session of another person of this version on the phone whose session is `host`; it takes the place of theirs. */
  openBeside(userId: string, version: number, host: Host, now: Date): Promise<string>;
  /** That session, which goes on for as long as it is asked for; null when there is none. */
  beside(
    userId: string,
    host: Host,
    now: Date,
  ): Promise<{ readonly sessionId: string; readonly version: number } | null>;
  /** Ends it; false when there is none. */
  endBeside(userId: string, host: Host, now: Date): Promise<boolean>;
  /** Reads a session; the answer tells whether it is still one of a person of that version. */
  isOpen(session: { userId: string; sessionId: string }): Promise<(version: number) => boolean>;
  /**
   * The next token, for the phone that holds the session's key. The token just replaced gets the same next one again,
   * however much later, when its request is repeated: the answer was lost on the network. With another announced key,
   * another token takes the place of the lost one. Without the session's key, or any older, the token has been copied,
   * and its family is revoked. A phone that told no key can use the present token alone.
   */
  rotate(token: string, proof: PhoneProof | null, now: Date): Promise<Result<IssuedToken, RefreshRefusal>>;
  /** Ends the family of one token; nothing to do for a token that is not ours. */
  revoke(token: string, now: Date): Promise<void>;
  /** Ends every family of a user, on all devices; all but the session `kept`, which goes on under `version`. */
  revokeAll(userId: string, now: Date, kept?: { sessionId: string; version: number }): Promise<void>;
}

const familyKey = ({ userId, familyId }: Pick<RefreshTokenId, 'userId' | 'familyId'>): string =>
  `refresh:${userId}:${familyId}`;
const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');
const sessionOf = (key: string): string => key.slice(key.lastIndexOf(':') + 1);
const isRevoked = (outcome: Result<IssuedToken, RefreshRefusal>): boolean =>
  !outcome.ok && outcome.error === 'session-revoked';
const isOver = (family: FamilyDocument, now: Date): boolean =>
  now.getTime() - Date.parse(family.rotatedAt) > LIFETIME_MS;

/**
 * Whether a token comes from the phone that signed in. A power cut may take back what a phone wrote last, its cookie or
 * its key: either of the last two keys proves it.
 */
function isProven({ keyHash, replacedKeyHash }: FamilyDocument, isPresent: boolean, proof: PhoneProof | null): boolean {
  if (keyHash === undefined) return isPresent;
  return proof !== null && [keyHash, replacedKeyHash].includes(hashOf(proof.key));
}

/** The families kept in `control`, whose tokens `secret` authenticates; `ended` is told of each that ends. */
export function refreshFamilies(
  control: Database,
  secret: KeyObject,
  ended: Pick<EndedSessions, 'add'>,
): RefreshFamilies {
  const issue = (id: RefreshTokenId, version: number): IssuedToken => ({
    userId: id.userId,
    sessionId: id.familyId,
    version,
    token: writeRefreshToken(secret, id),
  });
  /** What a token of a family gets, and the family after it when it changes. */
  function following(
    family: FamilyDocument,
    id: RefreshTokenId,
    proof: PhoneProof | null,
    now: Date,
  ): { readonly outcome: Result<IssuedToken, RefreshRefusal>; readonly family?: FamilyDocument } {
    if (family.revokedAt) return { outcome: fail('session-revoked') };
    if (isOver(family, now)) return { outcome: fail('session-expired') };
    const { generation, replaced = generation - 1, version = 0 } = family;
    const isPresent = id.generation === generation;
    if (!(isPresent || id.generation === replaced) || !isProven(family, isPresent, proof)) {
      return { outcome: fail('session-revoked'), family: { ...family, revokedAt: now.toISOString() } };
    }
    const keys = proof && { keyHash: hashOf(proof.next), replacedKeyHash: hashOf(proof.key) };
    if (!isPresent && keys?.keyHash === family.keyHash) return { outcome: ok(issue({ ...id, generation }, version)) };
    // A lost answer's token is skipped: whoever holds it after all is found out when it is used.
    const next = {
      ...family,
      ...keys,
      generation: generation + 1,
      replaced: id.generation,
      rotatedAt: now.toISOString(),
    };
    return { outcome: ok(issue({ ...id, generation: next.generation }, version)), family: next };
  }

  const familiesOf = (userId: string) =>
    control.range<FamilyDocument>(`refresh:${userId}:`, `refresh:${userId}:\uffff`);

  const end = async (id: string, now: Date): Promise<void> => {
    await control.update<FamilyDocument>(id, (family) =>
      family && !family.revokedAt ? { ...family, revokedAt: now.toISOString() } : null,
    );
    ended.add(sessionOf(id));
  };

  const besideOf = async (userId: string, host: Host): Promise<FamilyDocument[]> =>
    (await familiesOf(userId)).filter((family) => family.host?.sessionId === host.sessionId);

  const endAllBeside = async (userId: string, host: Host, now: Date): Promise<boolean> => {
    const open = (await besideOf(userId, host)).filter(({ revokedAt }) => !revokedAt);
    for (const { _id } of open) await end(_id, now);
    return open.length > 0;
  };

  return {
    async open(userId, version, key, now) {
      for (const old of await familiesOf(userId)) {
        if (old._rev && isOver(old, now)) await control.remove({ _id: old._id, _rev: old._rev });
      }
      const familyId = randomBytes(16).toString('base64url');
      const at = now.toISOString();
      const family: FamilyDocument = {
        _id: familyKey({ userId, familyId }),
        type: 'refreshFamily',
        userId,
        version,
        generation: 0,
        ...(key === null ? {} : { keyHash: hashOf(key) }),
        createdAt: at,
        rotatedAt: at,
      };
      if (!(await control.put(family)).ok) throw new Error('Two refresh families were given one id');
      return issue({ userId, familyId, generation: 0 }, version);
    },

    async openBeside(userId, version, asked, now) {
      const asking = await control.get<FamilyDocument>(familyKey({ ...asked, familyId: asked.sessionId }));
      // Who has joined a phone brings others to it, not to themselves.
      const host = asking?.host ?? asked;
      await endAllBeside(userId, host, now);
      const familyId = randomBytes(16).toString('base64url');
      const at = now.toISOString();
      const own = { type: 'refreshFamily', userId, version, generation: 0, createdAt: at, rotatedAt: at } as const;
      const family: FamilyDocument = { _id: familyKey({ userId, familyId }), ...own, host };
      if (!(await control.put(family)).ok) throw new Error('Two refresh families were given one id');
      return familyId;
    },

    async beside(userId, host, now) {
      const [family] = (await besideOf(userId, host)).filter((one) => !one.revokedAt && !isOver(one, now));
      if (!family) return null;
      if (now.getTime() - Date.parse(family.rotatedAt) > DAY_MS) {
        await control.update<FamilyDocument>(family._id, (one) => one && { ...one, rotatedAt: now.toISOString() });
      }
      return { sessionId: sessionOf(family._id), version: family.version ?? 0 };
    },

    endBeside: (userId, host, now) => endAllBeside(userId, host, now),

    async isOpen({ userId, sessionId }) {
      const family = await control.get<FamilyDocument>(familyKey({ userId, familyId: sessionId }));
      const { host } = family ?? {};
      const under = host && (await control.get<FamilyDocument>(familyKey({ ...host, familyId: host.sessionId })));
      const isHeld = host === undefined || (under !== null && !under?.revokedAt);
      return (version) => family !== null && !family.revokedAt && isHeld && (family.version ?? 0) === version;
    },

    async rotate(token, proof, now) {
      const id = readRefreshToken(secret, token);
      if (!id) return fail('session-expired');
      let outcome: Result<IssuedToken, RefreshRefusal> = fail('session-expired');
      await control.update<FamilyDocument>(familyKey(id), (family) => {
        const next = family && following(family, id, proof, now);
        outcome = next?.outcome ?? fail('session-expired');
        return next?.family ?? null;
      });
      if (isRevoked(outcome)) ended.add(id.familyId);
      return outcome;
    },

    async revoke(token, now) {
      const id = readRefreshToken(secret, token);
      if (id) await end(familyKey(id), now);
    },

    async revokeAll(userId, now, kept) {
      for (const { _id } of await familiesOf(userId)) {
        if (kept?.sessionId !== sessionOf(_id)) await end(_id, now);
        else await control.update<FamilyDocument>(_id, (family) => family && { ...family, version: kept.version });
      }
    },
  };
}
