/** As long as the slowest machine needs: a bench that gives up measures nothing. */
export const PATIENCE_MS = 1_800_000;

/** Waits for `work` and says on stderr what for, and how long it took. */
export async function waitFor<T>(what: string, work: Promise<T>): Promise<T> {
  const started = performance.now();
  process.stderr.write(`Waiting for ${what}…`);
  try {
    return await work;
  } finally {
    process.stderr.write(` ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  }
}
