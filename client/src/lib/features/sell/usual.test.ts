import { voidOf } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../model/types.ts';
import { addToDraft, EMPTY_DRAFT, type TicketDraft, withLine } from './draft.ts';
import { doubtsAbout, NOTHING_USUAL, usualOf } from './usual.ts';

const RICE = 'product:riz';
const ticket = (quantity: number, voided = false): Ticket => {
  const sale = aSale({ lines: [{ productId: RICE, quantity, unitPrice: 500 }] });
  const author = { at: '2026-03-01T08:00:00.000Z', by: 'awa', deviceId: 'phone' };
  return { sale, voided: voided ? voidOf(sale, author) : null };
};
const draft = (quantity: number, unitPrice = 500): TicketDraft =>
  withLine(addToDraft(EMPTY_DRAFT, { _id: RICE, salePrice: 500 }), RICE, { quantity, unitPrice });
const price = () => ({ salePrice: 500, unitCost: 0 });

describe('usualOf', () => {
  it('knows the largest line and ticket, voided ones apart', () => {
    const usual = usualOf([ticket(3), ticket(2), ticket(900, true)]);
    expect([...usual.quantities]).toEqual([[RICE, 3]]);
    expect(usual.total).toBe(1500);
  });
});

describe('doubtsAbout', () => {
  const usual = usualOf([ticket(3)]);

  it('asks about a barcode typed into the quantity', () => {
    expect(doubtsAbout(draft(296_385_074), usual, price)).toEqual([
      { about: 'quantity', productId: RICE, quantity: 296_385_074, usual: 3 },
    ]);
    expect(doubtsAbout(draft(30), usual, price)).toEqual([]);
    expect(doubtsAbout(draft(31), usual, price)).toHaveLength(1);
    expect(doubtsAbout(draft(101), NOTHING_USUAL, price)).toHaveLength(1);
    expect(doubtsAbout(draft(100), NOTHING_USUAL, price)).toEqual([]);
  });

  it('asks about a price with a zero too many or too few', () => {
    expect(doubtsAbout(draft(1, 50_000), usual, price)).toEqual([
      { about: 'price', productId: RICE, unitPrice: 50_000, usual: 500 },
    ]);
    expect(doubtsAbout(draft(1, 5), usual, price)).toHaveLength(1);
    expect(doubtsAbout(draft(1, 0), usual, price)).toEqual([]);
    expect(doubtsAbout(draft(1, 5000), usual, () => ({ salePrice: 0, unitCost: 0 }))).toEqual([]);
  });

  it('asks about a price below what the goods cost, by the piece and by the carton', () => {
    const costly = () => ({ salePrice: 500, unitCost: 420.5 });
    expect(doubtsAbout(draft(1, 420), usual, costly)).toEqual([
      { about: 'cost', productId: RICE, unitPrice: 420, cost: 420.5 },
    ]);
    expect(doubtsAbout(draft(1, 421), usual, costly)).toEqual([]);
    const carton = { name: 'Carton', factor: 2, salePrice: 841 };
    expect(doubtsAbout(addToDraft(EMPTY_DRAFT, { _id: RICE, salePrice: 500 }, 1, carton), usual, costly)).toEqual([]);
    const cheap = addToDraft(EMPTY_DRAFT, { _id: RICE, salePrice: 500 }, 1, { ...carton, salePrice: 840 });
    expect(doubtsAbout(cheap, usual, costly)).toMatchObject([{ about: 'cost', unitPrice: 420 }]);
    // Priced below its cost on purpose.
    expect(doubtsAbout(draft(1, 300), usual, () => ({ salePrice: 300, unitCost: 420 }))).toEqual([]);
  });

  it('asks about a total that no single line explains', () => {
    const large = { ...usual, quantities: new Map([[RICE as never, 1000]]) };
    expect(doubtsAbout(draft(2001), large, price)).toEqual([{ about: 'total', total: 1_000_500, usual: 1500 }]);
    expect(doubtsAbout(draft(2000), large, price)).toEqual([]);
  });
});
