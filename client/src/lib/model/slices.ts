/** How long the page may be kept from answering, ms. */
const SLICE_MS = 8;

/**
 * Does `work` on every item in tasks of its own, pausing whenever a slice of time is used up, so that the page goes on
 * answering; false when `isStale` said in a pause that nobody wants the result any more.
 */
export async function inSlices<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  isStale: () => boolean,
): Promise<boolean> {
  let until = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    if (performance.now() >= until) {
      await new Promise((resolve) => setTimeout(resolve));
      if (isStale()) return false;
      until = performance.now() + SLICE_MS;
    }
    work(item);
  }
  return true;
}
