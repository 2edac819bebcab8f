import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Closing, LedgerEvent } from '../documents/index.ts';
import { aCash, aClosing, aMovement, aSale, aVoid } from '../documents/testing/examples.ts';
import { histories } from '../documents/testing/histories.ts';
import { balancesOf, owesSince } from './accounts.ts';
import { debtorOf, type MoneyLine, moneyLinesOf } from './money-lines.ts';
import { lastClosing, lateLines, reviewClosing, seenIn, type TillPart, tillAfter, tillPart, tillsOf } from './till.ts';

const AWA = 'customer:awa';
const at = (time: string) => `2026-03-02T${time}:00.000Z`;
const closingsIn = (events: readonly LedgerEvent[]): Closing[] =>
  events.filter((event): event is Closing => event.type === 'closing');
const unique = (events: readonly LedgerEvent[]) => [...new Map(events.map((event) => [event._id, event])).values()];
const linesOf = (events: readonly LedgerEvent[]): MoneyLine[] => unique(events).flatMap(moneyLinesOf);
const cashIn = (...events: LedgerEvent[]): number =>
  tillPart({ method: 'CASH' }, lastClosing({ method: 'CASH' }, closingsIn(events)), linesOf(events)).expected;
const sold = (n: number, time: string, amount: number, cash: number) =>
  aSale({
    n,
    at: at(time),
    lines: [{ productId: 'product:riz', quantity: 1, unitPrice: amount }],
    payments: cash > 0 ? [{ method: 'CASH', amount: cash }] : [],
    customerId: AWA,
  });
const paid = (n: number, time: string, amount: number) =>
  aCash({ n, at: at(time), kind: 'CUSTOMER_PAYMENT', customerId: AWA, amount });

describe('the till, worked out by hand', () => {
  const morning = aClosing({
    n: 1,
    at: at('07:00'),
    parts: [{ method: 'CASH', expected: 0, counted: 9000, left: 5000 }],
  });

  test('is what stayed at the last closing and everything after it', () => {
    // 5 000 stayed; 3 000 of a ticket of 4 500, the rest owed; 1 000 of it paid back; 1 500 of transport.
    const events = [morning, sold(2, '08:00', 4500, 3000), paid(3, '09:00', 1000), aCash({ n: 4, at: at('10:00') })];
    expect(cashIn(...events)).toBe(5000 + 3000 + 1000 - 1500);
    // What is taken at a closing has left the drawer, and is no difference the next day.
    const evening = aClosing({
      n: 5,
      at: at('20:00'),
      parts: [{ method: 'CASH', expected: 7500, counted: 7500, left: 2000 }],
    });
    expect(cashIn(...events, evening)).toBe(2000);
  });

  test('money that goes from one method to another is in one of them', () => {
    const moved = aCash({ n: 2, at: at('12:00'), kind: 'TRANSFER', toMethod: 'WAVE', amount: 4000 });
    expect(cashIn(morning, moved)).toBe(1000);
    expect(tillPart({ method: 'WAVE' }, null, linesOf([morning, moved])).expected).toBe(4000);
    expect(cashIn(morning, moved, aVoid(moved))).toBe(5000);
  });

  test('a ticket that arrives late shows beside the closing, of which it changes nothing', () => {
    const known = sold(2, '08:00', 3000, 3000);
    const late = { ...sold(3, '09:00', 2500, 2500), deviceId: 'd2' };
    const evening = aClosing({
      n: 4,
      at: at('20:00'),
      parts: [{ method: 'CASH', expected: 8000, counted: 7500, left: 7500 }],
      seen: seenIn(linesOf([known])),
    });
    const closings = [morning, evening];
    expect(reviewClosing(evening, closings, linesOf([known, morning]))).toEqual([
      { method: 'CASH', expected: 8000, counted: 7500, left: 7500, difference: -500, late: 0 },
    ]);
    expect(reviewClosing(evening, closings, linesOf([known, late]))[0]).toMatchObject({ difference: -500, late: 2500 });
    expect(lateLines(evening, linesOf([known, late])).map(({ eventId }) => eventId)).toEqual([late._id]);
    expect(cashIn(morning, known, late, evening)).toBe(7500);
    expect(reviewClosing(morning, closings, linesOf([known]))[0]?.late).toBeNull();
  });
});

