import type { KeyObject } from 'node:crypto';
import { sealed, unsealed } from './sealed-text.ts';

/** Whose e-mails from which shop a link is about. */
export interface MailSubject {
  readonly tenantId: string;
  readonly address: string;
}

/** What stands in the link of an e-mail: it shows that whoever holds it was written to. It never expires. */
export const mailToken = (secret: KeyObject, { tenantId, address }: MailSubject): string =>
  sealed(secret, [tenantId, address]);

/** What a link is about; null when this installation did not write it. */
export function readMailToken(secret: KeyObject, token: string): MailSubject | null {
  const [tenantId, address] = unsealed(secret, token) ?? [];
  return tenantId === undefined || address === undefined ? null : { tenantId, address };
}
