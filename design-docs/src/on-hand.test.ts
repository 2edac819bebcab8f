import type { ShopDocument } from '@digiboost/domain/documents';
import { aCount, aMovement, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, test } from 'vitest';
import { inMemory, plainMap } from '../testing/in-memory.ts';
import { onHand } from './on-hand.ts';

const at = (time: string) => `2026-03-02T${time}.000Z`;
const stockOf = async (docs: ShopDocument[]) => (await onHand(inMemory(docs, plainMap))).get('product:riz');

describe('stock on hand from the views', () => {
  test('without a count starts from zero and may be negative', async () => {
    expect(await stockOf([aMovement({ quantity: 10 }), aSale({ n: 2 })])).toEqual({
      milli: 8000,
      told: 1,
      isKnown: true,
      countedAtMs: null,
    });
    expect(await stockOf([aSale()])).toEqual({ milli: -2000, told: 0, isKnown: false, countedAtMs: null });
    expect(await stockOf([])).toBeUndefined();
  });

  test('starts from the last count, and only what came after it changes it', async () => {
    const docs = [
      aMovement({ at: at('08:00:00'), n: 1, quantity: 100 }),
      aCount({ at: at('09:00:00'), n: 2, counted: 40 }),
      aCount({ at: at('12:00:00'), n: 3, counted: 30.5 }),
      aSale({ at: at('11:59:59'), n: 4 }),
      aSale({ at: at('12:00:00'), n: 5 }),
      aSale({ at: at('12:00:01'), n: 6 }),
    ];
    expect(await stockOf(docs)).toEqual({
      milli: 28_500,
      told: 3,
      isKnown: true,
      countedAtMs: Date.parse(at('12:00:00')),
    });
  });

  test('is to be counted again once all that told of it is taken back', async () => {
    const [entry, found] = [aMovement({ at: at('08:00:00') }), aCount({ at: at('09:00:00') })];
    const later = { at: at('18:00:00'), by: 'u-awa', deviceId: 'd1' };
    const back = aMovement({ at: at('10:00:00'), movementType: 'ADJUSTMENT', quantity: -8, takesBack: found._id });
    expect(await stockOf([entry, aVoid(entry, later)])).toMatchObject({ milli: 0, isKnown: false });
    expect(await stockOf([back, found])).toMatchObject({ milli: 0, isKnown: false });
    expect(await stockOf([back, found, aMovement({ at: at('11:00:00') })])).toMatchObject({ isKnown: true });
  });

  test('a count alone is the stock, even of nothing', async () => {
    expect(await stockOf([aCount({ counted: 0 })])).toMatchObject({ milli: 0 });
  });

  test('of two counts at one instant the one with the greater id stands', async () => {
    const docs = [aCount({ device: 'd2', n: 1, counted: 5 }), aCount({ device: 'd1', n: 9, counted: 7 })];
    expect(await stockOf(docs)).toMatchObject({ milli: 5000 });
    expect(await stockOf(docs.reverse())).toMatchObject({ milli: 5000 });
  });

  test('a void takes its original back, unless a count came between them', async () => {
    const sale = aSale({ at: at('10:00:00') });
    const late = { at: at('18:00:00'), by: 'u-awa', deviceId: 'd1' };
    expect(await stockOf([aMovement({ at: at('08:00:00') }), sale, aVoid(sale, late)])).toMatchObject({
      milli: 10_000,
    });
    const counted = aCount({ at: at('11:00:00'), counted: 3 });
    expect(await stockOf([sale, counted, aVoid(sale, late)])).toMatchObject({ milli: 3000 });
  });
});
