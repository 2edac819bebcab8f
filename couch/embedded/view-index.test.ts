import fc from 'fast-check';
import { collate } from 'pouchdb-collate';
import { describe, expect, test } from 'vitest';
import { createReducer } from './reduce.ts';
import { ViewIndex } from './view-index.ts';
import { parseQueryOptions } from './view-options.ts';
import { queryView } from './view-query.ts';

interface Doc {
  id: string;
  rows: [unknown, number][];
}

const key = fc.oneof(
  fc.constantFrom(null, true, 'a', 'b', 'ab'),
  fc.integer({ min: -3, max: 3 }),
  fc.tuple(fc.constantFrom('p', 'q'), fc.integer({ min: 0, max: 4 })),
);
const doc: fc.Arbitrary<Doc> = fc.record({
  id: fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5'),
  rows: fc.array(fc.tuple(key, fc.integer({ min: -5, max: 5 })), { maxLength: 3 }),
});
const batches = fc.array(fc.uniqueArray(doc, { selector: ({ id }) => id, maxLength: 4 }), { maxLength: 6 });

function indexed(history: readonly (readonly Doc[])[]): { index: ViewIndex; current: Map<string, Doc> } {
  const index = new ViewIndex('_sum');
  const current = new Map<string, Doc>();
  for (const batch of history) {
    // As a design document's index does it: only what was taken before may have rows.
    index.apply(new Set(batch.flatMap(({ id }) => (current.has(id) ? [id] : []))), batch);
    for (const one of batch) current.set(one.id, one);
  }
  return { index, current };
}

const sorted = (current: Map<string, Doc>) =>
  [...current.values()]
    .flatMap(({ id, rows }) => rows.map(([k, value]) => ({ id, key: k, value })))
    .sort((a, b) => collate(a.key, b.key) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

describe('a view index', () => {
  test('holds after any updates what a fresh one would hold, in CouchDB order', () => {
    fc.assert(
      fc.property(batches, (history) => {
        const { index, current } = indexed(history);
        const rows = index.rows.map(({ id, key: k, value }) => ({ id, key: k, value }));
        expect(rows).toEqual(sorted(current));
      }),
    );
  });

  test('answers a range as a filter would, both ways', () => {
    fc.assert(
      fc.property(batches, key, key, fc.boolean(), fc.boolean(), (history, one, other, descending, inclusive) => {
        const { index, current } = indexed(history);
        const [low, high] = collate(one, other) <= 0 ? [one, other] : [other, one];
        const [startkey, endkey] = descending ? [high, low] : [low, high];
        const options = parseQueryOptions({ startkey, endkey, descending, inclusive_end: inclusive, reduce: false });
        const inRange = sorted(current).filter(
          (row) =>
            collate(row.key, low) >= 0 && collate(row.key, high) <= 0 && (inclusive || collate(row.key, endkey) !== 0),
        );
        const rows = [...queryView(index, options).rows];
        const expected = descending ? inRange.reverse() : inRange;
        expect(rows.map(({ key: k, value }) => [k, value]).length).toBe(expected.length);
        expect(rows.map(({ key: k }) => k)).toEqual(expected.map((row) => row.key));
      }),
    );
  });

  test('groups sum up to the whole at every level', () => {
    fc.assert(
      fc.property(batches, fc.constantFrom(0, 1, 2, 'exact' as const), (history, level) => {
        const { index, current } = indexed(history);
        const options = parseQueryOptions(level === 'exact' ? { group: true } : { group_level: level });
        const total = sorted(current).reduce((sum, { value }) => sum + value, 0);
        const groups = [...queryView(index, options).rows].map(({ value }) => Number(value));
        expect(groups.reduce((sum, value) => sum + value, 0)).toBe(total);
      }),
    );
  });
});

describe('built-in reduces', () => {
  test('refuse values they cannot take', () => {
    for (const name of ['_sum', '_stats'] as const) {
      expect(() => createReducer(name).add('text')).toThrow('requires that map values be numbers');
    }
  });

  test('reduces groups as row by row, whole numbers or not, both ways', () => {
    const value = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0.5, -2.25));
    const entry = fc.tuple(fc.constantFrom('p', 'q', 'r'), fc.integer({ min: 0, max: 3 }), value);
    const window = fc.record({ skip: fc.nat(3), limit: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 40 }),
        fc.constantFrom(0, 1, 2),
        fc.boolean(),
        window,
        (entries, level, descending, { skip, limit }) => {
          const index = new ViewIndex('_sum');
          const docs = entries.map(
            ([product, at, amount], n): Doc => ({
              id: `d${n}`,
              rows: [[[product, at], amount]],
            }),
          );
          index.apply(new Set(docs.map(({ id }) => id)), docs);
          const expected = new Map<string, number>();
          for (const row of descending ? [...index.rows].reverse() : index.rows) {
            const name = JSON.stringify(level === 0 ? null : (row.key as unknown[]).slice(0, level));
            expected.set(name, (expected.get(name) ?? 0) + Number(row.value));
          }
          const options = parseQueryOptions({ group_level: level, descending, skip, limit });
          expect([...queryView(index, options).rows]).toEqual(
            [...expected].slice(skip, skip + limit).map(([name, total]) => ({ key: JSON.parse(name), value: total })),
          );
        },
      ),
    );
  });
});
