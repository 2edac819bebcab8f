import { tenantDatabase } from '@digiboost/couch/provisioning';
import { LRUCache } from 'lru-cache';
import type { TenantStore } from '../accounts/tenant-store.ts';

const FOREIGN_MS = 60_000;
const MOST_FOREIGN = 10_000;
const SHOP = /^shop_/;

/** The shops of this installation by their databases: others may live on the same CouchDB. */
export interface Shops {
  /** The tenant of a database, or null when it is none of ours. */
  tenantOf(database: string): Promise<string | null>;
  all(): Promise<string[]>;
}

/** Knows the tenants; the list is read again when a database appears that nobody has heard of. */
export function knownShops(tenants: Pick<TenantStore, 'list'>, now: () => Date): Shops {
  let known = new Map<string, string>();
  const foreign = new LRUCache<string, number>({ max: MOST_FOREIGN });
  let reading: Promise<void> | null = null;

  const read = (): Promise<void> => {
    reading ??= tenants
      .list()
      .then((list) => {
        known = new Map(list.map(({ id }) => [tenantDatabase(id), id]));
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };

  return {
    async tenantOf(database) {
      const tenant = known.get(database);
      if (tenant !== undefined) return tenant;
      const at = now().getTime();
      const since = foreign.get(database);
      const isForeign = since !== undefined && at - since < FOREIGN_MS && at >= since;
      if (!SHOP.test(database) || isForeign) return null;
      await read();
      const found = known.get(database) ?? null;
      if (found === null) foreign.set(database, at);
      return found;
    },
    async all() {
      await read();
      return [...known.values()];
    },
  };
}
