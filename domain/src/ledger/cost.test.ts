import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import { aCount, aMovement, aProduct, aSale, aVoid } from '../documents/testing/examples.ts';
import { HISTORY_PRODUCTS, histories } from '../documents/testing/histories.ts';
import { dayNumber } from '../shared/day.ts';
import { type Costing, costing, countsOf, foldRows } from './cost.ts';
import { daysOf } from './day-row.ts';
import { type Entry, entriesOf } from './entries.ts';

const RICE = 'product:riz';

/** What the rice cost, told by `events` in any order; a franc-for-franc price of 400 where nothing says better. */
function costOf(events: readonly LedgerEvent[], price: number | ((day: number) => number) = 400): Costing {
  const entries = events.flatMap(entriesOf);
  const days = daysOf(entries).get(RICE)?.values() ?? [];
  const priceOn = typeof price === 'number' ? () => price : price;
  return costing({ days, counts: countsOf(entries).get(RICE) ?? [] }, priceOn);
}

let n = 0;
const at = (time: string) => {
  n += 1;
  return { n, at: `2026-03-02T${time}:00.000Z` };
};
const entry = (time: string, quantity: number, unitCost?: number) =>
  aMovement({ ...at(time), quantity, ...(unitCost === undefined ? {} : { unitCost }) });
const sale = (time: string, quantity: number) =>
  aSale({ ...at(time), lines: [{ productId: RICE, quantity, unitPrice: 500 }] });
const count = (time: string, counted: number) => aCount({ ...at(time), counted });

/** What each sale's unit cost, in the order of time. */
const soldAt = ({ rows }: Costing): number[] => rows.filter(({ sold }) => sold > 0).map(({ unitCost }) => unitCost);

describe('the average cost, worked by hand', () => {
  test('what is sold before a delivery keeps the cost of before, on the same day too', () => {
    // 10 at 100; 5 sold; 10 come at 200 on the 5 left: (5 x 100 + 10 x 200) / 15 = 166.666667
    const costs = costOf([entry('08:00', 10, 100), sale('10:00', 5), entry('14:00', 10, 200), sale('15:00', 3)]);
    expect(soldAt(costs)).toEqual([100, 166.666667]);
    expect(costs.unitCost).toBe(166.666667);
  });

  test('a stock below zero counts as none', () => {
    // 4 sold that nobody received: the next delivery is all there is.
    expect(costOf([sale('08:00', 4), entry('09:00', 10, 250)]).unitCost).toBe(250);
  });

  test('what says no cost came at the purchase price; before any delivery units cost that too', () => {
    // (6 x 300 + 2 x 400) / 8 = 325
    const costs = costOf([entry('08:00', 6, 300), entry('09:00', 2)]);
    expect(costs.unitCost).toBe(325);
    expect(soldAt(costOf([count('08:00', 12), sale('09:00', 1)]))).toEqual([400]);
  });

  test('a count, a loss and a correction move the stock and not the average', () => {
    // Of 10 at 100, the count finds 4, 2 are lost and 1 found again: (3 x 100 + 3 x 200) / 6 = 150
    const loss = aMovement({ ...at('10:00'), movementType: 'EXIT', quantity: 2 });
    const found = aMovement({ ...at('11:00'), movementType: 'ADJUSTMENT', quantity: 1 });
    const before = [entry('08:00', 10, 100), count('09:00', 4), loss, found];
    expect(costOf(before).unitCost).toBe(100);
    expect(costOf([...before, entry('12:00', 3, 200)]).unitCost).toBe(150);
  });

  test('a delivery that is voided never was, whenever that is heard of', () => {
    const wrong = entry('09:00', 10, 900);
    const right = [entry('08:00', 10, 100), sale('10:00', 2)];
    expect(soldAt(costOf([aVoid(wrong), ...right, wrong]))).toEqual([100]);
  });

  test('a new purchase price rewrites nothing that was paid for', () => {
    const events = [entry('08:00', 10, 100), sale('10:00', 5)];
    expect(costOf(events, 9000)).toEqual(costOf(events, 1));
  });

  test('a price that was raised rewrites neither what was sold before nor what lay there, nothing having come in', () => {
    // 45 kg found at 380; 5 sold; on the 10th the price is 900; 10 sold; 50 found, 20 more than the 30: at 900.
    const on = (day: string, n: number) => ({ n, at: `2026-03-${day}T09:00:00.000Z` });
    const sold = (day: string, n: number, quantity: number) =>
      aSale({ ...on(day, n), lines: [{ productId: RICE, quantity, unitPrice: 1000 }] });
    const raised = (day: number): number => (day < dayNumber('2026-03-10') ? 380 : 900);
    const found = [aCount({ ...on('02', 1), counted: 45 }), sold('05', 2, 5), sold('12', 3, 10)];
    expect(soldAt(costOf(found, raised))).toEqual([380, 380]);
    expect(costOf(found, raised).unitCost).toBe(380);
    // (30 x 380 + 20 x 900) / 50 = 588
    expect(costOf([...found, aCount({ ...on('20', 4), counted: 50 })], raised).unitCost).toBe(588);
    // Sold without ever having been there: at the price of the day.
    const unknown = [sold('05', 5, 1), sold('12', 6, 1)];
    expect(soldAt(costOf(unknown, raised))).toEqual([380, 900]);
    expect(costOf(unknown, raised).unitCost).toBe(900);
  });

  test('of a count and a sale at one instant the sale comes first; of two counts the greater id stands', () => {
    const [one, other] = [aCount({ ...at('10:00'), counted: 2 }), aCount({ ...at('10:00'), counted: 6 })];
    // 6 left at 100, then 6 at 200.
    const events = [entry('08:00', 10, 100), sale('10:00', 5), one, other, entry('11:00', 6, 200)];
    expect(costOf(events).unitCost).toBe(150);
    expect(costOf([...events].reverse()).unitCost).toBe(150);
  });

  test('what is known from some day on only begins with what lay there', () => {
    const days =
      daysOf(entriesOf(entry('08:00', 5, 300)))
        .get(RICE)
        ?.values() ?? [];
    expect(costing({ days, openingMilli: 5000 }, () => 100).unitCost).toBe(200);
  });
});

