import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber } from '../shared/day.ts';
import type { Author } from './author.ts';
import { newDocument } from './makers.ts';
import { lostEdits, merge, mergeVersions, revise } from './merge.ts';
import type { Product } from './product.ts';
import { purchasePriceOn } from './purchase-price.ts';
import { documentFault } from './registry.ts';
import { anAlert, aProduct, aShop } from './testing/examples.ts';
import { mutations } from './testing/mutations.ts';

const author = (minute: number, by = 'u-awa', deviceId = 'd1'): Author => ({
  at: `2026-03-02T10:${String(minute).padStart(2, '0')}:00.000Z`,
  by,
  deviceId,
});

describe('revise', () => {
  test('stamps what changes and nothing else', () => {
    const product = revise(aProduct(), { salePrice: 550, name: 'Riz brisé' }, author(1));
    expect(product).toMatchObject({ salePrice: 550, updatedAt: author(1).at, updatedBy: 'u-awa' });
    expect(product.edits).toEqual({ salePrice: ['2026-03-02T10:01:00.000Z|u-awa|d1'] });
  });

  test('returns the document itself when nothing changes', () => {
    const product = aProduct({ barcode: '123' });
    expect(revise(product, { barcode: '123', salePrice: product.salePrice }, author(1))).toBe(product);
  });

  test('undefined removes a field', () => {
    const product = revise(aProduct({ barcode: '123' }), { barcode: undefined }, author(1));
    expect('barcode' in product).toBe(false);
    expect(documentFault(product)).toBeNull();
  });

  test('a nested object changes field by field, and an empty one stays', () => {
    const { settings } = aShop();
    const shop = revise(aShop(), { settings: { ...settings, coverageDays: 30 } }, author(1));
    expect(shop.settings).toEqual({ ...settings, coverageDays: 30 });
    expect(Object.keys(shop.edits)).toEqual(['settings.coverageDays']);
    const alert = revise(anAlert({ conditions: {} }), { name: 'Stock vide' }, author(1));
    expect(alert.conditions).toEqual({});
    expect(documentFault(alert)).toBeNull();
  });

  test('an edit made knowingly wins, even by a slow clock', () => {
    const before = revise(aProduct(), { salePrice: 600 }, author(30));
    const after = revise(before, { salePrice: 650 }, author(2, 'u-modou', 'd2'));
    for (const merged of [merge(before, after), merge(after, before)]) {
      expect(merged.salePrice).toBe(650);
      expect(merged.history).toBeUndefined();
    }
  });
});

describe('a product whose purchase price is changed', () => {
  const at = (day: string) => ({ at: `2026-03-${day}T10:00:00.000Z`, by: 'u-awa', deviceId: 'd1' });
  const bought = (price: number, day: string, before: Product): Product =>
    revise(before, { purchasePrice: price }, at(day));

  test('keeps what it was bought at before, by the day', () => {
    const raised = bought(900, '12', bought(700, '10', bought(380, '02', aProduct({ purchasePrice: 400 }))));
    expect(raised.formerPurchasePrices).toEqual([
      { price: 400, until: '2026-03-02' },
      { price: 380, until: '2026-03-10' },
      { price: 700, until: '2026-03-12' },
    ]);
    const on = (day: string) => purchasePriceOn(raised, dayNumber(day));
    expect(['2026-03-01', '2026-03-02', '2026-03-09', '2026-03-11', '2026-03-12'].map(on)).toEqual([
      400, 380, 380, 700, 900,
    ]);
  });

  test('keeps of one day what it was before that day, and of a clock set back what is known already', () => {
    const once = bought(900, '10', aProduct({ purchasePrice: 400 }));
    const former = [{ price: 400, until: '2026-03-10' }];
    expect(bought(950, '10', once).formerPurchasePrices).toEqual(former);
    expect(bought(950, '03', once).formerPurchasePrices).toEqual(former);
    expect(revise(once, { salePrice: 1200 }, at('20')).formerPurchasePrices).toEqual(former);
    let many = once;
    for (let n = 0; n < 70; n += 1) {
      const day = new Date(Date.UTC(2026, 3, 1 + n)).toISOString();
      many = revise(many, { purchasePrice: 1000 + n }, { ...at('01'), at: day });
    }
    expect(many.formerPurchasePrices).toHaveLength(50);
    expect(documentFault(many)).toBeNull();
  });
});

