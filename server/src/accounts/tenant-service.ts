import { DEFAULT_SETTINGS, newDocument, SHOP_ID, type Shop } from '@digiboost/domain/documents';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { hashPassword } from './password.ts';
import type { Tenant, TenantStore } from './tenant-store.ts';
import { toUser, type User } from './user-document.ts';
import type { UserStore } from './user-store.ts';

/** A new shop and its first administrator. */
export interface TenantInput {
  readonly id: string;
  readonly name: string;
  readonly admin: {
    readonly email: string;
    readonly name: string;
    readonly password: string;
    readonly whatsapp?: string | undefined;
  };
}

/** The shops of the platform. */
export interface TenantService {
  list(): Promise<Tenant[]>;
  /** Creates the shop's database, its `shop` document and its first administrator. */
  create(
    input: TenantInput,
    by: string,
    now: Date,
  ): Promise<Result<{ tenant: Tenant; admin: User }, 'tenant-exists' | 'email-taken'>>;
}

export function tenantService(
  tenants: TenantStore,
  users: UserStore,
  provision: (tenantId: string) => Promise<void>,
): TenantService {
  async function createShopDocument(tenantId: string, name: string, by: string, now: Date): Promise<void> {
    const author = { at: now.toISOString(), by, deviceId: 'server' };
    const shop = newDocument<Shop>({ _id: SHOP_ID, type: 'shop', name, settings: DEFAULT_SETTINGS }, author);
    const db = tenants.shop(tenantId);
    if ((await db.get(SHOP_ID)) === null) await db.put(shop);
  }

  const createAdmin = async (tenantId: string, input: TenantInput['admin'], by: string, now: Date) => {
    const { password, ...person } = input;
    const passwordHash = await hashPassword(password);
    return users.create({ ...person, role: 'admin', tenantId, passwordHash }, by, now);
  };

  return {
    list: () => tenants.list(),
    async create({ id, name, admin }, by, now) {
      const holder = await users.byEmail(admin.email);
      // A creation that was interrupted left this tenant's own administrator behind.
      if (holder && holder.tenantId !== id) return fail('email-taken');
      const reserved = await tenants.reserve(id, name, by, now);
      if (!reserved.ok) return reserved;
      await provision(id);
      await createShopDocument(id, name, by, now);
      const user = holder ? ok(toUser(holder)) : await createAdmin(id, admin, by, now);
      if (!user.ok) return user;
      return ok({ tenant: await tenants.markReady(id), admin: user.value });
    },
  };
}
