import { type CouchAdmin, CouchError } from './client.ts';
import { ensureDatabase, ensureSecurity } from './databases.ts';

/** The database of users, tenants and refresh tokens: never replicated, open to the administrator only. */
export const CONTROL_DATABASE = 'control';

/** The public half of the key that signs access tokens; tokens name it by `kid`. */
export interface TokenKey {
  readonly kid: string;
  readonly publicKeyPem: string;
}

const SYSTEM_DATABASES = ['_users', '_replicator', '_global_changes'];
const ADMIN_ONLY = { admins: { names: [], roles: ['_admin'] }, members: { names: [], roles: ['_admin'] } };

/**
 * Makes CouchDB ready for tenants: its system databases, the control database, and the key that verifies access tokens.
 * `jwtKey` says whether the key was stored now, was already there, or must be configured by hand because this CouchDB
 * lets nobody change its configuration.
 */
export async function provisionServer(
  admin: CouchAdmin,
  { kid, publicKeyPem }: TokenKey,
): Promise<{ jwtKey: 'stored' | 'present' | 'by-hand' }> {
  for (const name of SYSTEM_DATABASES) await ensureDatabase(admin, name);
  await ensureDatabase(admin, CONTROL_DATABASE);
  await ensureSecurity(admin, CONTROL_DATABASE, ADMIN_ONLY);
  return { jwtKey: await ensureTokenKey(admin, kid, publicKeyPem) };
}

/** Makes sure that the database of the files that the server keeps is there, open to the administrator only. */
export async function provisionFiles(admin: CouchAdmin, database: string): Promise<void> {
  await ensureDatabase(admin, database);
  await ensureSecurity(admin, database, ADMIN_ONLY);
}

async function ensureTokenKey(admin: CouchAdmin, kid: string, pem: string): Promise<'stored' | 'present' | 'by-hand'> {
  const path = `/_node/_local/_config/jwt_keys/${encodeURIComponent(`ec:${kid}`)}`;
  // An ini value is one line: CouchDB takes the two characters \n for a line end.
  const value = pem.trim().replaceAll('\r', '').replaceAll('\n', '\\n');
  const stored = await admin.request('GET', path);
  if (stored.status === 200 && stored.body === value) return 'present';
  if (stored.status !== 200 && stored.status !== 404) return refused('GET', path, stored);
  const put = await admin.request('PUT', path, value);
  return put.status === 200 ? 'stored' : refused('PUT', path, put);
}

function refused(method: string, path: string, answer: { status: number; body: unknown }): 'by-hand' {
  if (answer.status === 403 || answer.status === 404 || answer.status === 405) return 'by-hand';
  throw new CouchError(`${method} ${path}`, answer);
}
