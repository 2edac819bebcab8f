/** Runs a task when those of its key that were asked for before have ended. */
export type OneByOne = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/**
 * Runs tasks of one key one after the other, those of different keys side by side: changes of one thing made here need
 * not contend with each other.
 */
export function oneByOne(): OneByOne {
  const tails = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const run = (tails.get(key) ?? Promise.resolve()).then(task, task);
    const tail = run
      // Whoever asked for the task hears of its failure; the next one only waits for its end.
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return run;
  };
}
