import { describe, expect, it } from 'vitest';
import { measuredOffset, SteadyClock } from './clock.ts';
import { Backoff } from './exchange/backoff.ts';

describe('the clock', () => {
  it('follows the server when the phone is off by more than two minutes', () => {
    const at = (now: number, elapsed = 0) => ({ now, elapsed });
    expect(measuredOffset(1_000_000, at(990_000), at(990_000))).toBe(0);
    expect(measuredOffset(1_000_000, at(400_000), at(400_000))).toBe(600_500);
    expect(measuredOffset(1_000_000, at(400_000, 10), at(402_000, 2_010))).toBe(599_500);
  });

  it('does not believe an answer that the phone slept over, or during which its clock was set', () => {
    const asked = { now: 400_000, elapsed: 0 };
    expect(measuredOffset(1_000_000, asked, { now: 30_000_000, elapsed: 2_000 })).toBeNull();
    expect(measuredOffset(1_000_000, asked, { now: 30_000_000, elapsed: 29_600_000 })).toBeNull();
    expect(measuredOffset(1_000_000, asked, { now: 1_000, elapsed: 2_000 })).toBeNull();
    expect(measuredOffset(1_000_000, asked, { now: 408_000, elapsed: 8_000 }, 5_000)).toBeNull();
  });

  it('never goes back while it runs, whatever is done to the phone, and goes on by the timer', () => {
    const phone = { clock: 1_000_000, timer: 0 };
    const leaps: number[] = [];
    const clock = new SteadyClock({ now: () => phone.clock, elapsed: () => phone.timer }, 0, 1_030_000, (ms) =>
      leaps.push(ms),
    );
    const after = (ms: number, set = 0): string => {
      phone.clock += ms + set;
      phone.timer += ms;
      return clock.next();
    };
    // 30 s behind what is known.
    expect(clock.next()).toBe('1970-01-01T00:17:10.001Z');
    expect(clock.startedBehind).toBe(false);
    expect(after(40_000)).toBe('1970-01-01T00:17:50.001Z');
    expect(after(0, -1_000)).toBe('1970-01-01T00:17:50.001Z');
    expect(leaps).toEqual([]);
    expect(after(5_000, -900_000)).toBe('1970-01-01T00:17:54.002Z');
    expect(after(5_000, 86_400_000)).toBe('1970-01-02T00:17:59.001Z');
    expect(leaps).toEqual([-900_000, 86_400_000]);
  });

  it('starts at the last known instant when the phone is behind it, and goes on from there', () => {
    const phone = { clock: 0 };
    const clock = new SteadyClock({ now: () => phone.clock, elapsed: () => phone.clock }, 0, 1_700_000_000_000);
    expect(clock.startedBehind).toBe(true);
    phone.clock += 60_000;
    expect(clock.next()).toBe('2023-11-14T22:14:20.001Z');
    expect(clock.correctionMs).toBe(1_700_000_000_001);
  });

  it('does not believe a date before there was such an app', () => {
    const time = { now: () => 0, elapsed: () => 0, leastMs: 1_700_000_000_000 };
    const clock = new SteadyClock(time, 0);
    expect([clock.startedBehind, clock.next()]).toEqual([true, '2023-11-14T22:13:20.001Z']);
  });

  it('forgets the time that was wrong when it is corrected', () => {
    const phone = { clock: 1_700_000_000_000 };
    const clock = new SteadyClock({ now: () => phone.clock, elapsed: () => 0 }, 0);
    expect(clock.next()).toBe('2023-11-14T22:13:20.000Z');
    clock.correct(-86_400_000);
    expect(clock.next()).toBe('2023-11-13T22:13:20.000Z');
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
