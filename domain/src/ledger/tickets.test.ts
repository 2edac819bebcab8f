import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCount, aMovement, aSale, aVoid } from '../documents/testing/examples.ts';
import { histories } from '../documents/testing/histories.ts';
import { entriesOf } from './entries.ts';
import { addTicket, type DayTotals, ticketEffects } from './tickets.ts';

describe('tickets', () => {
  test('a sale is one ticket of the sum of its lines, each rounded to the franc', () => {
    const lines = [0.333, 0.333].map((quantity) => ({ productId: 'product:riz' as const, quantity, unitPrice: 1000 }));
    expect(ticketEffects(aSale({ lines, payment: 'ORANGE_MONEY' }))).toEqual([
      { day: '2026-03-02', settlement: 'ORANGE_MONEY', tickets: 1, amount: 666 },
    ]);
  });

  test('without a payment it was cash, unserved it is missed', () => {
    const { payment, ...unpaid } = aSale();
    expect(ticketEffects(unpaid)[0]?.settlement).toBe('CASH');
    expect(ticketEffects(aSale({ status: 'MISSED' }))[0]?.settlement).toBe('MISSED');
  });

  test('a void takes its ticket off; movements and counts are none', () => {
    expect(ticketEffects(aVoid(aSale()))).toEqual([
      { day: '2026-03-02', settlement: 'CASH', tickets: -1, amount: -1000 },
    ]);
    for (const event of [aMovement(), aVoid(aMovement()), aCount()]) expect(ticketEffects(event)).toEqual([]);
  });

  test('a ticket settled in several ways is one ticket; what is not paid is owed', () => {
    const said = { lines: [{ productId: 'product:riz' as const, quantity: 10, unitPrice: 500 }], payment: undefined };
    const payments = [
      { method: 'CASH' as const, amount: 2000 },
      { method: 'WAVE' as const, amount: 1500 },
    ];
    const sale = aSale({ ...said, payments, customerId: 'customer:awa' });
    const totals = ticketEffects(sale).reduce<DayTotals | undefined>(addTicket, undefined);
    expect(totals).toMatchObject({ tickets: 1, revenue: 5000, paid: { CASH: 2000, WAVE: 1500, CREDIT: 1500 } });
    expect(ticketEffects(aVoid(sale)).reduce(addTicket, totals)).toMatchObject({ tickets: 0, revenue: 0 });
    const given = aSale({ lines: [{ ...said.lines[0], unitPrice: 0 } as never], payment: undefined, payments: [] });
    expect(ticketEffects(given)).toEqual([{ day: '2026-03-02', settlement: 'CASH', tickets: 1, amount: 0 }]);
  });

  test('missed tickets are counted apart', () => {
    const effects = [aSale({ n: 1 }), aSale({ n: 2, status: 'MISSED' }), aSale({ n: 3, payment: 'WAVE' })].flatMap(
      ticketEffects,
    );
    const total = effects.reduce<DayTotals | undefined>(addTicket, undefined);
    expect(total).toEqual({
      day: '2026-03-02',
      revenue: 2000,
      tickets: 2,
      missedRevenue: 1000,
      missedTickets: 1,
      paid: { CASH: 1000, WAVE: 1000 },
    });
  });

  test('what was paid comes to the revenue, in any order, and a void leaves nothing behind', () => {
    const totalOf = (events: Parameters<typeof ticketEffects>[0][]) => {
      const days = new Map<string, DayTotals>();
      for (const effect of events.flatMap(ticketEffects)) {
        days.set(effect.day, addTicket(days.get(effect.day), effect));
      }
      return days;
    };
    fc.assert(
      fc.property(histories(), (events) => {
        const days = totalOf(events);
        for (const { revenue, paid = {} } of days.values()) {
          expect(Object.values(paid).reduce((sum, amount) => sum + amount, 0)).toBe(revenue);
          expect(Object.values(paid)).not.toContain(0);
        }
        expect(totalOf([...events].reverse())).toEqual(days);
      }),
    );
    const sale = aSale({ payment: 'CREDIT' });
    expect(totalOf([sale, aVoid(sale)]).get('2026-03-02')).not.toHaveProperty('paid');
  });

  test('add up to the revenue of the ledger, to the franc', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        const entries = events.flatMap(entriesOf);
        const effects = events.flatMap(ticketEffects);
        const amount = (missed: boolean) =>
          effects.reduce((sum, effect) => sum + ((effect.settlement === 'MISSED') === missed ? effect.amount : 0), 0);
        expect(amount(false)).toBe(entries.reduce((sum, { revenue }) => sum + revenue, 0));
        expect(amount(true)).toBe(entries.reduce((sum, { missedRevenue }) => sum + missedRevenue, 0));
      }),
    );
  });
});
