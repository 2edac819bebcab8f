import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCash, aSale, aVoid } from '../documents/testing/examples.ts';
import { matchMobileDay } from './mobile-match.ts';
import { readMobileMessages } from './mobile-messages.ts';
import { moneyLinesOf } from './money-lines.ts';

describe('a day of mobile money', () => {
  const wave = (n: number, time: string, amount: number) =>
    aSale({
      n,
      at: `2026-06-12T${time}:00.000Z`,
      lines: [{ productId: 'product:riz', quantity: 1, unitPrice: amount }],
      payment: 'WAVE',
    });
  const cancelled = wave(9, '10:00', 4000);
  const events = [
    wave(1, '09:00', 5000),
    wave(2, '14:30', 5000),
    wave(3, '11:00', 700),
    cancelled,
    aVoid(cancelled),
    aCash({
      n: 4,
      at: '2026-06-12T12:00:00.000Z',
      kind: 'CUSTOMER_PAYMENT',
      method: 'ORANGE_MONEY',
      customerId: 'customer:moussa',
      amount: 1500,
    }),
    wave(5, '23:00', 900),
    aSale({ n: 6, at: '2026-06-11T09:00:00.000Z', payment: 'WAVE' }),
  ];
  const lines = events.flatMap(moneyLinesOf);
  const pasted = [
    'Wave: vous avez reçu 5.000F à 14h32.',
    'Vous avez recu 1500 FCFA du 77. Ref PP260612.1205.A12345',
    'Wave: vous avez reçu 4.000F à 10h01.',
    'Wave: vous avez reçu 900F à 08h00.',
    'Wave: vous avez envoyé 2.000F à 15h00.',
    'Wave: vous avez reçu 700F le 11/06/2026.',
  ].join('\n\n');
  const on = { day: '2026-06-12', timezone: 'Africa/Dakar' } as const;

  test('is matched by sum, operator and the nearest time; what is left over is told on both sides', () => {
    const { matched, unrecorded, untold, aside } = matchMobileDay(readMobileMessages(pasted), lines, on);
    expect(matched.map(({ message, line }) => [message.amount, line.at.slice(11, 16)])).toEqual([
      [5000, '14:30'],
      [1500, '12:00'],
    ]);
    expect(unrecorded.map(({ amount }) => amount)).toEqual([4000, 900]);
    expect(untold.map(({ amount, at }) => [amount, at.slice(11, 16)])).toEqual([
      [5000, '09:00'],
      [700, '11:00'],
      [900, '23:00'],
    ]);
    expect(aside.map(({ amount }) => amount)).toEqual([2000, 700]);
  });

  test('does not depend on the order of messages or lines, and loses none', () => {
    const messages = readMobileMessages(pasted);
    const sums = (day: ReturnType<typeof matchMobileDay>) => [
      day.matched.map(({ line }) => line.eventId).sort(),
      day.unrecorded.map(({ amount }) => amount).sort(),
      day.untold.map(({ eventId }) => eventId).sort(),
    ];
    const expected = sums(matchMobileDay(messages, lines, on));
    const shuffled = <T>(all: readonly T[]) =>
      fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });
    fc.assert(
      fc.property(shuffled(messages), shuffled(lines), (some, others) => {
        const day = matchMobileDay(some, others, on);
        expect(sums(day)).toEqual(expected);
        expect(day.matched.length + day.unrecorded.length + day.aside.length).toBe(some.length);
      }),
    );
  });
});
