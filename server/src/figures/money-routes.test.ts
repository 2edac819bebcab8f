import { type Author, revise, type Shop, type ShopDocument } from '@digiboost/domain/documents';
import {
  aCash,
  aClosing,
  aCustomer,
  aMovement,
  aSale,
  aSupplier,
  aVoid,
  someLimits,
} from '@digiboost/domain/documents/testing/examples';
import { addDays } from '@digiboost/domain/shared/day';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
let author: Author;
const TODAY = new Date().toISOString().slice(0, 10);
const YESTERDAY = addDays(TODAY, -1);

beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'k1' };
  await store([aCustomer({}, author), aSupplier({}, author), ...events()]);
});
afterAll(() => world.close());

const by = (day: string, minute: number) => ({
  at: `${day}T00:${String(minute).padStart(2, '0')}:00.000Z`,
  by: author.by,
  device: 'k1',
  n: minute,
});

/** Two tickets on account, a payment, goods on account, an expense that was voided, and a closing between two days. */
function events(): ShopDocument[] {
  const customerId = 'customer:moussa';
  const wrong = aCash({ ...by(TODAY, 9), amount: 9000 });
  return [
    aSale({ ...by(YESTERDAY, 1), payments: [{ method: 'CASH', amount: 400 }], customerId }),
    aClosing({ ...by(YESTERDAY, 30), parts: [{ method: 'CASH', expected: 400, counted: 350, left: 300 }] }),
    aSale({ ...by(TODAY, 1), payments: [], customerId }),
    aCash({ ...by(TODAY, 2), kind: 'CUSTOMER_PAYMENT', customerId, amount: 700 }),
    aMovement({ ...by(TODAY, 3), supplierId: 'supplier:sandaga', unitCost: 350, onAccount: true }),
    aSale({ ...by(TODAY, 4), payment: 'CREDIT', customerName: 'Awa Diop' }),
    wrong,
    aVoid(wrong, author),
  ];
}

async function store(docs: readonly ShopDocument[]): Promise<void> {
  const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, {
    token: shop.admin.token,
    body: { docs },
  });
  expect(text).not.toContain('"error"');
}
const ask = async (path: string) => {
  const { status, body } = await world.call('GET', `/api/v1${path}`, { token: shop.admin.token });
  return { status, body: body as Record<string, unknown> };
};

describe('the money of a shop', () => {
  it('tells what should be in the till, what changed it on a day, and how it was counted', async () => {
    const { body } = await ask('/dashboards/till');
    // 300 stayed, 700 were paid; what was voided leaves nothing.
    expect(body).toMatchObject({
      day: TODAY,
      now: [{ method: 'CASH', expected: 1000, countedAt: by(YESTERDAY, 30).at }],
      movements: [{ kind: 'CUSTOMER_PAYMENT', method: 'CASH', amount: 700 }],
      closings: [],
    });
    const before = await ask(`/dashboards/till?day=${YESTERDAY}`);
    expect(before.body).toMatchObject({
      movements: [{ kind: 'TICKET', method: 'CASH', amount: 400 }],
      closings: [{ parts: [{ method: 'CASH', expected: 400, counted: 350, left: 300, difference: -50 }] }],
    });
    expect((await ask('/dashboards/till?day=2026-02-30')).status).toBe(400);
  });

  it('tells who owes what since when, also under the name of an old ticket', async () => {
    const { body } = await ask('/customers');
    expect(body).toMatchObject({
      total: 1900,
      count: 2,
      customers: [
        { id: 'customer:nom-awa-diop', name: null, amount: 1000, since: by(TODAY, 4).at },
        { id: 'customer:moussa', name: 'Moussa Ndiaye', amount: 900, since: by(TODAY, 1).at },
      ],
    });
  });

  it('tells a page of them, with the sum of all', async () => {
    const { body } = await ask('/customers?after=1&limit=1');
    expect(body).toMatchObject({ total: 1900, count: 2, customers: [{ id: 'customer:moussa' }], next: null });
    expect((await ask('/customers?limit=1')).body).toMatchObject({ next: '1' });
    expect((await ask('/customers?limit=0')).status).toBe(400);
  });

  it('tells one customer’s tickets and payments, and one supplier’s balance', async () => {
    const { body } = await ask('/customers/moussa');
    expect(body).toMatchObject({ amount: 900, creditLimit: 25_000, open: [{ amount: 900 }] });
    expect((body.lines as { kind: string; amount: number }[]).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['CUSTOMER_PAYMENT', -700],
      ['TICKET', 1000],
      ['TICKET', 600],
    ]);
    const kinds = async (query: string) => {
      const page = (await ask(`/customers/moussa?${query}`)).body;
      return [(page.lines as { kind: string }[]).map(({ kind }) => kind), page.next];
    };
    expect(await kinds('limit=2')).toEqual([['CUSTOMER_PAYMENT', 'TICKET'], '2']);
    expect(await kinds('limit=2&after=2')).toEqual([['TICKET'], null]);
    expect((await ask('/suppliers/sandaga/balance')).body).toMatchObject({ amount: 3500, open: [{ amount: 3500 }] });
    expect((await ask('/customers/nobody')).status).toBe(404);
    expect((await ask('/suppliers/nobody/balance')).status).toBe(404);
  });

  it('tells nobody from whom an administrator keeps it, and administrators all the same', async () => {
    const [seller, looker] = await Promise.all([world.newUser(shop, 'user'), world.newUser(shop, 'viewer')]);
    const statusOf = async (path: string, { token } = seller) =>
      (await world.call('GET', `/api/v1${path}`, { token })).status;
    const MONEY = ['/dashboards/till', '/customers', '/customers/moussa', '/suppliers/sandaga/balance'];
    expect(await Promise.all(MONEY.map((path) => statusOf(path)))).toEqual([200, 200, 200, 200]);
    const { body: own } = await world.call('GET', `/db/${shop.database}/shop`, { token: shop.admin.token });
    const limits = [someLimits({ since: author.at, user: ['TILL', 'DEBTS'], viewer: ['TILL'] })];
    await store([revise(own as Shop, { settings: { ...(own as Shop).settings, limits } }, author)]);
    expect(await Promise.all(MONEY.map((path) => statusOf(path)))).toEqual([403, 403, 403, 403]);
    expect(await Promise.all(MONEY.map((path) => statusOf(path, looker)))).toEqual([403, 200, 200, 200]);
    expect(await Promise.all(MONEY.map((path) => statusOf(path, shop.admin)))).toEqual([200, 200, 200, 200]);
  });
});
