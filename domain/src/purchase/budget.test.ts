import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { type BudgetLine, withinBudget } from './budget.ts';
import { recommend } from './recommend.ts';

/** A line of `packs` packs of 10 units that saves `first` units with its first pack, and less with each one more. */
function lineOf(
  key: string,
  { packs, cost, margin, first }: { packs: number; cost: number; margin: number; first: number },
): BudgetLine {
  const total = Array.from({ length: packs }, (_, pack) => first / (pack + 1)).reduce((sum, gain) => sum + gain, 0);
  const unserved = (ordered: number): number => {
    const whole = Math.floor(ordered / 10);
    const gained = Array.from({ length: whole }, (_, pack) => first / (pack + 1)).reduce((sum, gain) => sum + gain, 0);
    return Math.max(total - gained, 0);
  };
  const recommendation = recommend(
    {
      product: aProduct({
        _id: `product:${key}`,
        packSize: 10,
        purchasePrice: cost / 10,
        salePrice: cost / 10 + margin,
      }),
      onHand: 0,
      onOrder: 0,
      demand: { sufficient: true, expected: () => 0, quantile: () => packs * 10, shortfall: () => 0 },
    },
    { today: '2026-03-02', leadTimeDays: 1, reviewDays: 7, serviceTarget: 0.95 },
  );
  return { recommendation, margin, unserved };
}

const lines = (maxPacks: number, maxLines: number): fc.Arbitrary<BudgetLine[]> =>
  fc
    .array(
      fc.record({
        packs: fc.integer({ min: 0, max: maxPacks }),
        cost: fc.integer({ min: 0, max: 900 }).map((tens) => tens * 10),
        margin: fc.integer({ min: 0, max: 300 }),
        first: fc.double({ min: 0.01, max: 10, noNaN: true }),
      }),
      { maxLength: maxLines },
    )
    .map((found) => found.map((line, index) => lineOf(`p${index}`, line)));
const budgets = fc.integer({ min: 0, max: 60_000 });

const saved = (all: readonly BudgetLine[], packsOf: (index: number) => number): number =>
  all.reduce((sum, { margin, unserved }, index) => sum + (unserved(0) - unserved(packsOf(index) * 10)) * margin, 0);

/** The most that any choice of packs saves. */
function best(all: readonly BudgetLine[], budget: number, index = 0, chosen: readonly number[] = []): number {
  const line = all[index];
  if (!line) return saved(all, (at) => chosen[at] ?? 0);
  const { packs, unitCost } = line.recommendation;
  let most = 0;
  for (let count = 0; count <= packs && count * 10 * unitCost <= budget; count += 1) {
    most = Math.max(most, best(all, budget - count * 10 * unitCost, index + 1, [...chosen, count]));
  }
  return most;
}

describe('a purchase within a budget', () => {
  test('never costs more, and accounts for every recommended unit and franc', () => {
    fc.assert(
      fc.property(lines(120, 12), budgets, (all, budget) => {
        const plan = withinBudget(all, budget);
        const total = all.reduce((sum, { recommendation }) => sum + recommendation.cost, 0);
        expect(plan.cost).toBeLessThanOrEqual(budget);
        expect(plan.cost + plan.left).toBe(budget);
        expect(plan.cost + plan.leftOut.reduce((sum, { cost }) => sum + cost, 0)).toBe(total);
        for (const { recommendation: wanted } of all) {
          const bought = plan.lines.find(({ productId }) => productId === wanted.productId)?.quantity ?? 0;
          const rest = plan.leftOut.find(({ productId }) => productId === wanted.productId)?.quantity ?? 0;
          expect(bought + rest).toBe(wanted.quantity);
          expect(bought % 10).toBe(0);
        }
      }),
    );
  });

  test('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(
        lines(30, 10).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        budgets,
        ([all, shuffled], budget) => {
          const inOrder = (plan: ReturnType<typeof withinBudget>) => ({
            ...plan,
            lines: [...plan.lines].sort((a, b) => (a.productId < b.productId ? -1 : 1)),
          });
          expect(inOrder(withinBudget(shuffled, budget))).toEqual(inOrder(withinBudget(all, budget)));
        },
      ),
    );
  });

  test('leaves no pack out that the rest of the money would have bought', () => {
    fc.assert(
      fc.property(lines(60, 8), budgets, (all, budget) => {
        const { left, leftOut } = withinBudget(all, budget);
        for (const { productId } of leftOut) {
          const { recommendation } = all.find((line) => line.recommendation.productId === productId) ?? {};
          expect((recommendation?.unitCost ?? 0) * 10).toBeGreaterThan(left);
        }
      }),
    );
  });

  test('saves at least half of what the best choice of all would, and nearly all of it as a rule', () => {
    const ratios: number[] = [];
    fc.assert(
      fc.property(lines(4, 4), fc.integer({ min: 0, max: 20_000 }), (all, budget) => {
        const plan = withinBudget(all, budget);
        const found = saved(all, (at) => {
          const id = all[at]?.recommendation.productId;
          return plan.lines.find(({ productId }) => productId === id)?.packs ?? 0;
        });
        const most = best(all, budget);
        expect(found).toBeGreaterThanOrEqual(most / 2 - 1e-6);
        if (most > 0) ratios.push(found / most);
      }),
      { numRuns: 300, seed: 221 },
    );
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeGreaterThan(0.97);
  });

  test('one dear pack that saves much is not lost to a cheap one that saves more per franc', () => {
    const cheap = lineOf('cheap', { packs: 1, cost: 100, margin: 10, first: 1 });
    const dear = lineOf('dear', { packs: 1, cost: 10_000, margin: 90, first: 10 });
    const plan = withinBudget([cheap, dear], 10_000);
    expect(plan.lines.map(({ productId }) => productId)).toEqual(['product:dear']);
    expect(plan.leftOut).toEqual([{ productId: 'product:cheap', quantity: 10, cost: 100, marginLost: 10 }]);
  });
});
