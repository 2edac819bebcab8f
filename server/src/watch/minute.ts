import cron from 'node-cron';

/** A schedule that has said nothing for so long is late, ms. */
const LATE_MS = 70_000;
const LOOK_MS = 10_000;

/**
 * Runs at the beginning of every minute. A schedule waits for the time of day: when the clock is set back it waits for
 * that time to come round again. So a timer, which no clock concerns, runs what is late.
 */
export function everyMinute(run: () => unknown): { stop(): void } {
  let ranAt = performance.now();
  const runNow = () => {
    ranAt = performance.now();
    return run();
  };
  const task = cron.schedule('* * * * *', () => void runNow(), { suppressMissedWarning: true });
  const timer = setInterval(() => {
    if (performance.now() - ranAt > LATE_MS) runNow();
  }, LOOK_MS);
  timer.unref();
  return {
    stop() {
      void task.stop();
      clearInterval(timer);
    },
  };
}
