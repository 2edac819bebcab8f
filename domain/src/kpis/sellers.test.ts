import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import { DONE } from '../documents/role-limits.ts';
import { aCash, aClosing, aReturn, aSale, aVoid, someLimits } from '../documents/testing/examples.ts';
import { entriesOf } from '../ledger/entries.ts';
import { reviewOfSellers, salesBySeller } from './sellers.ts';

const line = { productId: 'product:riz' as const, quantity: 2, unitPrice: 500 };
const on = (day: number, hour = 9): string =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const MARCH = { from: '2026-03-01', to: '2026-03-31' };

describe('what each person sold', () => {
  it('is their tickets, discounts, voids and returns, worked by hand', () => {
    const wrong = aSale({ n: 3, by: 'modou', at: on(4) });
    const events = [
      aSale({ n: 1, by: 'awa', at: on(2) }),
      // 2 x 450 instead of 500, and 50 off.
      aSale({ n: 2, by: 'modou', at: on(3), lines: [{ ...line, unitPrice: 450, listPrice: 500, discount: 50 }] }),
      wrong,
      { ...aVoid(wrong), createdBy: 'awa', createdAt: on(5) },
      aReturn({ n: 4, by: 'modou', at: on(6) }),
      aSale({ n: 5, by: 'modou', at: on(6), status: 'MISSED' }),
      aSale({ n: 6, by: 'modou', at: '2026-04-01T09:00:00.000Z' }),
    ];
    const nothing = { discounts: 0, voids: 0, voided: 0, returns: 0, returned: 0 };
    expect(salesBySeller(events, MARCH)).toEqual([
      { ...nothing, person: 'awa', tickets: 1, revenue: 1000, voids: 1, voided: 1000 },
      { ...nothing, person: 'modou', tickets: 1, revenue: 850, discounts: 150, returns: 1, returned: 500 },
    ]);
    expect(salesBySeller(events, { from: '2026-03-05', to: '2026-03-05' })).toMatchObject([
      { person: 'awa', voids: 1, tickets: 0 },
    ]);
  });

  it('comes to the CA of the period, whatever was voided and in whatever order it arrived', () => {
    const happening = fc.record({
      day: fc.integer({ min: 1, max: 9 }),
      by: fc.constantFrom('awa', 'modou', 'fatou'),
      unitPrice: fc.integer({ min: 10, max: 900 }),
      discount: fc.nat(10),
      kind: fc.constantFrom('sale', 'missed', 'return'),
      isVoided: fc.boolean(),
    });
    const shuffled = fc.array(happening, { maxLength: 30 }).chain((all) => {
      const events = all.flatMap(({ day, by, unitPrice, discount, kind, isVoided }, n): LedgerEvent[] => {
        const lines = [{ ...line, unitPrice, ...(discount ? { discount } : {}) }];
        const at = on(day);
        const event =
          kind === 'return'
            ? aReturn({ n, by, at })
            : aSale({ n, by, at, lines, ...(kind === 'missed' ? { status: 'MISSED' as const } : {}) });
        return isVoided ? [event, aVoid(event)] : [event];
      });
      return fc.shuffledSubarray(events, { minLength: events.length });
    });
    fc.assert(
      fc.property(shuffled, (events) => {
        const period = { from: '2026-03-03', to: '2026-03-06' };
        const entries = events.flatMap(entriesOf).filter(({ day }) => day >= period.from && day <= period.to);
        const revenue = entries.reduce((sum, entry) => sum + entry.revenue, 0);
        const sums = salesBySeller(events, period);
        expect(sums.reduce((sum, own) => sum + own.revenue - own.returned, 0)).toBe(revenue);
      }),
    );
  });
});

describe('what an administrator looks at', () => {
  const first = someLimits({ key: 'l1', since: on(1), discount: 100, user: [] });
  const strict = someLimits({ key: 'l2', since: on(3), discount: 0, user: [...DONE] });
  const isAdmin = (person: string): boolean => person === 'awa';
  const review = (...events: LedgerEvent[]) => reviewOfSellers(events, [first, strict], isAdmin);
  const under = (key: string) => ({ limits: { key, denied: [] } });

  it('is what went beyond the limits of its time without anybody’s word, whatever the phone knew', () => {
    const before = aCash({ n: 1, by: 'modou', at: on(2) });
    const late = { ...aCash({ n: 2, by: 'modou', at: on(4) }), ...under('l1') };
    const silent = aClosing({ n: 3, by: 'modou', at: on(5) });
    const own = aClosing({ n: 4, by: 'awa', at: on(5) });
    const within = { ...aSale({ n: 5, by: 'modou', at: on(5) }), ...under('l2') };
    const { toCheck, approved } = review(before, late, silent, own, within);
    expect(toCheck.map(({ event, beyond, under }) => [event._id, beyond, under])).toEqual([
      [silent._id, ['CLOSING'], 'NONE'],
      [late._id, ['CASH_OUT'], 'EARLIER'],
    ]);
    expect(approved).toEqual([]);
  });

  it('is what was approved, also what the limits do not tell; and nothing that was taken back', () => {
    const credit = { ...aSale({ n: 1, by: 'modou', at: on(4) }), ...under('l2'), approvedBy: 'awa' };
    const taken = aReturn({ n: 2, by: 'modou', at: on(4) });
    const { toCheck, approved } = review(credit, taken, { ...aVoid(taken), createdBy: 'awa' });
    expect(approved.map(({ event, beyond, under }) => [event._id, beyond, under])).toEqual([
      [credit._id, [], 'LATEST'],
    ]);
    expect(toCheck).toEqual([]);
  });
});
