/**
 * Asks for many keys in one question: while one is under way, those who come wait together for the next, which begins
 * when it has ended. An answer is never older than whoever asked for it, and a crowd costs as much as a few.
 */
export function gathered<K, V>(askAll: (keys: readonly K[]) => Promise<(key: K) => V>): (key: K) => Promise<V> {
  interface Question {
    readonly keys: Set<K>;
    readonly answer: Promise<(key: K) => V>;
  }
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Question | null = null;

  function begun(): Question {
    const keys = new Set<K>();
    const ask = (): Promise<(key: K) => V> => {
      next = null;
      return askAll([...keys]);
    };
    const answer = underWay.then(ask);
    underWay = answer.catch(() => undefined);
    return { keys, answer };
  }

  return async (key) => {
    next ??= begun();
    next.keys.add(key);
    return (await next.answer)(key);
  };
}
