import { parseTimedId } from '../documents/index.ts';
import type { Instant } from '../shared/day.ts';

/**
 * Which of the marks one earlier import holds, when it holds at least half of them: then this is that file again. What
 * is dated "now" has no day to tell it from next month's.
 */
export function repeatedMarks(
  marks: ReadonlySet<string>,
  earlier: readonly { readonly _id: string; readonly at: Instant }[],
): ReadonlySet<string> {
  const byInstant = new Map<Instant, Set<string>>();
  for (const { _id, at } of earlier) {
    const mark = parseTimedId(_id)?.n ?? '';
    if (marks.has(mark)) byInstant.set(at, (byInstant.get(at) ?? new Set()).add(mark));
  }
  let best = new Set<string>();
  for (const found of byInstant.values()) if (found.size > best.size) best = found;
  return best.size * 2 >= marks.size ? best : new Set();
}