/** The definition, one event after the other, with nothing added up before. */
function byHand(events: readonly LedgerEvent[], product: string, priceOn: (day: number) => number) {
  const voided = new Set(events.flatMap(({ type, _id }) => (type === 'void' ? [_id.slice('void:'.length)] : [])));
  const told = events.filter(({ type, _id }) => type !== 'void' && !voided.has(_id));
  const entries = told.flatMap(entriesOf).filter(({ productId }) => productId === product);
  const rank = ({ kind }: Entry): number => (kind === 'ENTRY' ? 0 : kind === 'COUNT' ? 2 : 1);
  entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b) || (a.eventId < b.eventId ? -1 : 1)));
  const priceAt = ({ day }: Entry): number => priceOn(dayNumber(day));
  const first = Math.min(...entries.map(({ day }) => dayNumber(day)), Number.POSITIVE_INFINITY);
  let [stock, cost, isReceived, today] = [0, priceOn(first), false, ''];
  const sold = new Map<string, number>();
  const paid = (one: Entry): number => (one.priced > 0 ? one.pricedCost / 1e5 : (one.delta / 1000) * priceAt(one));
  for (const one of entries) {
    // A count tells nothing of what is sold: the next row of the day does.
    if (one.kind === 'COUNT') {
      const [counted, before] = [(one.counted ?? 0) / 1000, Math.max(stock, 0)];
      if (!isReceived && counted > before) cost = (before * cost + (counted - before) * priceAt(one)) / counted;
      stock = counted;
      continue;
    }
    if (!isReceived && stock <= 0 && one.day !== today) cost = priceAt(one);
    today = one.day;
    if (one.kind === 'ENTRY') {
      // What came at one instant came together, as one delivery: it is taken once, with its first line.
      const together = entries.filter(({ kind, at: same }) => kind === 'ENTRY' && same === one.at);
      if (together[0] !== one) continue;
      const quantity = together.reduce((sum, { delta }) => sum + delta / 1000, 0);
      const value = together.reduce((sum, entry) => sum + paid(entry), Math.max(stock, 0) * cost);
      cost = value / (Math.max(stock, 0) + quantity);
      stock += quantity;
      isReceived = true;
    } else {
      stock += one.delta / 1000;
      if (one.sold > 0) sold.set(one.at, cost);
    }
  }
  return { cost: isReceived || stock > 0 ? cost : priceOn(Number.POSITIVE_INFINITY), sold };
}

