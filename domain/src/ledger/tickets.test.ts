import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCount, aMovement, aSale, aVoid } from '../documents/testing/examples.ts';
import { histories } from '../documents/testing/histories.ts';
import { entriesOf } from './entries.ts';
import { addTicket, type DayTotals, ticketEffect } from './tickets.ts';

describe('tickets', () => {
  test('a sale is one ticket of the sum of its lines, each rounded to the franc', () => {
    const lines = [0.333, 0.333].map((quantity) => ({ productId: 'product:riz' as const, quantity, unitPrice: 1000 }));
    expect(ticketEffect(aSale({ lines, payment: 'ORANGE_MONEY' }))).toEqual({
      day: '2026-03-02',
      settlement: 'ORANGE_MONEY',
      tickets: 1,
      amount: 666,
    });
  });

  test('without a payment it was cash, unserved it is missed', () => {
    const { payment, ...unpaid } = aSale();
    expect(ticketEffect(unpaid)?.settlement).toBe('CASH');
    expect(ticketEffect(aSale({ status: 'MISSED' }))?.settlement).toBe('MISSED');
  });

  test('a void takes its ticket off; movements and counts are none', () => {
    expect(ticketEffect(aVoid(aSale()))).toEqual({ day: '2026-03-02', settlement: 'CASH', tickets: -1, amount: -1000 });
    for (const event of [aMovement(), aVoid(aMovement()), aCount()]) expect(ticketEffect(event)).toBeNull();
  });

  test('missed tickets are counted apart', () => {
    const effects = [aSale({ n: 1 }), aSale({ n: 2, status: 'MISSED' }), aSale({ n: 3, payment: 'WAVE' })].map(
      ticketEffect,
    );
    const total = effects.reduce<DayTotals | undefined>(
      (day, effect) => (effect ? addTicket(day, effect) : day),
      undefined,
    );
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
    const totalOf = (events: Parameters<typeof ticketEffect>[0][]) => {
      const days = new Map<string, DayTotals>();
      for (const effect of events.map(ticketEffect)) {
        if (effect) days.set(effect.day, addTicket(days.get(effect.day), effect));
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
        const effects = events.map(ticketEffect);
        const amount = (missed: boolean) =>
          effects.reduce(
            (sum, effect) => sum + (effect && (effect.settlement === 'MISSED') === missed ? effect.amount : 0),
            0,
          );
        expect(amount(false)).toBe(entries.reduce((sum, { revenue }) => sum + revenue, 0));
        expect(amount(true)).toBe(entries.reduce((sum, { missedRevenue }) => sum + missedRevenue, 0));
      }),
    );
  });
});