describe('a drawer for each phone, worked out by hand', () => {
  /** Phone d1 or d2 counts its own cash, or the whole shop's. */
  const counted = (n: number, time: string, counted: number, device: string, drawer?: 'PHONE') => {
    const closing = aClosing({ n, at: at(time), parts: [{ method: 'CASH', expected: 0, counted, left: counted }] });
    return { ...closing, ...(drawer ? { drawer } : {}), _id: `closing:${at(time)}:${device}-${n}` } as Closing;
  };
  const on = <E extends LedgerEvent>(event: E, device: string): E => ({
    ...event,
    _id: event._id.replace(/:[^:]*$/, `:${device}-${event._id.split('-').at(-1)}`),
    deviceId: device,
  });
  const sum = (events: readonly LedgerEvent[], device?: string) => {
    const till = { method: 'CASH', ...(device ? { device } : {}) } as const;
    const { expected, base } = tillPart(till, lastClosing(till, closingsIn(events)), linesOf(events));
    return base ? expected : null;
  };
  const sale = on(sold(3, '09:00', 2500, 2500), 'd1');
  const other = on(sold(4, '09:30', 700, 700), 'd2');
  const parted = [
    counted(1, '07:00', 10_000, 'd1', 'PHONE'),
    counted(2, '07:10', 4000, 'd2', 'PHONE'),
    sale,
    other,
    on(aCash({ n: 5, at: at('10:00'), amount: 1500 }), 'd2'),
  ];

  test('each phone answers for its own money, also when another cancels its ticket', () => {
    expect([sum(parted, 'd1'), sum(parted, 'd2'), sum(parted)]).toEqual([12_500, 3200, null]);
    expect(sum([...parted, aVoid(sale)], 'd1')).toBe(10_000);
    const evening = counted(6, '20:00', 12_000, 'd1', 'PHONE');
    expect(reviewClosing(evening, closingsIn([...parted, evening]), linesOf(parted))[0]?.late).toBe(12_500);
    expect([sum([...parted, evening], 'd1'), sum([...parted, evening], 'd2')]).toEqual([12_000, 3200]);
  });

  test('where drawers are joined or parted, each is counted anew', () => {
    const joined = [...parted, counted(7, '21:00', 15_000, 'd2')];
    expect([sum(joined), sum(joined, 'd1'), sum(joined, 'd2')]).toEqual([15_000, null, null]);
    const again = [...joined, counted(8, '22:00', 9000, 'd1', 'PHONE')];
    expect([sum(again), sum(again, 'd1'), sum(again, 'd2')]).toEqual([null, 9000, null]);
  });

  test('what was known before a moment goes on, until the drawers change', () => {
    const till = { method: 'CASH', device: 'd1' } as const;
    const before = tillPart(till, lastClosing(till, closingsIn(parted.slice(0, 2))), []);
    const after = (events: readonly LedgerEvent[]) => tillAfter(till, before, closingsIn(events), linesOf(events));
    expect(after(parted.slice(2))).toMatchObject({ device: 'd1', expected: 12_500, base: { left: 10_000 } });
    expect(after([sale, counted(7, '21:00', 15_000, 'd2')]).base).toBeNull();
  });
});

describe('balances, worked out by hand', () => {
  test('what a ticket left open is owed, the oldest first', () => {
    const first = sold(1, '08:00', 5000, 1000);
    const second = sold(2, '10:00', 3000, 0);
    const balance = (...events: LedgerEvent[]) => balancesOf(linesOf(events)).get(AWA);
    expect(balance(first, second)).toMatchObject({ amount: 7000 });
    // 4 000 + 3 000 owed, 4 500 paid: of the second ticket 2 500 are left.
    expect(balance(first, second, paid(3, '07:00', 4500))).toEqual({
      account: AWA,
      amount: 2500,
      open: [{ eventId: second._id, at: second.at, amount: 2500 }],
    });
    expect(balance(first, aVoid(first), second)?.open).toEqual([{ eventId: second._id, at: second.at, amount: 3000 }]);
    expect(balance(first, paid(3, '09:00', 5000))).toEqual({ account: AWA, amount: -1000, open: [] });
  });

  test('goods on account are owed to their supplier until they are paid', () => {
    const came = aMovement({ n: 1, quantity: 10, supplierId: 'supplier:sandaga', unitCost: 400, onAccount: true });
    const settled = aCash({ n: 2, kind: 'SUPPLIER_PAYMENT', supplierId: 'supplier:sandaga', amount: 1500 });
    const amounts = [...balancesOf(linesOf([came, settled])).values()].map(({ account, amount }) => [account, amount]);
    expect(amounts).toEqual([['supplier:sandaga', 2500]]);
  });

  test('debts of before are owed by a name, however it was written', () => {
    const owed = (customerName?: string) => debtorOf(aSale({ payment: 'CREDIT', customerName }));
    expect(owed('Éloïse  Ndiaye ')).toBe('customer:nom-eloise-ndiaye');
    expect(owed('ELOÏSE NDIAYE')).toBe('customer:nom-eloise-ndiaye');
    expect(owed()).toBe('customer:sans-nom');
  });

  test('what is owed beyond the debts that are known is older than all of them', () => {
    const before = [
      { account: AWA, amount: 3000, debts: [{ eventId: 'sale:x', at: at('06:00'), amount: 2000 }] },
    ] as const;
    const [balance] = balancesOf(linesOf([sold(1, '08:00', 500, 0)]), before).values();
    expect(balance?.amount).toBe(3500);
    expect(balance && owesSince(balance)).toBe('');
  });
});

