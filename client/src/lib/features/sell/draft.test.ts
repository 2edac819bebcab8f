import { productId } from '@digiboost/domain/documents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToDraft,
  draftFault,
  draftTotal,
  EMPTY_DRAFT,
  readDraft,
  saleLines,
  type TicketDraft,
  withLine,
  withoutLine,
} from './draft.ts';

const rice = { _id: productId('riz'), salePrice: 450 };
const oil = { _id: productId('huile'), salePrice: 1250 };
const two = addToDraft(addToDraft(EMPTY_DRAFT, rice), oil);

describe('a ticket in progress', () => {
  it('adds one more of a product it already holds', () => {
    const draft = addToDraft(addToDraft(two, rice), rice);
    expect(draft.lines.map((line) => line.quantity)).toEqual([3, 1]);
    expect(draftTotal(draft)).toBe(3 * 450 + 1250);
  });

  it('keeps the price that was agreed when more is added', () => {
    const draft = addToDraft(withLine(two, rice._id, { unitPrice: 400 }), rice);
    expect(draftTotal(draft)).toBe(2 * 400 + 1250);
  });

  it('says what stands in the way', () => {
    expect(draftFault(EMPTY_DRAFT)).toEqual({ code: 'empty' });
    expect(draftFault(withLine(two, oil._id, { quantity: null }))).toEqual({ code: 'quantity', productId: oil._id });
    expect(draftFault(withLine(two, oil._id, { quantity: 0 }))).toEqual({ code: 'quantity', productId: oil._id });
    expect(draftFault(withLine(two, rice._id, { unitPrice: null }))).toEqual({ code: 'price', productId: rice._id });
    expect(draftFault({ ...two, payment: 'CREDIT', customerId: null })).toEqual({ code: 'customer' });
    expect(draftFault({ ...two, payment: 'CREDIT', customerId: 'customer:awa' })).toBeNull();
    expect(draftFault(withLine(two, rice._id, { unitPrice: 0 }))).toBeNull();
  });

  it('adds decimals exactly, whatever is tapped', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 40 }), (milli) => {
        const draft = milli.reduce<TicketDraft>((d, m) => addToDraft(d, rice, m / 1000), EMPTY_DRAFT);
        expect(draft.lines[0]?.quantity).toBe(milli.reduce((a, b) => a + b, 0) / 1000);
      }),
    );
  });

  it('forgets a line', () => {
    expect(saleLines(withoutLine(two, rice._id))).toEqual([{ productId: oil._id, quantity: 1, unitPrice: 1250 }]);
  });
});

describe('readDraft', () => {
  it('reads back what was kept', () => {
    const kept: TicketDraft = { ...two, payment: 'WAVE', customerId: 'customer:awa', saleId: 'sale:x' };
    expect(readDraft(structuredClone(kept))).toEqual(kept);
  });

  it.each([
    undefined,
    null,
    'text',
    {},
    { lines: [{ productId: 'x', quantity: 1, unitPrice: 1 }], payment: 'CASH', customerName: '' },
    { lines: [{ productId: 'product:x', quantity: 'a', unitPrice: 1 }], payment: 'CASH', customerName: '' },
    { lines: [], payment: 'GOLD', customerName: '' },
  ])('refuses what is not a draft: %j', (kept) => {
    expect(readDraft(kept)).toBeNull();
  });
});
