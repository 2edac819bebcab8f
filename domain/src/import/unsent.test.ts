import { describe, expect, it } from 'vitest';
import { documentFault, type ShopDocument } from '../documents/index.ts';
import { aCount, aProduct, aSale } from '../documents/testing/examples.ts';
import { handInOf, readUnsent, type UnsentFile } from './unsent.ts';

const sale = aSale({ by: 'u-modou', lines: [{ productId: 'product:riz', quantity: 2, unitPrice: 500 }] });
const count = aCount({ productId: 'product:riz', counted: 4 });
const admin = { at: '2026-12-01T10:00:00.000Z', by: 'u-awa', deviceId: 'p9' };
const copy = (unsent: readonly unknown[], refused: readonly unknown[] = []): string =>
  JSON.stringify({ format: 'digiboost-unsent', version: 1, exportedAt: admin.at, unsent, refused });
const read = (text: string): UnsentFile => {
  const file = readUnsent(text);
  if (!file) throw new Error('no copy of the unsent');
  return file;
};
const shop = (docs: readonly ShopDocument[] = [], known = true) => ({
  held: new Map(docs.map((doc) => [doc._id as string, doc])),
  knows: () => known,
});

describe('the copy of what was not sent', () => {
  it('is read with what the server refused, each document once', () => {
    const file = read(
      copy(
        [{ ...sale, _rev: '1-a' }, { ...count }],
        [{ doc: sale, reason: 'no role', at: admin.at }, { doc: { _id: 'x' } }],
      ),
    );
    expect(file.documents).toEqual([sale, count]);
    expect(file).toMatchObject({ shop: null, exportedAt: admin.at, unreadable: 1 });
  });

  it('names its shop', () => {
    const named = (shop: unknown) => read(JSON.stringify({ format: 'digiboost-unsent', shop, unsent: [] })).shop;
    expect(named({ id: 'sandaga', name: 'Chez Awa' })).toEqual({ id: 'sandaga', name: 'Chez Awa' });
    expect([named('sandaga'), named({ name: 'Chez Awa' }), named({ id: 7 })]).toEqual([null, null, null]);
  });

  it.each(['', '{}', 'Code;Produit\n1;Riz', '{"format":"digiboost-unsent"}', 'null', '[1]'])('is not %s', (text) => {
    expect(readUnsent(text)).toBeNull();
  });

  it('holds nothing that only the server writes', () => {
    expect(read(copy([{ _id: 'reportRun:x', type: 'reportRun' }, 7, null])).unreadable).toBe(3);
  });

  it('is recorded by an administrator with its author, its phone and its time, and says who handed it in', () => {
    const { documents } = handInOf(read(copy([sale])), shop(), admin, true);
    expect(documents).toEqual([{ ...sale, handedIn: { by: 'u-awa', deviceId: 'p9', at: admin.at } }]);
    for (const doc of documents) expect(documentFault({ ...doc })).toBeNull();
  });

  it('is recorded once: what the shop holds already is left', () => {
    expect(handInOf(read(copy([sale, count])), shop([sale]), admin, true)).toMatchObject({ already: 1 });
  });

  it('of others is recorded by an administrator alone', () => {
    const mine = { ...count, createdBy: 'u-awa' };
    const { documents, foreign } = handInOf(read(copy([sale, mine])), shop(), admin, false);
    expect([documents.length, foreign]).toEqual([1, 1]);
  });

  it('of another shop is left out', () => {
    expect(handInOf(read(copy([sale])), shop([], false), admin, true)).toMatchObject({ documents: [], elsewhere: 1 });
    const own = aProduct({ _id: 'product:riz', createdBy: 'u-modou' });
    const { documents } = handInOf(read(copy([sale, own])), shop([], false), admin, true);
    expect(documents.map(({ createdBy }) => createdBy)).toEqual(['u-modou', 'u-awa']);
    for (const doc of documents) expect(documentFault({ ...doc })).toBeNull();
  });
});
