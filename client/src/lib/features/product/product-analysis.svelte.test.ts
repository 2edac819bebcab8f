import { aMovement, anOrder } from '@digiboost/domain/documents/testing/examples';
import { entriesOf } from '@digiboost/domain/ledger';
import { productAnalysis } from '@digiboost/domain/shop';
import { expect, test } from 'vitest';
import type { Analyses, ShopInsight } from '../../insight/shop-insight.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { ProductAnalysisPage } from './product-analysis.svelte.ts';

const rice = aProduct('riz', 450);
const received = aMovement({ n: 1, productId: rice._id, quantity: 10, unitCost: 355, supplierId: 'supplier:sandaga' });
const past: NonNullable<Analyses['product']['result']> = {
  ...productAnalysis({ product: rice, onHandMilli: 10_000, isKnown: true, days: [] }, null, '2026-03-02'),
  rotation: null,
  isPartial: false,
};

async function open(ask: () => Promise<typeof past | null>) {
  const replica = new FakeReplica();
  await replica.put([received]);
  const model = { entries: async () => entriesOf(received), orders: [anOrder({ status: 'SENT' })] };
  const page = new ProductAnalysisPage(model, { ask } as Pick<ShopInsight, 'ask'>, replica);
  return { page, replica };
}

test('shows what the worker computed, with the receptions of this phone and the orders on their way', async () => {
  const { page } = await open(async () => past);
  await page.load(rice._id);
  expect(page.past).toEqual(past);
  expect(page.purchases.map(({ state, unitCost }) => [state, unitCost])).toEqual([
    ['ORDERED', 399.5],
    ['RECEIVED', 355],
  ]);
  expect(page.prices).toEqual([{ supplierId: 'supplier:sandaga', day: received.day, unitCost: 355, before: null }]);
});

test('says that it could not, and keeps what it had', async () => {
  let answer: () => Promise<typeof past | null> = () => Promise.reject(new Error('no worker'));
  const { page } = await open(() => answer());
  await page.load(rice._id);
  expect([page.hasFailed, page.past]).toEqual([true, null]);
  answer = async () => past;
  await page.load(rice._id);
  expect([page.hasFailed, page.past]).toEqual([false, past]);
  answer = () => Promise.reject(new Error('no worker'));
  await page.load(rice._id);
  expect(page.past).toEqual(past);
});

test('of two readings the later one stands', async () => {
  const late: ((value: typeof past) => void)[] = [];
  const { page } = await open(() => new Promise((resolve) => late.push(resolve)));
  const first = page.load(rice._id);
  const second = page.load(rice._id);
  late[1]?.({ ...past, rotation: 2 });
  await second;
  late[0]?.({ ...past, rotation: 1 });
  await first;
  expect(page.past?.rotation).toBe(2);
});
