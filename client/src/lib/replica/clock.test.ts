import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.ts';
import { clockOffset, corrected, SteadyClock } from './clock.ts';

describe('the clock', () => {
  it('follows the server when the phone is off by more than two minutes', () => {
    expect(clockOffset(1_000_000, 990_000)).toBe(0);
    expect(clockOffset(1_000_000, 400_000)).toBe(600_500);
    expect(corrected(400_000, 600_500)).toBe('1970-01-01T00:16:40.500Z');
  });

  it('never goes back, except from a time that was wrong', () => {
    let now = 1_000_000;
    const clock = new SteadyClock(() => now, 1_030_000);
    expect(clock.next()).toBe('1970-01-01T00:17:10.000Z');
    now = 1_040_000;
    expect(clock.next()).toBe('1970-01-01T00:17:20.000Z');
    now = 1_039_000;
    expect(clock.next()).toBe('1970-01-01T00:17:20.000Z');
    now = 100_000;
    expect(clock.next()).toBe('1970-01-01T00:01:40.000Z');
  });
});

describe('the wait before the next try', () => {
  it('doubles up to two minutes, spread, and starts again after an answer', () => {
    const backoff = new Backoff(() => 0.5);
    const waits = Array.from({ length: 10 }, () => backoff.next());
    expect(waits.slice(0, 3)).toEqual([750, 1500, 3000]);
    expect(waits.at(-1)).toBe(90_000);
    backoff.reset();
    expect(backoff.next()).toBe(750);
    expect(backoff.next(60_000)).toBe(60_000);
  });
});
