import { CONTROL_DATABASE, couchAdmin, provisionServer } from '@digiboost/couch/provisioning';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { connectCouch } from '../couch/client.ts';
import { hashPassword } from './password.ts';
import { createServices } from './services.ts';
import { loadSigningKey } from './signing-key.ts';
import type { TenantInput } from './tenant-service.ts';
import type { Tenant } from './tenant-store.ts';
import type { User } from './user-document.ts';
import type { UserInput } from './user-service.ts';

/** What the command line needs to reach an installation. */
export interface PlatformConfig {
  /** CouchDB's address with an administrator's credentials. */
  readonly couchUrl: string;
  readonly jwtPrivateKey: string;
  readonly jwtKid?: string | undefined;
  readonly controlDatabase?: string | undefined;
}

/** An installation as its operator handles it, without a server running. */
export interface Platform {
  tenants(): Promise<Tenant[]>;
  /** The users of a shop; null for the platform's administrators. */
  users(tenantId: string | null): Promise<User[]>;
  createTenant(input: TenantInput): Promise<Result<{ tenant: Tenant; admin: User }, 'tenant-exists' | 'email-taken'>>;
  createUser(tenantId: string, input: UserInput): Promise<Result<User, 'email-taken' | 'not-found'>>;
  createPlatformAdmin(input: Pick<UserInput, 'email' | 'name' | 'password'>): Promise<Result<User, 'email-taken'>>;
}

/** Who is said to have created what the command line creates. */
const OPERATOR = 'operator';

/** Opens an installation, whose CouchDB is prepared first. */
export async function openPlatform(config: PlatformConfig, now = () => new Date()): Promise<Platform> {
  const key = await loadSigningKey(config.jwtPrivateKey, config.jwtKid);
  const admin = couchAdmin(config.couchUrl);
  await provisionServer(admin, key);
  const controlDatabase = config.controlDatabase ?? CONTROL_DATABASE;
  const { tenants, users } = createServices({ couch: connectCouch(config.couchUrl), admin, controlDatabase, key });
  return {
    tenants: () => tenants.service.list(),
    users: (tenantId) => users.store.list(tenantId),
    createTenant: (input) => tenants.service.create(input, OPERATOR, now()),
    async createUser(tenantId, input) {
      if ((await tenants.store.find(tenantId))?.status !== 'ready') return fail('not-found');
      return users.service.create(tenantId, input, OPERATOR, now());
    },
    async createPlatformAdmin({ email, name, password }) {
      const passwordHash = await hashPassword(password);
      const created = await users.store.create(
        { email, name, passwordHash, role: 'platform', tenantId: null },
        OPERATOR,
        now(),
      );
      return created.ok ? ok(created.value) : created;
    },
  };
}
