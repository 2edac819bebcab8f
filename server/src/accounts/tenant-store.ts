import { isTenantId, tenantDatabase } from '@digiboost/couch/provisioning';
import { documentFault, SHOP_ID, type Shop } from '@digiboost/domain/documents';
import { must } from '@digiboost/domain/shared/must';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Couch, Database } from '../couch/client.ts';
import { PLATFORM } from './user-document.ts';

/** A shop as the control database keeps it. */
interface TenantDocument {
  readonly _id: `tenant:${string}`;
  readonly _rev?: string;
  readonly type: 'tenant';
  readonly name: string;
  /** `provisioning` until its database and first administrator stand; creating it again then goes on. */
  readonly status: 'provisioning' | 'ready';
  readonly createdAt: string;
  readonly createdBy: string;
}

/** A shop, as the platform's administrator sees it. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly status: TenantDocument['status'];
  readonly createdAt: string;
}

/** Whether `id` may name a tenant; `platform` names the users who have no shop. */
export const isFreeTenantId = (id: string): boolean => isTenantId(id) && id !== PLATFORM;

/** The tenants in the control database, and their own databases. */
export interface TenantStore {
  list(): Promise<Tenant[]>;
  find(id: string): Promise<Tenant | null>;
  /** Takes the id. `tenant-exists` when a ready tenant holds it. */
  reserve(id: string, name: string, by: string, now: Date): Promise<Result<Tenant, 'tenant-exists'>>;
  markReady(id: string): Promise<Tenant>;
  /** The shop's own name as its admin wrote it, or the tenant's. */
  shopName(id: string): Promise<string | null>;
  shop(id: string): Database;
}

const toTenant = (doc: TenantDocument): Tenant => ({
  id: doc._id.slice('tenant:'.length),
  name: doc.name,
  status: doc.status,
  createdAt: doc.createdAt,
});

/** The tenants kept in `control`. */
export function tenantStore(couch: Couch, control: Database): TenantStore {
  const document = (id: string) => control.get<TenantDocument>(`tenant:${id}`);
  const shop = (id: string) => couch.database(tenantDatabase(id));
  return {
    shop,
    list: async () => (await control.range<TenantDocument>('tenant:', 'tenant;')).map(toTenant),
    async find(id) {
      const doc = await document(id);
      return doc && toTenant(doc);
    },
    async reserve(id, name, by, now) {
      const existing = await document(id);
      if (existing?.status === 'ready') return fail('tenant-exists');
      const doc: TenantDocument = {
        ...(existing ?? { _id: `tenant:${id}`, type: 'tenant', createdAt: now.toISOString(), createdBy: by }),
        name,
        status: 'provisioning',
      };
      return (await control.put(doc)).ok ? ok(toTenant(doc)) : fail('tenant-exists');
    },
    async markReady(id) {
      const ready = await control.update<TenantDocument>(`tenant:${id}`, (doc) => doc && { ...doc, status: 'ready' });
      return toTenant(must(ready, 'the tenant that is being created'));
    },
    async shopName(id) {
      const own = await shop(id).get<Shop>(SHOP_ID);
      return (own && !documentFault(own) ? own.name : null) ?? (await document(id))?.name ?? null;
    },
  };
}
