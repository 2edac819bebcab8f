import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
let other: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  other = await world.newShop();
});
afterAll(() => world.close());

const create = (asked: TestShop, email: string) =>
  world.call('POST', '/api/v1/users', {
    token: asked.admin.token,
    body: { email, name: 'Fatou Sarr', role: 'user', password: PASSWORD },
  });

describe('an administrator who asks which addresses have an account elsewhere', () => {
  it('is told of five, then waits, also when asking for many at once; other shops do not', async () => {
    const taken = await Promise.all(Array.from({ length: 9 }, () => world.newUser(other, 'viewer')));
    const answers = await Promise.all(taken.map(({ email }) => create(shop, email)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...new Array(5).fill(409), ...new Array(4).fill(429)]);
    expect((await create(shop, `libre@${shop.id}.sn`)).status).toBe(429);
    expect((await create(other, `libre@${other.id}.sn`)).status).toBe(201);
  });

  it('is not slowed down in creating the shop’s own people', async () => {
    const own = await world.newShop();
    for (let n = 0; n < 8; n += 1) expect((await create(own, `p${n}@${own.id}.sn`)).status).toBe(201);
  });
});
