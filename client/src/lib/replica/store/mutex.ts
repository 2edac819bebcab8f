/** Runs pieces of asynchronous work one after the other, in the order in which they were asked for. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    // Whoever asked is told; the next piece of work does not wait for it.
    this.#last = result.catch(() => undefined);
    return result;
  }
}
