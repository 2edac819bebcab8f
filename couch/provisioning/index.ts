export { type CouchAdmin, couchAdmin } from './client.ts';
export { CONTROL_DATABASE, provisionFiles, provisionServer } from './server.ts';
export {
  isTenantId,
  listTenants,
  provisionTenant,
  tenantDatabase,
  upgradeTenants,
} from './tenants.ts';
