/** Runs tasks, each on behalf of somebody. */
export type Slots = <T>(owner: string, task: () => Promise<T>) => Promise<T>;

/** Runs at most `count` tasks at one moment. Owners take turns, each with its tasks in the order in which they came. */
export function createSlots(count: number): Slots {
  let free = count;
  /** By owner, in the order of their turns. */
  const waiting = new Map<string, (() => void)[]>();

  const wait = (owner: string): Promise<void> =>
    new Promise((resolve) => {
      const own = waiting.get(owner);
      if (own) own.push(resolve);
      else waiting.set(owner, [resolve]);
    });

  /** Who is next; its owner goes to the end. */
  function next(): (() => void) | undefined {
    for (const [owner, own] of waiting) {
      const first = own.shift();
      waiting.delete(owner);
      if (own.length > 0) waiting.set(owner, own);
      if (first) return first;
    }
    return undefined;
  }

  return async (owner, task) => {
    if (free > 0) free -= 1;
    else await wait(owner);
    try {
      return await task();
    } finally {
      const begin = next();
      // The slot goes on to who is next.
      if (begin) begin();
      else free += 1;
    }
  };
}
