import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Whose e-mails from which shop a link is about. */
export interface MailSubject {
  readonly tenantId: string;
  readonly address: string;
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
const sealOf = (secret: KeyObject, payload: string): string =>
  createHmac('sha256', secret).update(payload).digest('base64url');

/** What stands in the link of an e-mail: it shows that whoever holds it was written to. It never expires. */
export function mailToken(secret: KeyObject, { tenantId, address }: MailSubject): string {
  const payload = Buffer.from(JSON.stringify([tenantId, address])).toString('base64url');
  return `${payload}.${sealOf(secret, payload)}`;
}

/** What a link is about; null when this installation did not write it. */
export function readMailToken(secret: KeyObject, token: string): MailSubject | null {
  const [payload = '', seal = '', ...rest] = token.split('.');
  const own = bytesOf(sealOf(secret, payload));
  const given = bytesOf(seal);
  if (rest.length > 0 || given.length !== own.length || !timingSafeEqual(given, own)) return null;
  const [tenantId, address] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, string];
  return { tenantId, address };
}
