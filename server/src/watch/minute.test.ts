import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everyMinute } from './minute.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-03-02T08:00:30.000Z') }));
afterEach(() => void vi.useRealTimers());

/** How often something that is done every minute is done in ten minutes, after the clock was moved by `ms`. */
async function runsAfterAStepOf(ms: number): Promise<number> {
  const run = vi.fn();
  const minute = everyMinute(run);
  await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
  vi.setSystemTime(Date.now() + ms);
  run.mockClear();
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  minute.stop();
  const runs = run.mock.calls.length;
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(run.mock.calls.length).toBe(runs);
  return runs;
}

describe('what is done every minute', () => {
  it('is done ten times in ten minutes, and no more once it is stopped', async () => {
    expect(await runsAfterAStepOf(0)).toBe(10);
  });

  it.each([-8 * 24 * HOUR_MS, -HOUR_MS, -5 * MINUTE_MS, 8 * 24 * HOUR_MS, HOUR_MS])(
    'goes on when the clock is moved by %i ms',
    async (ms) => {
      expect(await runsAfterAStepOf(ms)).toBeGreaterThanOrEqual(7);
    },
  );
});