/** A purchase price that was raised twice while the histories ran. */
const STEPS = (day: number): number =>
  day < dayNumber('2026-03-15') ? 123.45 : day < dayNumber('2026-05-01') ? 380 : 900;

describe('the average cost of any history', () => {
  const told = fc.tuple(histories(), fc.infiniteStream(fc.nat(1000))).map(([events, keys]) => {
    const ranked = events.map((event) => ({ event, rank: keys.next().value }));
    return { events, shuffled: ranked.sort((a, b) => a.rank - b.rank).map(({ event }) => event) };
  });

  test('is the same in whatever order and however often it is heard of', () => {
    fc.assert(
      fc.property(told, ({ events, shuffled }) => {
        expect(costOf(shuffled)).toEqual(costOf(events));
      }),
    );
  });

  test('is what the definition gives, event by event', () => {
    fc.assert(
      fc.property(histories(), fc.constantFrom(...HISTORY_PRODUCTS), (events, product) => {
        const entries = events.flatMap(entriesOf);
        const days = daysOf(entries).get(product)?.values() ?? [];
        const costs = costing({ days, counts: countsOf(entries).get(product) ?? [] }, STEPS);
        const expected = byHand(events, product, STEPS);
        expect(costs.unitCost).toBeCloseTo(expected.cost, 3);
        for (const row of costs.rows) {
          const cost = row.sold > 0 ? expected.sold.get(new Date(row.at).toISOString()) : undefined;
          if (cost !== undefined) expect(row.unitCost).toBeCloseTo(cost, 3);
        }
      }),
    );
  });

  test('is the same of rows that were put together, and so is what was sold at which cost', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        const entries = events.flatMap(entriesOf);
        const days = [...(daysOf(entries).get(RICE)?.values() ?? [])];
        const counts = countsOf(entries).get(RICE) ?? [];
        const [whole, folded] = [days, foldRows(days, counts)].map((rows) => costing({ days: rows, counts }, STEPS));
        expect(folded?.unitCost).toBe(whole?.unitCost);
        const soldByCost = (rows: Costing['rows'] = []) => {
          const sums = new Map<string, number>();
          for (const { day, unitCost, sold } of rows) {
            sums.set(`${day} ${unitCost}`, (sums.get(`${day} ${unitCost}`) ?? 0) + sold);
          }
          return [...sums].filter(([, sold]) => sold !== 0).sort();
        };
        expect(soldByCost(folded?.rows)).toEqual(soldByCost(whole?.rows));
      }),
    );
  });

  test('lies between the least and the most that was ever paid', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        const paid = events.flatMap((event) => (event.type === 'movement' ? [event.unitCost ?? 400] : []));
        const { unitCost } = costOf(events);
        expect(unitCost).toBeGreaterThanOrEqual(Math.min(400, ...paid) - 1e-5);
        expect(unitCost).toBeLessThanOrEqual(Math.max(400, ...paid) + 1e-5);
      }),
    );
  });
});

test('a product without any history costs its purchase price', () => {
  expect(costing({ days: [] }, () => aProduct().purchasePrice)).toEqual({ rows: [], unitCost: 400 });
  expect(countsOf(entriesOf(count('08:00', 3))).get(RICE)).toMatchObject([
    { milli: 3000, day: dayNumber('2026-03-02') },
  ]);
});
