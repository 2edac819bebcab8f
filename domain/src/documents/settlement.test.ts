import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentFault } from './registry.ts';
import { saleLineAmount, settlementOf, splitDiscount, ticketAmount } from './settlement.ts';
import { aCash, aClosing, aMovement, aSale, aVoid } from './testing/examples.ts';

const ONE_LINE = { lines: [{ productId: 'product:riz' as const, quantity: 2, unitPrice: 500 }], payment: undefined };
const parted = (payments: { method: 'CASH' | 'WAVE'; amount: number }[], customerId?: 'customer:awa') =>
  aSale({ ...ONE_LINE, payments, customerId });

test('tickets of before read as one payment of the whole, in cash when they say nothing', () => {
  expect(settlementOf(aSale({ payment: 'WAVE' }))).toEqual([{ payment: 'WAVE', amount: 1000 }]);
  expect(settlementOf(aSale({ payment: 'CREDIT' }))).toEqual([{ payment: 'CREDIT', amount: 1000 }]);
  expect(settlementOf(aSale({ payment: undefined }))).toEqual([{ payment: 'CASH', amount: 1000 }]);
  expect(settlementOf(aSale({ status: 'MISSED' }))).toEqual([]);
});

test('what payments do not cover is owed', () => {
  const cash = { method: 'CASH', amount: 300 } as const;
  const wave = { method: 'WAVE', amount: 700 } as const;
  expect(settlementOf(parted([cash, wave]))).toEqual([
    { payment: 'CASH', amount: 300 },
    { payment: 'WAVE', amount: 700 },
  ]);
  expect(settlementOf(parted([cash], 'customer:awa'))[1]).toEqual({ payment: 'CREDIT', amount: 700 });
  expect(settlementOf(parted([], 'customer:awa'))).toEqual([{ payment: 'CREDIT', amount: 1000 }]);
});

test('a ticket is not paid more than it comes to, nor owed by nobody, nor settled in two ways', () => {
  const fault = (doc: ReturnType<typeof aSale>) => documentFault(doc)?.reason ?? null;
  expect(fault(parted([{ method: 'CASH', amount: 1000 }]))).toBeNull();
  expect(fault(parted([{ method: 'CASH', amount: 999 }], 'customer:awa'))).toBeNull();
  expect(documentFault(parted([{ method: 'CASH', amount: 999 }]))).toEqual({
    field: 'payments',
    reason: 'owed by nobody',
  });
  expect(fault(parted([{ method: 'CASH', amount: 1001 }], 'customer:awa'))).toBe('more paid than sold');
  expect(fault(parted(Array(2).fill({ method: 'CASH', amount: 500 })))).toBe('a method twice');
  expect(fault({ ...parted([{ method: 'CASH', amount: 1000 }]), payment: 'CASH' })).toBe('settled in two ways');
  expect(fault({ ...parted([]), status: 'MISSED' })).toBe('settled in two ways');
});

test('a cash document says what its kind says, and no more', () => {
  const customerId = 'customer:awa';
  const fault = (doc: Parameters<typeof documentFault>[0]) => documentFault(doc)?.reason ?? null;
  expect(fault(aCash({ kind: 'CUSTOMER_PAYMENT', customerId }))).toBeNull();
  expect(fault(aCash({ kind: 'OPENING', method: undefined, customerId }))).toBeNull();
  const unlike = 'not what this kind says';
  expect(fault(aCash({ kind: 'CUSTOMER_PAYMENT' }))).toBe(unlike);
  expect(fault(aCash({ kind: 'OWNER_OUT', customerId }))).toBe(unlike);
  expect(fault(aCash({ kind: 'OPENING', customerId }))).toBe(unlike);
  expect(fault(aCash({ category: undefined }))).toBe(unlike);
  expect(fault(aCash({ kind: 'TRANSFER', toMethod: 'CASH' }))).toBe('a transfer to where it left');
  expect(fault(aCash({ amount: 0 }))).not.toBeNull();
  expect(fault(aVoid(aCash()))).toBeNull();
});

test('a closing counts a method once and leaves no more than was there; a difference is no fault', () => {
  const part = { method: 'CASH', expected: -500, counted: 4000, left: 4000 } as const;
  expect(documentFault(aClosing({ parts: [part] }))).toBeNull();
  expect(documentFault(aClosing({ parts: [part, part] }))?.reason).toBe('a method twice');
  expect(documentFault(aClosing({ drawer: 'PHONE', parts: [{ ...part, method: 'WAVE' }] }))?.reason).toBe(
    'a drawer without cash',
  );
  expect(documentFault(aClosing({ drawer: 'PHONE', parts: [part] }))).toBeNull();
  expect(documentFault(aClosing({ parts: [{ ...part, left: 4001 }] }))?.reason).toBe('more left than counted');
});

test('only goods that came from a supplier at a cost are put on an account', () => {
  const said = { supplierId: 'supplier:sandaga', unitCost: 400, onAccount: true } as const;
  expect(documentFault(aMovement(said))).toBeNull();
  expect(documentFault(aMovement({ ...said, unitCost: undefined }))?.reason).toBe('on the account of nobody');
  expect(documentFault(aMovement({ ...said, movementType: 'EXIT' }))?.reason).toBe('on the account of nobody');
});

test('a carton has a price of its own, and its pieces are what leaves the shelf', () => {
  const carton = {
    productId: 'product:riz',
    quantity: 48,
    unitPrice: 5000,
    unit: { name: 'Carton', factor: 24, count: 2 },
  } as const;
  expect(saleLineAmount(carton)).toBe(10_000);
  expect(saleLineAmount({ ...carton, discount: 500 })).toBe(9500);
  expect(ticketAmount({ lines: [carton, { quantity: 1.25, unitPrice: 501 }] })).toBe(10_626); // 626.25
  const sold = (line: object) => documentFault(aSale({ lines: [{ ...carton, ...line }] }))?.reason ?? null;
  expect(sold({})).toBeNull();
  expect(sold({ quantity: 47 })).toBe('unit quantity');
  expect(sold({ discount: 10_000 })).toBeNull();
  expect(sold({ discount: 10_001 })).toBe('discount above the price');
  expect(sold({ discount: 0.5 })).not.toBeNull();
});

test('a discount on the ticket is that of its lines, to the franc', () => {
  // 1,000 on 3,000, 2,000 and 1,001: 499.92, 333.28, 166.81; the largest rests take the two francs that are left.
  expect(splitDiscount([3000, 2000, 1001], 1000)).toEqual([500, 333, 167]);
  expect(splitDiscount([100, 100, 100], 100)).toEqual([34, 33, 33]);
  expect(splitDiscount([0, 0], 100)).toEqual([0, 0]);
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { maxLength: 30 }), fc.nat(2_000_000), (amounts, discount) => {
      const parts = splitDiscount(amounts, discount);
      const total = amounts.reduce((sum, amount) => sum + amount, 0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.min(discount, total));
      parts.forEach((part, index) => {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(amounts[index] ?? 0);
      });
    }),
  );
});
