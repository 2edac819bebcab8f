import { designDocuments } from '@digiboost/design-docs/build';
import { type CouchAdmin, CouchError, expectStatus } from './client.ts';
import { ensureDatabase, ensureSecurity } from './databases.ts';
import { deploy } from './deploy.ts';

const TENANT_ID = /^[a-z][a-z0-9]{2,31}$/;
const PREFIX = 'shop_';

/** Whether `id` may name a tenant: 3 to 32 lower-case letters and digits, a letter first. */
export const isTenantId = (id: string): boolean => TENANT_ID.test(id);

/** The database of a tenant. */
export const tenantDatabase = (tenantId: string): string => {
  if (!isTenantId(tenantId)) throw new RangeError(`Not a tenant id: ${tenantId}`);
  return PREFIX + tenantId;
};

/** The roles that a tenant's tokens carry in CouchDB. */
const tenantRoles = (tenantId: string): string[] => ['admin', 'user', 'viewer'].map((role) => `${tenantId}:${role}`);

/**
 * Makes sure that the tenant's database exists with its rules, its views and its members. May be repeated, and run
 * twice at once. The members come last: nobody gets in before the rules are there.
 */
export async function provisionTenant(admin: CouchAdmin, tenantId: string): Promise<void> {
  await ensureDatabase(admin, tenantDatabase(tenantId));
  await bringUpToDate(admin, tenantId);
}

async function bringUpToDate(admin: CouchAdmin, tenantId: string): Promise<void> {
  const database = tenantDatabase(tenantId);
  for (const ddoc of await designDocuments()) await deploy(admin, database, ddoc);
  await ensureSecurity(admin, database, {
    admins: { names: [], roles: ['_admin'] },
    members: { names: [], roles: tenantRoles(tenantId) },
  });
}

/** Ids of all tenants, sorted. */
export async function listTenants(admin: CouchAdmin): Promise<string[]> {
  const range = `startkey=${encodeURIComponent(`"${PREFIX}"`)}&endkey=${encodeURIComponent(`"${PREFIX}\ufff0"`)}`;
  const { body } = await expectStatus(admin, [200], 'GET', `/_all_dbs?${range}`);
  return (body as string[])
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
    .filter(isTenantId);
}

/** How the upgrade of one tenant went; `error` when it could not be finished (the others go on). */
export interface TenantUpgrade {
  readonly tenantId: string;
  readonly error?: string;
}

/** Brings every tenant to this version's views and rules, one after the other: building indexes is heavy. */
export async function upgradeTenants(admin: CouchAdmin): Promise<TenantUpgrade[]> {
  const upgrades: TenantUpgrade[] = [];
  for (const tenantId of await listTenants(admin)) {
    try {
      await bringUpToDate(admin, tenantId);
      upgrades.push({ tenantId });
    } catch (error) {
      if (!(error instanceof CouchError)) throw error;
      upgrades.push({ tenantId, error: error.message });
    }
  }
  return upgrades;
}