describe('merge', () => {
  test('takes both edits of different fields', () => {
    const merged = merge(
      revise(aProduct(), { salePrice: 600 }, author(1)),
      revise(aProduct(), { minStock: 9 }, author(2, 'u-modou', 'd2')),
    );
    expect(merged).toMatchObject({ salePrice: 600, minStock: 9, updatedBy: 'u-modou' });
    expect(merged.history).toBeUndefined();
    expect(documentFault(merged)).toBeNull();
  });

  test('of two edits of one field the later stands and the other is kept', () => {
    const mine = revise(aProduct(), { salePrice: 600 }, author(1));
    const theirs = revise(aProduct(), { salePrice: 650 }, author(2, 'u-modou', 'd2'));
    const merged = merge(mine, theirs);
    expect(merged.salePrice).toBe(650);
    expect(merged.history).toEqual([{ field: 'salePrice', value: 600, ...author(1) }]);
    expect(documentFault(merged)).toBeNull();
  });

  test('an edit beats the value it replaced, and a removal is an edit', () => {
    const base = aProduct({ barcode: '123' });
    const removed = revise(base, { barcode: undefined }, author(1));
    expect('barcode' in merge(base, removed)).toBe(false);
    expect('barcode' in merge(removed, base)).toBe(false);
    expect(merge(base, removed).history).toBeUndefined();
  });

  test('what was lost stays in the history through later edits and merges', () => {
    const mine = revise(aProduct(), { salePrice: 600 }, author(1));
    const theirs = revise(aProduct(), { salePrice: 650 }, author(2, 'u-modou', 'd2'));
    const edited = revise(merge(mine, theirs), { salePrice: 700 }, author(3));
    expect(lostEdits(edited).map(({ value }) => value)).toEqual([600]);
    expect(lostEdits(merge(edited, theirs)).map(({ value }) => value)).toEqual([600]);
  });

  test('the same import on two phones: the origin of the earlier, the values of the later, nothing lost', () => {
    const { edits, updatedAt, updatedBy, createdAt, createdBy, deviceId, ...content } = aProduct();
    const first = newDocument<Product>(content, author(1));
    const second = newDocument<Product>({ ...content, salePrice: 525 }, author(2, 'u-modou', 'd2'));
    for (const merged of [merge(first, second), merge(second, first)]) {
      expect(merged).toMatchObject({ createdAt: author(1).at, createdBy: 'u-awa', deviceId: 'd1', salePrice: 525 });
      expect(lostEdits(merged)).toEqual([{ field: 'salePrice', value: 500, ...author(1) }]);
      expect(documentFault(merged)).toBeNull();
    }
  });

  test('keeps the revision of the first', () => {
    expect(merge(aProduct({ _rev: '2-a' }), aProduct({ _rev: '2-b' }))._rev).toBe('2-a');
  });
});

/** Versions of one product as devices make them: each step edits one version or merges two of them. */
const versions: fc.Arbitrary<Product[]> = fc
  .array(
    fc.record({
      from: fc.nat(),
      with: fc.option(fc.nat()),
      by: fc.constantFrom('u-awa', 'u-modou', 'u-fatou'),
      minute: fc.nat({ max: 59 }),
      field: fc.constantFrom('salePrice' as const, 'minStock' as const, 'barcode' as const),
      clear: fc.boolean(),
    }),
    { minLength: 2, maxLength: 14 },
  )
  .map((steps) => {
    const { edits, updatedAt, updatedBy, createdAt, createdBy, deviceId, ...content } = aProduct();
    const made = [newDocument<Product>(content, author(9)), newDocument<Product>(content, author(20, 'u-modou', 'd2'))];
    steps.forEach((step, index) => {
      const from = made[step.from % made.length];
      const other = step.with === null ? undefined : made[step.with % made.length];
      if (!from) return;
      if (other) made.push(merge(from, other));
      else {
        // A device never gives two edits one stamp: the number of the step makes it unique. So is every value.
        const writer = author(step.minute, step.by, `phone${index}`);
        const value = step.field === 'barcode' ? (step.clear ? undefined : `b${index}`) : 1000 + index;
        made.push(revise(from, { [step.field]: value }, writer));
      }
    });
    return made;
  });

