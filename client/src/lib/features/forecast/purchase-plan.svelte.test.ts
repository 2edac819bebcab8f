import { documentFault, type Order, type ProductId, type Supplier, type SupplierId } from '@digiboost/domain/documents';
import { forecastShop, stockOut } from '@digiboost/domain/forecast';
import { toColumns } from '@digiboost/domain/ledger';
import { send } from '@digiboost/domain/purchase';
import { toMilli } from '@digiboost/domain/shared/quantity';
import { describe, expect, it, vi } from 'vitest';
import { purchases } from '../../insight/analyses/purchases.ts';
import { ProductData } from '../../insight/shop-data.ts';
import type { ProductOutlook, ShopInsight, ShopOutlook } from '../../insight/shop-insight.ts';
import { aShop } from '../../insight/testing/shop-data.ts';
import type { ProductRow } from '../../model/types.ts';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { PurchasePlan } from './purchase-plan.svelte.ts';
import { historyOf, rupturesOf } from './ruptures.ts';

const TODAY = '2026-03-02';
const SUPPLIER: SupplierId = 'supplier:sandaga';

const NO_DAYS = toColumns('product:riz', new Map());

const rowOf = (
  key: string,
  onHand: number,
  rest: Partial<ProductRow['product']> = { supplierId: SUPPLIER },
): ProductRow => {
  const product = { ...aProduct(key, 500), packSize: 10, ...rest };
  return { id: product._id, product, onHand, status: 'OK', countedAt: '', unitCost: 400 };
};

/** An outlook in which every product sold so many units a day for 120 days. */
function outlookOf(rows: readonly ProductRow[], perDay: readonly number[]): ShopOutlook {
  const series = rows.map(({ id }, index) => ({
    id,
    demand: Array.from({ length: 120 }, (_, day) => (perDay[index] ?? 0) * (1 + (day % 2))),
  }));
  const forecasts = forecastShop(series, { origin: TODAY });
  const products = rows.flatMap((row, index): [ProductId, ProductOutlook][] => {
    const forecast = forecasts[index];
    if (!forecast) return [];
    const out = stockOut(forecast, row.onHand);
    const own = {
      coverage: 3,
      perDay: perDay[index] ?? 0,
      lastSold: null,
      since: TODAY,
      dormant: false,
      rotation: null,
    };
    return [[row.id, { id: row.id, forecast, stockOut: out, ...own }]];
  });
  return { today: TODAY, products: new Map(products), backTest: null } as unknown as ShopOutlook;
}

function open(rows: readonly ProductRow[], perDay: readonly number[], orders: readonly Order[] = []) {
  const replica = new FakeReplica();
  const supplier = { _id: SUPPLIER, name: 'Sandaga', leadTimeDays: 2 } as Supplier;
  const outlook = outlookOf(rows, perDay);
  const shop = aShop({
    today: TODAY,
    expected: outlook,
    orders,
    suppliers: new Map([[SUPPLIER, supplier]]),
    products: new Map(
      rows.map(({ id, product, onHand }) => [
        id,
        new ProductData(product, { milli: toMilli(onHand), isKnown: true }, NO_DAYS),
      ]),
    ),
  });
  const asked = vi.fn(async (_name: string, args: { budget: number | null }) => purchases(shop, args));
  const insight = { outlook, revision: 0, ask: asked as unknown as ShopInsight['ask'] };
  return { replica, asked, plan: new PurchasePlan({ orders }, insight, replica) };
}

const SHOP = [rowOf('riz', 5), rowOf('sel', 900), rowOf('the', 0), rowOf('mil', 3, {})];
const PACE = [4, 1, 2, 1];

