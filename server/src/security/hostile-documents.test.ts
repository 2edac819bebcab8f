import { couchAdmin } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import type { ShopDocument } from '@digiboost/domain/documents';
import {
  aCategory,
  aCount,
  aMovement,
  anAlert,
  anOrder,
  aProduct,
  aSale,
  aShop,
  aSupplier,
  aVoid,
  writtenBy,
} from '@digiboost/domain/documents/testing/examples';
import { businessDay } from '@digiboost/domain/shared/clock';
import { workedShop } from '@digiboost/domain/shop/testing/worked-shop';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type TestShop, type World } from '../testing/world.ts';

// Documents that an older version's rules let in, or that came past them, with everything wrong that can be.

const hex = (digit: string) => digit.repeat(32);
const FIGURES = [
  'dashboards/overview',
  'dashboards/stock-detail',
  'dashboards/predictions',
  'analytics/kpis',
  'analytics/products/product:riz',
  'alerts',
  'dashboards/till',
];

let world: World;
let shop: TestShop;
let before: unknown[];

const figures = async () => {
  const answers: unknown[] = [];
  for (const path of FIGURES) {
    const { status, body } = await world.call('GET', `/api/v1/${path}`, { token: shop.admin.token });
    expect(status, path).toBe(200);
    answers.push(body);
  }
  return answers;
};

const place = (docs: readonly object[]) => storePastRules(couchAdmin(world.couchUrl), shop.database, docs);

beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  const { products, suppliers, orders, events } = workedShop(businessDay(new Date().toISOString()));
  const docs: ShopDocument[] = [...products, ...suppliers, ...orders, ...events];
  const body = { docs: docs.map((doc) => writtenBy(doc, shop.admin.id)) };
  const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, { token: shop.admin.token, body });
  expect(text).not.toContain('"error"');
  before = await figures();
});
afterAll(() => world.close());

test('documents that are not valid move no figure and break none', async () => {
  const stamp = '2026-03-02T09:15:00.000Z|u-seller|d9';
  const lost = { at: '2026-03-02T09:15:00.000Z', by: 'u-seller', deviceId: 'd9' };
  const rev = (n: number, digit: string) => ({ _rev: `${n}-${hex(digit)}` });
  const [product] = workedShop(businessDay(new Date().toISOString())).products;
  await place([
    { ...aProduct(), _id: 'product:toString', edits: { constructor: [stamp], toString: [stamp] }, ...rev(1, 'a') },
    {
      ...aProduct(),
      _id: 'product:nothing',
      name: null,
      salePrice: 'x',
      minStock: {},
      isActive: 'yes',
      ...rev(1, 'a'),
    },
    { _id: 'product:empty', type: 'product', ...rev(1, 'a') },
    { ...aCategory(), _id: 'category:x', name: { constructor: 1 }, ...rev(1, 'a') },
    { ...aSupplier(), _id: 'supplier:x', leadTimeDays: 'long', history: 'x', ...rev(1, 'a') },
    { ...anOrder(), lines: 7, receptions: { constructor: null }, ...rev(1, 'a') },
    { ...anAlert(), conditions: null, recipients: 'everybody', ...rev(1, 'a') },
    // Losing leaves of documents that are sound: no hash comes before theirs.
    { ...product, createdBy: shop.admin.id, edits: { constructor: [stamp], toString: 7 }, ...rev(1, '0') },
    {
      ...product,
      createdBy: shop.admin.id,
      history: [{ field: '_id', value: 'shop', ...lost }],
      _rev: `1-${hex('0').slice(1)}1`,
    },
    { ...aShop(), settings: null, ...rev(1, '0') },
  ]);
  expect(await figures()).toEqual(before);
});

test('events that no figure can be made from move none and break none', async () => {
  const rev = { _rev: `1-${hex('a')}` };
  const at = '0001-01-01T00:00:00.000Z';
  const lines = [{ productId: 'product:riz' as const, quantity: 1, unitPrice: 2 ** 53 - 1 }];
  await place([
    { ...aSale({ n: 1001, lines }), ...rev },
    { ...aSale({ n: 1002 }), lines: null, ...rev },
    { ...aSale({ n: 1003 }), createdAt: 'hier', deviceId: 7, ...rev },
    { ...aMovement({ n: 1004 }), quantity: 1e9, ...rev },
    { ...aMovement({ n: 1005 }), day: '2019-01-01', ...rev },
    { ...aCount({ n: 1006 }), productId: '__proto__', ...rev },
    { ...aCount(), _id: `count:${at}:d1-1007`, at, ...rev },
    { ...aVoid(aSale({ n: 1008 })), original: null, ...rev },
    { ...aVoid(aSale({ n: 1009 })), setAside: '2026-03-02T09:15:00.000Z', ...rev },
    { _id: 'closing:x', type: 'closing', parts: 7, ...rev },
    { _id: 'cash:x', type: 'cash', amount: '1', ...rev },
  ]);
  expect(await figures()).toEqual(before);
});
