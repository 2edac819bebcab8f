import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordOf, toTable } from './columns.ts';

const record = fc.record({
  name: fc.string(),
  amount: fc.double(),
  flag: fc.boolean(),
  list: fc.array(fc.double(), { minLength: 3, maxLength: 3 }),
  ragged: fc.array(fc.integer(), { maxLength: 3 }),
  maybe: fc.option(fc.integer()),
  inner: fc.record({ day: fc.integer(), word: fc.constantFrom('LOW', 'HIGH') }),
});

describe('a table of columns', () => {
  it('gives back every record that it was made of, after it was cloned', () => {
    fc.assert(
      fc.property(fc.array(record), (records) => {
        const table = structuredClone(toTable(records));
        expect(table.length).toBe(records.length);
        expect(records.map((_, index) => recordOf(table, index))).toEqual(records);
      }),
    );
  });

  it('keeps numbers, and lists of numbers of one length, in one array each', () => {
    const table = toTable([
      { at: 1, daily: [1, 2], is: true },
      { at: 2, daily: [3, 4], is: false },
    ]);
    expect(table.columns).toEqual({
      at: { kind: 'number', values: Float64Array.of(1, 2) },
      daily: { kind: 'numbers', width: 2, values: Float64Array.of(1, 2, 3, 4) },
      is: { kind: 'boolean', values: Uint8Array.of(1, 0) },
    });
  });
});
