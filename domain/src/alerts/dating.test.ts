import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insideSince } from './dating.ts';

const CREATED = '2026-01-01T00:00:00.000Z';
const at = (n: number) => new Date(Date.parse('2026-02-01T00:00:00.000Z') + n * 60_000).toISOString();
const isOut = (milli: number) => milli <= 0;

test('the change that brought the stock there, the count, or the beginning', () => {
  const rows = [
    { at: at(3), delta: -1 },
    { at: at(2), delta: -9 },
    { at: at(1), delta: 10 },
  ];
  expect(insideSince(0, { rows, count: null, complete: true }, isOut, CREATED)).toBe(at(3));
  expect(
    insideSince(
      -5,
      { rows: [{ at: at(3), delta: -5 }], count: { at: at(0), milli: 0 }, complete: true },
      isOut,
      CREATED,
    ),
  ).toBe(at(0));
  expect(insideSince(0, { rows: [], count: null, complete: true }, isOut, CREATED)).toBe(CREATED);
});

test('not known while the changes do not reach back', () => {
  expect(
    insideSince(-3, { rows: [{ at: at(3), delta: -1 }], count: null, complete: false }, isOut, CREATED),
  ).toBeNull();
  const halfAnInstant = [
    { at: at(3), delta: -1 },
    { at: at(2), delta: -9 },
  ];
  expect(insideSince(0, { rows: halfAnInstant, count: null, complete: false }, isOut, CREATED)).toBe(at(3));
});

test('is what replaying the history from its beginning finds, in any order within an instant', () => {
  const history = fc.array(fc.record({ minute: fc.nat({ max: 12 }), delta: fc.integer({ min: -8, max: 8 }) }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 4 }), (changes, limit) => {
      const isInside = (milli: number) => milli <= limit;
      let level = 0;
      let since: string | null = isInside(0) ? CREATED : null;
      for (let minute = 0; minute <= 12; minute += 1) {
        const before = level;
        for (const change of changes) if (change.minute === minute) level += change.delta;
        if (!isInside(level)) since = null;
        else if (!isInside(before)) since = at(minute);
      }
      fc.pre(isInside(level));
      const rows = [...changes]
        .sort((a, b) => b.minute - a.minute)
        .map(({ minute, delta }) => ({ at: at(minute), delta }));
      expect(insideSince(level, { rows, count: null, complete: true }, isInside, CREATED)).toBe(since);
    }),
  );
});