describe('the purchase list', () => {
  it('groups what is to be ordered by supplier, and leaves out what there is enough of', async () => {
    const { plan } = open(SHOP, PACE);
    await plan.follow();
    expect(
      plan.advice?.groups.map(({ supplierId, lines }) => [supplierId, lines.map((line) => line.productId).sort()]),
    ).toEqual([
      [SUPPLIER, ['product:riz', 'product:the']],
      [null, ['product:mil']],
    ]);
    expect(plan.advice?.recommendations.get('product:sel')?.quantity).toBe(0);
    const costs = (plan.advice?.groups ?? []).map((group) => plan.costOf(group));
    expect(plan.total).toBe(costs.reduce((sum, cost) => sum + cost, 0));
  });

  it('makes a draft of the quantities that stand, and nothing of what has no supplier', async () => {
    const { plan, replica } = open(SHOP, PACE);
    await plan.follow();
    plan.setQuantity('product:riz', 7.5);
    plan.setQuantity('product:the', 0);
    const ids = await plan.order(plan.advice?.groups ?? []);
    expect(ids).toHaveLength(1);
    const [order] = [...replica.docs.values()] as Order[];
    expect(order).toMatchObject({ status: 'DRAFT', supplierId: SUPPLIER, expectedDay: '2026-03-04' });
    expect(order?.lines).toEqual([{ productId: 'product:riz', quantity: 7.5, unitCost: 400 }]);
    expect(order && documentFault({ ...order })).toBeNull();
  });

  it('what is on its way counts in the next advice', async () => {
    const first = open(SHOP, PACE);
    await first.plan.follow();
    await first.plan.order(first.plan.advice?.groups ?? []);
    const drafts = [...first.replica.docs.values()] as Order[];
    const again = open(SHOP, PACE, drafts);
    await again.plan.follow();
    expect(again.plan.advice?.recommendations.get('product:riz')?.quantity).toBeGreaterThan(0);
    expect(again.plan.draftOf(SUPPLIER)?._id).toBe(drafts[0]?._id);
    const sent = drafts.map((order) => send(order, '2026-03-04', first.replica.author()));
    const after = open(SHOP, PACE, sent);
    await after.plan.follow();
    expect(after.plan.advice?.recommendations.get('product:riz')?.quantity).toBe(0);
    expect(after.plan.draftOf(SUPPLIER)).toBeUndefined();
  });

  it('a budget cuts the quantities, what was typed stands above it', async () => {
    vi.useFakeTimers();
    const { plan } = open(SHOP, PACE);
    await plan.follow();
    plan.setBudget(4_000);
    vi.runAllTimers();
    vi.useRealTimers();
    expect([plan.isPlanning, plan.plan]).toEqual([true, null]);
    await plan.follow();
    expect(plan.isPlanning).toBe(false);
    expect(plan.plan?.cost).toBeLessThanOrEqual(4_000);
    expect(plan.plan?.lines.reduce((sum, { packs }) => sum + packs, 0)).toBe(1);
    const [riz] = plan.advice?.groups[0]?.lines ?? [];
    if (!riz) throw new Error('nothing to order');
    // What a supplier's card counts is what is bought, not what was advised.
    const [group] = plan.advice?.groups ?? [];
    expect([plan.keptOf(group?.lines ?? []), group?.lines.length]).toEqual([1, 2]);
    plan.setQuantity(riz.productId, 30);
    expect(plan.quantityOf(riz)).toBe(30);
    plan.reset();
    expect(plan.quantityOf(riz)).toBeLessThanOrEqual(10);
  });

  it('keeps the last budget while what is typed cannot be read, and has none once the field is empty', () => {
    vi.useFakeTimers();
    const { plan } = open(SHOP, PACE);
    const type = (budget: number | null, text: string) => {
      plan.setBudget(budget, text);
      vi.runAllTimers();
      return [plan.budget, plan.isBudgetUnread];
    };
    expect(type(4_000, '4000')).toEqual([4_000, false]);
    expect(type(null, '4000,')).toEqual([4_000, true]);
    expect(type(null, 'abc')).toEqual([4_000, true]);
    expect(type(5_000, '5000')).toEqual([5_000, false]);
    expect(type(null, ' ')).toEqual([null, false]);
    vi.useRealTimers();
  });

  it('says when the phone could not write, and writes once for a double press', async () => {
    const { plan, replica } = open(SHOP, PACE);
    await plan.follow();
    const groups = plan.advice?.groups ?? [];
    replica.failure = new ReplicaError('storage-full', 'quota');
    expect(await plan.order(groups)).toBeNull();
    expect(plan.fault).toBe('storage-full');
    replica.failure = null;
    const [one, two] = await Promise.all([plan.order(groups), plan.order(groups)]);
    expect([one?.length, two]).toEqual([1, null]);
  });

  it('says that it could not be worked out, and keeps what was advised before', async () => {
    const { plan, asked } = open(SHOP, PACE);
    await plan.follow();
    const { advice } = plan;
    asked.mockRejectedValueOnce(new Error('no worker'));
    await plan.follow();
    expect([plan.hasFailed, plan.advice]).toEqual([true, advice]);
    await plan.follow();
    expect(plan.hasFailed).toBe(false);
  });

  it('of two advices the later one stands', async () => {
    const { plan } = open(SHOP, PACE);
    const first = plan.follow();
    plan.budget = 4_000;
    await Promise.all([first, plan.follow()]);
    expect(plan.advice?.budget).toBe(4_000);
  });

  it('an empty shop has nothing to order', async () => {
    const { plan } = open([], []);
    await plan.follow();
    expect(plan.advice?.groups).toEqual([]);
    expect(plan.total).toBe(0);
  });
});

describe('the ruptures', () => {
  it('those already out come first, by what they sell; then the soonest', () => {
    const rows = [
      rowOf('riz', 30),
      rowOf('sel', 900),
      rowOf('the', 0),
      rowOf('mil', 3),
      rowOf('ail', -2),
      rowOf('vieux', 0, { isActive: false }),
    ];
    const found = rupturesOf(rows, outlookOf(rows, [4, 1, 2, 1, 9, 3]));
    expect(found.list.map(({ row }) => row.product.name)).toEqual(['ail', 'the', 'mil', 'riz']);
    expect(found).toMatchObject({ out: 2, soon: 2, insufficient: 0 });
  });

  it('a product of too little history has no date, and is listed only when its shelf is empty', () => {
    const rows = [rowOf('neuf', 4), rowOf('vide', 0)];
    const found = rupturesOf(rows, outlookOf(rows, [0, 0]));
    expect(found.list.map(({ row }) => row.product.name)).toEqual(['vide']);
    expect(found.insufficient).toBe(1);
  });

  it('nothing is said of what is still to be counted', () => {
    const rows: ProductRow[] = [{ ...rowOf('jamais', -400), status: 'UNKNOWN' }];
    expect(rupturesOf(rows, outlookOf(rows, [3]))).toEqual({ list: [], out: 0, soon: 0, insufficient: 0 });
  });

  it('a young shop learns how many days it still needs', () => {
    expect(historyOf(undefined, TODAY)).toEqual({ known: 0, remaining: 56 });
    expect(historyOf('2026-02-20', TODAY)).toEqual({ known: 10, remaining: 46 });
    expect(historyOf('2025-01-01', TODAY).remaining).toBe(0);
  });
});
