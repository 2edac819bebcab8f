import { randomBytes } from 'node:crypto';
import type { ShopDocument } from '@digiboost/domain/documents';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { seeded } from './random.ts';
import { TestPhone, type TestPhoneOptions, until } from './test-phone.ts';
import { TestServer } from './test-server.ts';

type Role = 'admin' | 'user' | 'viewer';

/** A server, a shop of its own for each test, and phones in it that end with the test. */
export interface ReplicaBench {
  readonly server: TestServer;
  readonly tenant: string;
  /** The shop's database. */
  readonly url: string;
  /** An access token of the shop; `seconds` may be negative for one that has expired. */
  token(user?: string, role?: Role, seconds?: number): string;
  phone(device: string, options?: Partial<TestPhoneOptions>): TestPhone;
  /** Goes on with another shop. */
  freshShop(): Promise<void>;
  /** The document as the server holds it. */
  onServer(id: string): Promise<ShopDocument>;
}

/** Waits until all of these phones have sent what they had. */
export const settled = (...all: TestPhone[]): Promise<void> =>
  until(() => all.every((one) => one.status.pending === 0 && one.status.state === 'idle'));

/** Opens a bench for the tests of a file. */
export function useReplicaBench(): ReplicaBench {
  // Files run side by side, on one CouchDB perhaps: no two may mean the same shop.
  const run = randomBytes(4).toString('hex');
  let server: TestServer;
  let shops = 0;
  let tenant: string;
  let url: string;
  let phones: TestPhone[] = [];
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.close());
  const open = async (): Promise<void> => {
    shops += 1;
    tenant = `t${run}${shops}`;
    url = await server.createShop(tenant);
  };
  beforeEach(open);
  afterEach(async () => {
    for (const one of phones) await one.stop();
    phones = [];
    await server.removeShop(tenant);
  });
  const token = (user = 'awa', role: Role = 'admin', seconds?: number) => server.token(tenant, user, role, seconds);
  return {
    get server() {
      return server;
    },
    get tenant() {
      return tenant;
    },
    get url() {
      return url;
    },
    token,
    phone(device, options = {}) {
      const random = seeded(device.length + shops);
      const { user = 'awa' } = options;
      const one = new TestPhone({ url, device, user, random, token: async () => token(user), ...options });
      phones.push(one);
      return one;
    },
    async freshShop() {
      await server.removeShop(tenant);
      await open();
    },
    onServer: async (id) => (await server.ask('GET', `${url}/${encodeURIComponent(id)}`)) as ShopDocument,
  };
}
