import { isDeepStrictEqual } from 'node:util';
import { type CouchAdmin, expectStatus } from './client.ts';

/** CouchDB's `_security` of one database. */
export interface Security {
  readonly admins: { readonly names: readonly string[]; readonly roles: readonly string[] };
  readonly members: { readonly names: readonly string[]; readonly roles: readonly string[] };
}

/** Makes sure that the database exists. `q` shards: a shop is small, and each shard costs open files. */
export const ensureDatabase = (admin: CouchAdmin, name: string): Promise<unknown> =>
  expectStatus(admin, [201, 202, 412], 'PUT', `/${name}?q=1`);

/** Makes sure that the database lets in exactly those whom `security` names; others may be doing the same. */
export async function ensureSecurity(
  admin: CouchAdmin,
  name: string,
  security: Security,
  triesLeft = 5,
): Promise<void> {
  const path = `/${name}/_security`;
  const { body } = await expectStatus(admin, [200], 'GET', path);
  if (isDeepStrictEqual(body, security)) return;
  const tolerated = triesLeft > 0 ? [200, 409] : [200];
  const { status } = await expectStatus(admin, tolerated, 'PUT', path, security);
  if (status === 409) await ensureSecurity(admin, name, security, triesLeft - 1);
}
