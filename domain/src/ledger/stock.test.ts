import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import { aCount, aMovement, aSale, aVoid } from '../documents/testing/examples.ts';
import { HISTORY_PRODUCTS, histories } from '../documents/testing/histories.ts';
import { type Entry, entriesOf } from './entries.ts';
import { lastCount, NO_COUNT, stockMilli, stockOnHand } from './stock.ts';

const at = (time: string) => `2026-03-02T${time}.000Z`;
const stockOf = (...events: LedgerEvent[]) => stockOnHand(events.flatMap(entriesOf)).get('product:riz');
const shuffled = (events: readonly LedgerEvent[]) =>
  fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });
const entriesOfProduct = (events: readonly LedgerEvent[], product: string): Entry[] =>
  events.flatMap(entriesOf).filter(({ productId }) => productId === product);

describe('stock on hand, worked by hand', () => {
  test('starts from zero and may be negative', () => {
    expect(stockOf(aMovement({ n: 1, quantity: 10 }), aSale({ n: 2 }))).toBe(8);
    expect(stockOf(aSale())).toBe(-2);
    expect(stockOf()).toBeUndefined();
  });

  test('adds decimals exactly', () => {
    const quantities = [0.1, 0.2, 0.3];
    const entries = quantities.map((quantity, n) => aMovement({ n, quantity }));
    expect(stockOf(...entries)).toBe(0.6);
  });

  test('a count replaces what came before it and at its instant', () => {
    const count = aCount({ at: at('12:00:00'), n: 1, counted: 30 });
    const before = aMovement({ at: at('11:00:00'), n: 2, quantity: 500 });
    const together = aSale({ at: at('12:00:00'), n: 3 });
    const after = aSale({ at: at('12:00:01'), n: 4 });
    expect(stockOf(before, count, together, after)).toBe(28);
  });

  test('a sale recorded offline before a count and received after it changes nothing', () => {
    const count = aCount({ at: at('12:00:00'), n: 1, counted: 30 });
    const late = aSale({ at: at('09:00:00'), device: 'd2', n: 1 });
    expect(stockOf(count)).toBe(30);
    expect(stockOf(count, late)).toBe(30);
  });

  test('the last of two counts stands, and of two at one instant the greater id', () => {
    const [first, second] = [
      aCount({ at: at('08:00:00'), n: 1, counted: 5 }),
      aCount({ at: at('09:00:00'), n: 2, counted: 6 }),
    ];
    expect(stockOf(second, first)).toBe(6);
    const tied = [aCount({ device: 'd1', n: 9, counted: 5 }), aCount({ device: 'd2', n: 1, counted: 7 })] as const;
    expect(stockOf(...tied)).toBe(7);
    expect(stockOf(tied[1], tied[0])).toBe(7);
  });

  test('a void without its original takes off what the opening stock had counted', () => {
    expect(stockOf(aVoid(aMovement({ quantity: 4 })))).toBe(-4);
  });
});

describe('stock on hand of random histories', () => {
  test('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(
        histories().chain((events) => fc.tuple(fc.constant(events), shuffled(events))),
        ([events, other]) => {
          const expected = Object.fromEntries(stockOnHand(events.flatMap(entriesOf)));
          expect(Object.fromEntries(stockOnHand(other.flatMap(entriesOf)))).toEqual(expected);
        },
      ),
    );
  });

  test('does not change when documents arrive twice', () => {
    fc.assert(
      fc.property(
        histories().chain((events) => fc.tuple(fc.constant(events), fc.subarray(events))),
        ([events, again]) => {
          const once = Object.fromEntries(stockOnHand(events.flatMap(entriesOf)));
          expect(Object.fromEntries(stockOnHand([...events, ...again].flatMap(entriesOf)))).toEqual(once);
        },
      ),
    );
  });

  test('devices that exchange in any pieces and delays agree', () => {
    const deliveries = histories().chain((events) =>
      fc.tuple(fc.constant(events), fc.array(fc.subarray(events), { maxLength: 5 }), shuffled(events)),
    );
    fc.assert(
      fc.property(deliveries, ([events, pieces, rest]) => {
        const received = new Map([...pieces.flat(), ...rest].map((event) => [event._id, event]));
        const expected = Object.fromEntries(stockOnHand(events.flatMap(entriesOf)));
        expect(Object.fromEntries(stockOnHand([...received.values()].flatMap(entriesOf)))).toEqual(expected);
      }),
    );
  });

  test('a voided event is as if it had never been', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        const voided = new Set(
          events.filter(({ type }) => type === 'void').map(({ _id }) => _id.slice('void:'.length)),
        );
        const never = events.filter(({ _id, type }) => type !== 'void' && !voided.has(_id));
        for (const product of HISTORY_PRODUCTS) {
          expect(stockMilli(entriesOfProduct(events, product))).toBe(stockMilli(entriesOfProduct(never, product)));
        }
      }),
    );
  });

  test('voiding twice, from two devices, is voiding once', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        const other = { at: '2026-03-09T10:00:00.000Z', by: 'u-modou', deviceId: 'd9' };
        const twice = events.flatMap((event) =>
          event.type === 'sale' || event.type === 'return' || event.type === 'movement'
            ? [aVoid(event), aVoid(event, other)]
            : [],
        );
        const once = new Map([...events, ...twice].map((event) => [event._id, event]));
        const expected = Object.fromEntries(stockOnHand([...once.values()].flatMap(entriesOf)));
        expect(Object.fromEntries(stockOnHand([...events, ...twice].flatMap(entriesOf)))).toEqual(expected);
        const counts = events.filter(({ type }) => type === 'count');
        for (const product of HISTORY_PRODUCTS) {
          const counted = stockMilli(entriesOfProduct(counts, product));
          expect(stockMilli(entriesOfProduct([...once.values()], product))).toBe(counted);
        }
      }),
    );
  });

  test('may be cut anywhere: an opening base and the entries after it give the same', () => {
    fc.assert(
      fc.property(histories(), fc.nat(), (events, cut) => {
        for (const product of HISTORY_PRODUCTS) {
          const entries = entriesOfProduct(events, product);
          const [older, newer] = [
            entries.slice(0, cut % (entries.length + 1)),
            entries.slice(cut % (entries.length + 1)),
          ];
          const base = lastCount(older);
          const kept = entries.filter((entry) => entry.at > base.at || newer.includes(entry));
          expect(stockMilli(kept, base)).toBe(stockMilli(entries));
        }
      }),
    );
  });

  test('is what a plain replay in time order gives', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        for (const product of HISTORY_PRODUCTS) {
          const inOrder = entriesOfProduct(events, product).sort((a, b) => {
            if (a.at !== b.at) return a.at < b.at ? -1 : 1;
            // At one instant changes come first: a count has seen them.
            if ((a.kind === 'COUNT') !== (b.kind === 'COUNT')) return a.kind === 'COUNT' ? 1 : -1;
            return a.eventId < b.eventId ? -1 : 1;
          });
          const replayed = inOrder.reduce((stock, entry) => entry.counted ?? stock + entry.delta, 0);
          expect(stockMilli(entriesOfProduct(events, product))).toBe(replayed);
        }
      }),
    );
  });

  test('nothing is counted when nothing was', () => {
    expect(lastCount([])).toBe(NO_COUNT);
    expect(stockMilli([])).toBe(0);
  });
});