describe('versions of a document that were made to harm', () => {
  const by = author(5, 'u-seller', 'd9');
  const stamp = `${by.at}|${by.by}|${by.deviceId}`;
  const admin = aShop({ _rev: '7-f' });
  const edited = { ...revise(aProduct(), { salePrice: 650 }, author(2, 'u-modou', 'd2')), _rev: '2-b' };
  const winner = { ...aProduct(), _rev: '2-a' };
  const forged = (changes: object): Product => ({ ...winner, _rev: '2-9', ...changes }) as Product;
  const lost = (field: string, value?: unknown) => ({ history: [{ field, value, ...by }] });
  const hostile: [string, object][] = [
    ['a history that names another document', lost('_id', 'shop')],
    ['a history that names its revision', lost('_rev', admin._rev)],
    ['a history that names its type', lost('type', 'shop')],
    ['a history of settings', lost('settings.coverageDays', 1)],
    ['a history that names the creator', lost('createdBy', 'u-admin')],
    ['a history of what every object has', lost('constructor', 1)],
    ['a history of a value of another type', lost('salePrice', { valueOf: 1 })],
    ['edits of what every object has', { edits: { constructor: [stamp], toString: [stamp] } }],
    ['edits of the prototype', { edits: JSON.parse('{"__proto__":7}') }],
    ['edits that are no list', { edits: { salePrice: 7 } }],
    ['a stamp of no time', { edits: { salePrice: ['demain|u-seller|d9'] } }],
    ['a field that products do not have', { settings: admin.settings }],
    ['another id', { _id: 'shop' }],
    ['another type', { type: 'shop' }],
    ['a price that is no number', { salePrice: '1' }],
    ['nothing at all', { edits: null, history: null }],
  ];

  test.each(hostile)('%s: brings nothing, and is listed', (_what, changes) => {
    for (const others of [
      [forged(changes), edited],
      [edited, forged(changes)],
    ]) {
      const { doc, leftOut } = mergeVersions(winner, others);
      expect(doc).toEqual(mergeVersions(winner, [edited]).doc);
      expect(doc).toMatchObject({ _id: winner._id, _rev: '2-a', type: 'product', createdBy: 'u-awa', salePrice: 650 });
      expect(documentFault(doc)).toBeNull();
      expect(leftOut).toMatchObject([{ id: winner._id, rev: '2-9' }]);
    }
  });

  test('a winner that is not valid stays as it is, and is listed', () => {
    const { doc, leftOut } = mergeVersions(forged({ edits: { constructor: [stamp] } }), [edited]);
    expect(doc).toEqual(forged({ edits: { constructor: [stamp] } }));
    expect(leftOut).toMatchObject([{ rev: '2-9', fault: { field: 'edits.constructor' } }]);
  });

  test('any mutation of a version: the merge is the winner’s document and valid', () => {
    fc.assert(
      fc.property(versions, fc.array(mutations(), { minLength: 1, maxLength: 5 }), (made, changes) => {
        const [first = aProduct(), ...others] = made;
        const harmed = others.map((other) => changes.reduce<unknown>((doc, change) => change(doc), other) as Product);
        const { doc } = mergeVersions(first, [...others, ...harmed]);
        expect(doc).toMatchObject({ _id: first._id, type: 'product', createdBy: first.createdBy });
        expect(documentFault(doc)).toBeNull();
        expect(Array.isArray(lostEdits(doc))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

const three = versions.chain((made) =>
  fc.tuple(fc.constantFrom(...made), fc.constantFrom(...made), fc.constantFrom(...made)),
);

describe('merging versions made in any way', () => {
  test('is commutative', () => {
    fc.assert(
      fc.property(three, ([a, b]) => {
        expect(merge(a, b)).toEqual(merge(b, a));
      }),
      { numRuns: 500 },
    );
  });

  test('is associative', () => {
    fc.assert(
      fc.property(three, ([a, b, c]) => {
        const [left, right] = [merge(merge(a, b), c), merge(a, merge(b, c))];
        // A value that two devices set apart is kept once, and which of the two edits names it depends on the order.
        expect({ ...left, history: [] }).toEqual({ ...right, history: [] });
        // Whoever holds the one and whoever holds the other agree as soon as they meet.
        expect(merge(left, right)).toEqual(merge(right, left));
        expect(merge(merge(left, right), left)).toEqual(merge(left, right));
      }),
      { numRuns: 500 },
    );
  });

  test('is idempotent, and merging again what was merged changes nothing', () => {
    fc.assert(
      fc.property(three, ([a, b]) => {
        const merged = merge(a, b);
        expect(merge(a, a)).toEqual(a);
        expect(merge(merged, a)).toEqual(merged);
        expect(merge(b, merged)).toEqual(merged);
      }),
      { numRuns: 500 },
    );
  });

  test('gives a valid document', () => {
    fc.assert(
      fc.property(three, ([a, b]) => {
        expect(documentFault(merge(a, b))).toBeNull();
      }),
    );
  });

  test('loses no value that nobody replaced knowingly', () => {
    const edit = fc.record({ minute: fc.nat({ max: 59 }), value: fc.nat({ max: 1000 }) });
    fc.assert(
      fc.property(fc.uniqueArray(edit, { minLength: 2, maxLength: 6, selector: ({ value }) => value }), (edits) => {
        const apart = edits.map(({ minute, value }, index) =>
          revise(aProduct({ salePrice: 5000 }), { salePrice: value }, author(minute, 'u-awa', `phone${index}`)),
        );
        const merged = apart.reduce((all, version) => merge(all, version));
        const kept = [merged.salePrice, ...lostEdits(merged).map(({ value }) => value)];
        expect(new Set(kept)).toEqual(new Set(edits.map(({ value }) => value)));
      }),
    );
  });
});
