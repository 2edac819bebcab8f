import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
const sealOf = (secret: KeyObject, payload: string): string =>
  createHmac('sha256', secret).update(payload).digest('base64url');

/** Some texts as one that may stand in a link: whoever holds it got it from this installation. */
export function sealed(secret: KeyObject, texts: readonly string[]): string {
  const payload = Buffer.from(JSON.stringify(texts)).toString('base64url');
  return `${payload}.${sealOf(secret, payload)}`;
}

/** The texts in a link; null when this installation did not write it. */
export function unsealed(secret: KeyObject, token: string): readonly string[] | null {
  const [payload = '', seal = '', ...rest] = token.split('.');
  const own = bytesOf(sealOf(secret, payload));
  const given = bytesOf(seal);
  if (rest.length > 0 || given.length !== own.length || !timingSafeEqual(given, own)) return null;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as string[];
}
