import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Which token of which family a refresh token is. Generation 0 is the login's, each rotation adds one. */
export interface RefreshTokenId {
  readonly userId: string;
  readonly familyId: string;
  readonly generation: number;
}

const FORMAT = /^([a-z0-9-]{3,64})\.([\w-]{22})\.(\d{1,9})\.([\w-]{43})$/;

const macOf = (secret: KeyObject, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url');

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * The token's text. It follows from its id and the server's secret: the database holds nothing that could be stolen,
 * and a token whose answer was lost on the way can be given once more.
 */
export function writeRefreshToken(secret: KeyObject, { userId, familyId, generation }: RefreshTokenId): string {
  const text = `${userId}.${familyId}.${generation}`;
  return `${text}.${macOf(secret, text)}`;
}

/** What a token says, or null when this server did not write it. */
export function readRefreshToken(secret: KeyObject, token: string): RefreshTokenId | null {
  const [, userId, familyId, generation, mac] = FORMAT.exec(token) ?? [];
  if (!userId || !familyId || !generation || !mac) return null;
  // Of the same length: the format says 43 characters.
  const wanted = macOf(secret, `${userId}.${familyId}.${generation}`);
  if (!timingSafeEqual(bytes(mac), bytes(wanted))) return null;
  return { userId, familyId, generation: Number(generation) };
}
