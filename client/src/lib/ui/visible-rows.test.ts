import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowAfterKey, visibleRows } from './visible-rows.ts';

describe('visibleRows', () => {
  it('shows the rows on the screen and a few around them', () => {
    expect(visibleRows({ listTop: 0, screenHeight: 640 }, 64, 2000, 4)).toEqual({ first: 0, last: 14 });
    expect(visibleRows({ listTop: -6400, screenHeight: 640 }, 64, 2000, 4)).toEqual({ first: 96, last: 114 });
    expect(visibleRows({ listTop: -1e9, screenHeight: 640 }, 64, 2000, 4)).toEqual({ first: 2000, last: 2000 });
    expect(visibleRows({ listTop: 0, screenHeight: 640 }, 64, 0, 4)).toEqual({ first: 0, last: 0 });
  });

  it('never leaves the list, nor draws more than the screen needs', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 5000 }), fc.nat(3000), (listTop, count) => {
        const { first, last } = visibleRows({ listTop, screenHeight: 800 }, 60, count, 4);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(last).toBeLessThanOrEqual(count);
        expect(last - first).toBeLessThanOrEqual(Math.ceil(800 / 60) + 10);
      }),
    );
  });
});

describe('rowAfterKey', () => {
  it('moves by one, by a page and to the ends', () => {
    expect(rowAfterKey('ArrowDown', 4, 10, 5)).toBe(5);
    expect(rowAfterKey('ArrowUp', 0, 10, 5)).toBe(0);
    expect(rowAfterKey('PageDown', 7, 10, 5)).toBe(9);
    expect(rowAfterKey('End', 0, 10, 5)).toBe(9);
    expect(rowAfterKey('Home', 9, 10, 5)).toBe(0);
    expect(rowAfterKey('a', 3, 10, 5)).toBeNull();
  });
});
