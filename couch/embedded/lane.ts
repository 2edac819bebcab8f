import { setImmediate as turn } from 'node:timers/promises';

/** Lets every other request have its turn. */
export const takeTurn = (): Promise<void> => turn();

/**
 * The way of one database's work through the process: a batch at a time, however many ask, and others have their turn
 * before the next. What one shop wants at once makes another wait for a batch, not for all of it.
 */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  /** Does a batch when those before it are done. A batch must not wait for another of its lane. */
  run<T>(batch: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(batch);
    this.#last = result.then(takeTurn, takeTurn);
    return result;
  }

  /** Makes each piece in the lane; whoever takes them is waited for outside of it. */
  async *each<T>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
    const made = pieces[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.run(() => made.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await made.return?.();
    }
  }
}
