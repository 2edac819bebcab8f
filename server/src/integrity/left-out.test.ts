import { couchAdmin } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import type { Sale } from '@digiboost/domain/documents';
import { aCount, aProduct, aSale, aVoid, writtenBy } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { askViews } from '../shop/shop-views.ts';
import { createWorld, type SignedIn, type TestShop, type World } from '../testing/world.ts';
import { settleVoids } from './false-voids.ts';
import { leftOutOf } from './left-out.ts';

let world: World;
let shop: TestShop;
let seller: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  seller = await world.newUser(shop, 'user');
});
afterAll(() => world.close());

const hex = (digit: string) => digit.repeat(32);
const first = <D extends object>(doc: D, digit = 'a') => ({ ...doc, _rev: `1-${hex(digit)}` });
const place = (...docs: object[]) => storePastRules(couchAdmin(world.couchUrl), shop.database, docs);
const database = () => connectCouch(world.couchUrl).database(shop.database);

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly by: string | null;
  readonly versions: readonly { rev: string; counts: boolean; what: string }[];
}
async function listed(): Promise<readonly Listed[]> {
  const { status, body } = await world.call('GET', '/api/v1/left-out', { token: shop.admin.token });
  expect(status).toBe(200);
  return (body as { documents: Listed[] }).documents;
}
const stock = async () => {
  const { body } = await world.call('GET', '/api/v1/dashboards/stock-detail', { token: shop.admin.token });
  return (body as { products: { id: string; onHand: number }[] }).products.map(({ id, onHand }) => [id, onHand]);
};

test('a void of what never was, or that says other lines, counts only until it is looked at', async () => {
  const lines = [{ productId: 'product:riz' as const, quantity: 1, unitPrice: 150 }];
  const [kept, more, never] = [1, 2, 3].map((n) => writtenBy(aSale({ n, lines }), seller.id)) as [Sale, Sale, Sale];
  const author = { at: kept.at, by: seller.id, deviceId: 'd1' };
  const forged = aVoid(more, author);
  await place(
    first(writtenBy(aProduct(), shop.admin.id)),
    first(aCount({ at: '2026-03-01T08:00:00.000Z', counted: 98, by: shop.admin.id })),
    ...[kept, more].map((sale) => first(sale)),
    first(aVoid(kept, author)),
    first({ ...forged, original: { ...forged.original, lines: [{ ...lines[0], quantity: 5000 }] } }),
    first(aVoid(never, author)),
  );
  const known = new Set<string>();
  const now = new Date().toISOString();
  // The server's own watch may have been first: what stands then is the same.
  await settleVoids(database(), known, now);
  // The void of the one sale, and the other sale.
  expect(await stock()).toEqual([['product:riz', 97]]);
  expect((await listed()).map(({ id, kind, by }) => [id, kind, by])).toEqual([
    [`void:${more._id}`, 'SET_ASIDE', 'Modou Vendeur'],
    [`void:${never._id}`, 'SET_ASIDE', 'Modou Vendeur'],
  ]);
  // Looked at again, in a new life of the server too, nothing changes; the sale that it names arrives: it counts.
  expect(await settleVoids(database(), known, now)).toEqual([]);
  expect(await settleVoids(database(), new Set(), now)).toEqual([]);
  await place(first(never));
  await settleVoids(database(), new Set(), now);
  expect((await listed()).map(({ id }) => id)).toEqual([`void:${more._id}`]);
  expect(await stock()).toEqual([['product:riz', 97]]);
});

test('of two versions an administrator says which counts, and nobody else', async () => {
  const count = aCount({ n: 9, at: '2026-03-03T08:00:00.000Z', counted: 60, by: shop.admin.id });
  await place(first(count, '5'), first({ ...count, counted: 10, createdBy: seller.id }, 'f'));
  expect(await stock()).toEqual([['product:riz', 10]]);
  const [fork] = (await listed()).filter(({ kind }) => kind === 'FORKED');
  expect(fork).toMatchObject({ id: count._id, what: expect.stringContaining('10') });
  expect(fork?.versions.map(({ rev, counts }) => [rev, counts])).toEqual([
    [`1-${hex('f')}`, true],
    [`1-${hex('5')}`, false],
  ]);
  const path = `/api/v1/left-out/${encodeURIComponent(count._id)}/standing`;
  const choose = (token: string, rev: string) => world.call('POST', path, { token, body: { rev } });
  expect((await choose(seller.token, `1-${hex('5')}`)).status).toBe(403);
  expect((await choose(shop.admin.token, `1-${hex('7')}`)).status).toBe(404);
  expect((await choose(shop.admin.token, `1-${hex('5')}`)).status).toBe(204);
  expect(await stock()).toEqual([['product:riz', 60]]);
  expect((await listed()).some(({ kind }) => kind === 'FORKED')).toBe(false);
  expect((await choose(shop.admin.token, `1-${hex('f')}`)).status).toBe(404);
});

test('what nothing can be made of, or cannot be read, is named with whose it is', async () => {
  await place(
    first({ ...aSale({ n: 50, by: seller.id }), lines: null }),
    first({ ...aProduct({ _id: 'product:rien' }), createdBy: seller.id, name: null }),
  );
  const found = (await listed()).filter(({ kind }) => kind === 'INVALID');
  expect(found.map(({ id, by }) => [id, by])).toEqual([
    [aSale({ n: 50 })._id, 'Modou Vendeur'],
    ['product:rien', 'Modou Vendeur'],
  ]);
  const all = await leftOutOf(database(), askViews(database()), [{ _id: 'sale:x', _rev: '1-x' }]);
  expect(all.at(-1)).toEqual({ kind: 'UNREADABLE', doc: { _id: 'sale:x', _rev: '1-x' } });
  const { status } = await world.call('GET', '/api/v1/left-out', { token: seller.token });
  expect(status).toBe(403);
});
