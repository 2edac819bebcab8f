import { productId } from '@digiboost/domain/documents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToDraft,
  byUnit,
  draftFault,
  draftTotal,
  EMPTY_DRAFT,
  saleLines,
  type TicketDraft,
  withFree,
  withLine,
  withLines,
  withoutLine,
} from './draft.ts';
import { readDraft } from './read-draft.ts';

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

  it('sells by the piece and by the carton, each at its own price, the stock in pieces', () => {
    const carton = { name: 'Carton', factor: 24, salePrice: 10_000 };
    const draft = addToDraft(addToDraft(addToDraft(EMPTY_DRAFT, rice), rice, 1, carton), rice, 1, carton);
    expect(draftTotal(draft)).toBe(450 + 2 * 10_000);
    expect(saleLines(draft)).toEqual([
      { productId: rice._id, quantity: 1, unitPrice: 450 },
      { productId: rice._id, quantity: 48, unitPrice: 10_000, unit: { name: 'Carton', factor: 24, count: 2 } },
    ]);
    const cartons = byUnit(draft, rice._id, 450, carton);
    expect(cartons.lines.map(({ quantity }) => quantity)).toEqual([3]);
    expect(saleLines(byUnit(cartons, `${rice._id} Carton`, 450))).toEqual([
      { productId: rice._id, quantity: 3, unitPrice: 450 },
    ]);
    expect(readDraft(structuredClone(draft))).toEqual(draft);
  });

  it('takes a discount off the whole ticket, line by line, and never more than it comes to', () => {
    const draft = { ...two, discount: 170, discountReason: ' fidèle ' };
    expect(draftTotal(draft)).toBe(450 + 1250 - 170);
    expect(saleLines(draft)).toMatchObject([
      { unitPrice: 450, discount: 45, discountReason: 'fidèle' },
      { unitPrice: 1250, discount: 125, discountReason: 'fidèle' },
    ]);
    expect(draftFault({ ...two, discount: 1701 })).toEqual({ code: 'discount' });
    expect(readDraft(structuredClone(draft))).toEqual(draft);
  });

  it('takes a discount off one line, before that of the ticket is shared among all', () => {
    const off = withLine(two, oil._id, { discount: 250, discountReason: 'abîmé' });
    expect(draftTotal(off)).toBe(450 + 1000);
    expect(saleLines({ ...off, discount: 145, discountReason: 'fidèle' })).toMatchObject([
      { unitPrice: 450, discount: 45, discountReason: 'fidèle' },
      { unitPrice: 1250, discount: 350, discountReason: 'abîmé' },
    ]);
    expect(draftFault(withLine(two, rice._id, { discount: 451 }))).toEqual({ code: 'discount', productId: rice._id });
    expect(draftFault({ ...off, discount: 1451 })).toEqual({ code: 'discount' });
    expect(readDraft(structuredClone(off))).toEqual(off);
  });

  it('keeps the discounts of lines that come together with a ticket that waited', () => {
    const sack = { label: 'Sac', quantity: 1, unitPrice: 500, discount: 50 };
    const off = withFree(withLine(two, oil._id, { discount: 100 }), sack);
    const both = withLines(withFree(two, { ...sack, discount: 25 }), off.lines);
    expect(both.lines.map(({ quantity, discount }) => [quantity, discount])).toEqual([
      [2, undefined],
      [2, 100],
      [2, 75],
    ]);
  });

  it('forgets a line', () => {
    expect(saleLines(withoutLine(two, rice._id))).toEqual([{ productId: oil._id, quantity: 1, unitPrice: 1250 }]);
  });
});

describe('what is sold outside the catalogue', () => {
  const goods = { label: 'Sac plastique', quantity: 2, unitPrice: 50 };

  it('is a line by its name; at another price it is another line', () => {
    const draft = withFree(withFree(withFree(two, goods), goods), { ...goods, unitPrice: 75 });
    expect(saleLines(draft).slice(2)).toEqual([
      { productId: 'product:divers', label: 'Sac plastique', quantity: 4, unitPrice: 50 },
      { productId: 'product:divers', label: 'Sac plastique 2', quantity: 2, unitPrice: 75 },
    ]);
    expect(draftTotal(draft)).toBe(450 + 1250 + 4 * 50 + 2 * 75);
    expect(readDraft(structuredClone(draft))).toEqual(draft);
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
