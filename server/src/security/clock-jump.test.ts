import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

const statuses = async (token: string | undefined) => [
  (await world.call('GET', '/api/v1/users/me', { token })).status,
  (await world.call('GET', `/db/${shop.database}/shop`, { token })).status,
];

describe('an access token made while the server’s clock was ahead', () => {
  it.each([8 * DAY_MS, 5 * MINUTE_MS])(
    'by %i ms is worth nothing once the clock is right, and the phone goes on with another',
    async (ahead) => {
      world.advance(ahead);
      const { token, refresh } = await world.signIn(shop.admin.email, PASSWORD);
      expect(await statuses(token)).toEqual([200, 200]);
      world.advance(-ahead);
      expect(await statuses(token)).toEqual([401, 401]);
      const again = await world.call('POST', '/api/v1/auth/refresh', { refresh });
      expect(await statuses(again.body.accessToken)).toEqual([200, 200]);
    },
  );
});
