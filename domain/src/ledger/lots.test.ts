import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import { aCount, aMovement, aSale, aVoid } from '../documents/testing/examples.ts';
import { HISTORY_PRODUCTS, histories } from '../documents/testing/histories.ts';
import { entriesOf } from './entries.ts';
import { addLots, expiringMilli, type Lot, lotLinesOf, lotsLeft, lotsOf } from './lots.ts';
import { stockMilli } from './stock.ts';

const came = (n: number, quantity: number, expiresOn?: string) =>
  aMovement({ n, at: `2026-03-0${n}T08:00:00.000Z`, quantity, ...(expiresOn ? { expiresOn } : {}) });
const sold = (n: number, quantity: number) =>
  aSale({ n, at: `2026-03-0${n}T10:00:00.000Z`, lines: [{ productId: 'product:riz', quantity, unitPrice: 500 }] });
const stockOf = (events: readonly LedgerEvent[]) => stockMilli(events.flatMap(entriesOf));
const lotsFrom = (events: readonly LedgerEvent[]) => lotsOf(events.flatMap(lotLinesOf)).get('product:riz') ?? [];
const leftOf = (events: readonly LedgerEvent[]) =>
  lotsLeft(stockOf(events), lotsFrom(events)).map(({ expiresOn, milli }) => [expiresOn, milli / 1000]);

describe('what expires', () => {
  // By hand: 20 until the 10th and 30 until the 25th came, 15 were sold: 5 of the first and all of the second are left.
  const two = [came(1, 20, '2026-03-10'), came(2, 30, '2026-03-25'), sold(3, 15)];

  it('is what is left when the first to expire leaves first', () => {
    expect(leftOf(two)).toEqual([
      ['2026-03-10', 5],
      ['2026-03-25', 30],
    ]);
    const on = (day: string) => expiringMilli(stockOf(two), lotsFrom(two), day) / 1000;
    expect([on('2026-03-09'), on('2026-03-10'), on('2026-03-24'), on('2026-03-25')]).toEqual([0, 5, 5, 35]);
    expect(leftOf([...two, sold(4, 12)])).toEqual([['2026-03-25', 23]]);
    expect(leftOf([...two, sold(4, 99)])).toEqual([]);
  });

  it('does not ask in which order the dates came, nor for what was voided', () => {
    const wrong = came(4, 7, '2026-03-05');
    expect(leftOf([...two].reverse())).toEqual(leftOf(two));
    expect(leftOf([aVoid(wrong), ...two, wrong])).toEqual(leftOf(two));
    expect(leftOf([aVoid(two[0] as ReturnType<typeof came>), ...two])).toEqual([['2026-03-25', 15]]);
  });

  it('is nothing of what came without a date', () => {
    expect(leftOf([came(1, 60), came(2, 40, '2026-03-10')])).toEqual([['2026-03-10', 40]]);
    expect(leftOf([aCount({ n: 1, at: '2026-03-01T08:00:00.000Z', counted: 9 })])).toEqual([]);
    expect(lotLinesOf(came(1, 60))).toEqual([]);
  });

  it('comes to the same whatever the order and however often a history is heard', () => {
    fc.assert(
      fc.property(histories(), fc.nat(), (events, turn) => {
        const order = [...events.slice(turn % (events.length + 1)), ...events.slice(0, turn % (events.length + 1))];
        const [here, there] = [lotsOf(events.flatMap(lotLinesOf)), lotsOf(order.reverse().flatMap(lotLinesOf))];
        expect(there).toEqual(here);
        for (const id of HISTORY_PRODUCTS) {
          const lots = here.get(id) ?? [];
          const onHand = stockMilli(events.flatMap(entriesOf).filter(({ productId }) => productId === id));
          const left = lotsLeft(onHand, lots);
          const sum = (of: readonly Lot[]) => of.reduce((total, { milli }) => total + milli, 0);
          expect(sum(left)).toBe(Math.min(Math.max(onHand, 0), Math.max(sum(lots), 0)));
          for (const { expiresOn, milli } of left) {
            expect(milli).toBeLessThanOrEqual(lots.find((lot) => lot.expiresOn === expiresOn)?.milli ?? 0);
          }
          // The definition itself, where everything that is there came with a date.
          for (const { expiresOn } of lots) {
            const later = sum(lots.filter((lot) => lot.expiresOn > expiresOn));
            const until = sum(lots.filter((lot) => lot.expiresOn <= expiresOn));
            const atRisk = Math.max(onHand - later, 0);
            if (atRisk <= until) expect(expiringMilli(onHand, lots, expiresOn)).toBe(atRisk);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is taken back as it was added', () => {
    const lots = lotsFrom(two);
    expect(
      addLots(
        addLots(lots, [{ expiresOn: '2026-03-10', milli: 4_000 }]),
        [{ expiresOn: '2026-03-10', milli: 4_000 }],
        -1,
      ),
    ).toEqual(lots);
    expect(addLots(lots, lots, -1)).toEqual([]);
  });
});