const timeOf = (event: LedgerEvent | undefined): string =>
  event === undefined ? '' : event.type === 'void' ? event.original.at : event.at;

const sortedTills = (tills: readonly TillPart[]) =>
  [...tills].sort((a, b) => (`${a.method} ${a.device}` < `${b.method} ${b.device}` ? -1 : 1));

describe('in any order', () => {
  const arrivals = histories(30).chain((events) =>
    fc.record({
      events: fc.constant(events),
      arrived: fc.shuffledSubarray([...events, ...events], {
        minLength: events.length * 2,
        maxLength: events.length * 2,
      }),
    }),
  );
  const figures = (events: readonly LedgerEvent[]) => ({
    till: sortedTills(tillsOf(closingsIn(events), linesOf(events))),
    balances: [...balancesOf(linesOf(events)).values()].sort((a, b) => (a.account < b.account ? -1 : 1)),
  });

  test('shuffled, doubled and late histories come to the same', () => {
    fc.assert(
      fc.property(arrivals, ({ events, arrived }) => {
        expect(figures(arrived)).toEqual(figures(events));
      }),
    );
  });

  test('the tills come to the same from what was known before a moment and what came after', () => {
    fc.assert(
      fc.property(histories(30), fc.nat({ max: 30 }), (events, count) => {
        // In the order of time, as what lies before a moment is told by the server.
        const ordered = [...events].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
        const moment = timeOf(ordered[count] ?? ordered.at(-1));
        const [older, newer] = [
          ordered.filter((event) => timeOf(event) < moment),
          ordered.filter((event) => timeOf(event) >= moment),
        ];
        const before = tillsOf(closingsIn(older), linesOf(older));
        const tills = tillsOf(closingsIn(newer), linesOf(newer), before).filter(({ base }) => base);
        expect(sortedTills(tills)).toEqual(figures(events).till.filter(({ base }) => base));
      }),
    );
  });

  test('what is open adds up to the balance, and is what paying the oldest first leaves', () => {
    fc.assert(
      fc.property(histories(40), (events) => {
        const lines = linesOf(events);
        for (const { account, amount, open } of balancesOf(lines).values()) {
          expect(open.reduce((sum, debt) => sum + debt.amount, 0)).toBe(Math.max(amount, 0));
          expect(open).toEqual(oldestFirst(lines.filter((line) => line.account === account)));
        }
      }),
    );
  });

  test('a voided event leaves nothing behind', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        const voids = events.flatMap((event) => (event.type === 'void' ? [event._id.slice('void:'.length)] : []));
        const others = events.filter((event) => event.type !== 'void' && !voids.includes(event._id));
        const isLeft = ({ amount }: { amount: number }) => amount !== 0;
        expect(figures(events).balances.filter(isLeft)).toEqual(figures(others).balances.filter(isLeft));
        const isTold = ({ base, expected }: TillPart) => base !== null || expected !== 0;
        expect(figures(events).till.filter(isTold)).toEqual(figures(others).till.filter(isTold));
      }),
    );
  });
});

/** The same by paying debts one after the other, as the carnet does. */
function oldestFirst(lines: readonly MoneyLine[]) {
  const debts = new Map<string, { eventId: string; at: string; amount: number }>();
  let paid = 0;
  for (const { eventId, at, amount, isDebt } of lines) {
    if (!isDebt) paid -= amount;
    else {
      const id = eventId.replace('void:', '');
      debts.set(id, { eventId: id, at, amount: (debts.get(id)?.amount ?? 0) + amount });
    }
  }
  const sorted = [...debts.values()].sort((a, b) => (`${a.at} ${a.eventId}` < `${b.at} ${b.eventId}` ? -1 : 1));
  const open = sorted.flatMap((debt) => {
    const settled = Math.min(debt.amount, Math.max(paid, 0));
    paid -= settled;
    return debt.amount > settled ? [{ ...debt, amount: debt.amount - settled }] : [];
  });
  return open.reverse();
}
