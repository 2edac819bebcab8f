export { type CouchAdmin, CouchError, couchAdmin } from './client.ts';
export { CONTROL_DATABASE, provisionServer, type TokenKey } from './server.ts';
export {
  isTenantId,
  listTenants,
  provisionTenant,
  type TenantUpgrade,
  tenantDatabase,
  upgradeTenants,
} from './tenants.ts';
