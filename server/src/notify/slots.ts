/** Runs at most `count` tasks at one moment, in the order in which they were given. */
export function createSlots(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // The slot goes on to who has waited longest.
      if (next) next();
      else free += 1;
    }
  };
}
