import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASH_KINDS } from './cash.ts';
import { FREE_LINE } from './free-line.ts';
import { documentFault } from './registry.ts';
import { beyondLimits, DONE, latestLimits, limitsAt, limitsFor } from './role-limits.ts';
import type { RoleLimits } from './shop.ts';
import { aCash, aClosing, aCount, aMovement, aReturn, aSale, aShop, aVoid, someLimits } from './testing/examples.ts';

const strict = someLimits();
const lax = someLimits({ discount: 100, user: [] });
const beyond = (event: Parameters<typeof beyondLimits>[0], version: RoleLimits = strict) => {
  const limits = limitsFor(event.type, version);
  return limits ? beyondLimits(event, limits) : [];
};
const line = { productId: 'product:riz' as const, quantity: 2, unitPrice: 500 };

describe('what goes beyond the limits of a seller', () => {
  it('is a price of one’s own: another than the catalogue’s, or that of what is in no catalogue', () => {
    expect(beyond(aSale({ lines: [line] }))).toEqual([]);
    expect(beyond(aSale({ lines: [line, { ...line, unitPrice: 450, listPrice: 500 }] }))).toEqual(['PRICE']);
    expect(beyond(aSale({ lines: [{ ...line, productId: FREE_LINE, label: 'Sac' }] }))).toEqual(['PRICE']);
    expect(beyond(aSale({ lines: [{ ...line, unitPrice: 450, listPrice: 500 }], status: 'MISSED' }))).toEqual([]);
  });

  it('is more off a ticket than so many percent of all its lines', () => {
    // 150 of 1,500 FCFA: 10 %.
    const sale = aSale({
      lines: [
        { ...line, discount: 100 },
        { ...line, quantity: 1, discount: 50 },
      ],
    });
    expect(beyond(sale, someLimits({ discount: 10 }))).toEqual([]);
    expect(beyond(sale, someLimits({ discount: 9.9 }))).toEqual(['DISCOUNT']);
    expect(beyond(sale)).toEqual(['DISCOUNT']);
    expect(beyond(aSale({ lines: [{ ...line, discount: 1000 }] }), lax)).toEqual([]);
  });

  it('is a cancellation, but of what was only asked for; a return; a closing', () => {
    expect(beyond(aVoid(aSale()))).toEqual(['VOID']);
    expect(beyond(aVoid(aMovement()))).toEqual(['VOID']);
    expect(beyond(aVoid(aSale({ status: 'MISSED' })))).toEqual([]);
    expect(beyond(aReturn())).toEqual(['RETURN']);
    expect(beyond(aClosing())).toEqual(['CLOSING']);
    expect([aMovement(), aCount()].map((event) => beyond(event))).toEqual([[], []]);
  });

  it('is money that leaves the till, and no other', () => {
    const out = CASH_KINDS.filter((kind) => beyond({ ...aCash(), kind }).length > 0);
    expect(out).toEqual(['EXPENSE', 'SUPPLIER_PAYMENT', 'OWNER_OUT', 'LOAN_OUT', 'TRANSFER']);
  });

  it('is nothing where nothing is denied', () => {
    const events = [aSale(), aVoid(aSale()), aReturn(), aCash(), aClosing()];
    expect(events.flatMap((event) => beyond(event, lax))).toEqual([]);
  });

  it('grows with what is denied, whatever the ticket', () => {
    const ticket = fc.array(
      fc.record({ unitPrice: fc.integer({ min: 1, max: 1000 }), listPrice: fc.integer({ min: 1, max: 1000 }) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(ticket, fc.nat(100), fc.nat(100), fc.subarray([...DONE]), (lines, off, discount, denied) => {
        const priced = lines.map((one) => ({
          ...line,
          ...one,
          ...(off ? { discount: Math.min(off, one.unitPrice) } : {}),
        }));
        const sale = aSale({ lines: priced });
        const few = beyond(sale, someLimits({ discount: 100, user: denied }));
        const many = beyond(sale, someLimits({ discount, user: [...DONE] }));
        expect(many).toEqual(expect.arrayContaining([...few]));
      }),
    );
  });
});

describe('the versions of the limits', () => {
  const versions = ['2026-03-02', '2026-03-01', '2026-03-03'].map((day) =>
    someLimits({ key: day, since: `${day}T08:00:00.000Z` }),
  );

  it('are found by the instant, whatever their order', () => {
    expect(limitsAt(versions, '2026-03-01T07:59:59.999Z')).toBeUndefined();
    expect(limitsAt(versions, '2026-03-01T08:00:00.000Z')?.key).toBe('2026-03-01');
    expect(limitsAt(versions, '2026-03-02T23:00:00.000Z')?.key).toBe('2026-03-02');
    expect(latestLimits(versions)?.key).toBe('2026-03-03');
    expect(latestLimits(undefined)).toBeUndefined();
  });

  it('stand in the shop’s document, also with a right that a later version knows', () => {
    const shop = aShop();
    const later = { ...someLimits({ user: ['LATER'] }), more: 1 };
    expect(documentFault({ ...shop, settings: { ...shop.settings, limits: [later] } })).toBeNull();
    expect(
      documentFault({ ...shop, settings: { ...shop.settings, limits: [{ ...later, discount: 101 }] } }),
    ).not.toBeNull();
  });
});
