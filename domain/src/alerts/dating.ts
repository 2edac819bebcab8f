import type { Instant } from '../shared/day.ts';
import type { StockChanges } from './facts.ts';

/**
 * Since when a product's stock (thousandths) has been where `isInside` holds: the instant of the change, or of the
 * count, that brought it there, found by walking back from the stock on hand; `created` when it was there from the
 * beginning. Null when the changes do not reach back far enough.
 */
export function insideSince(
  onHandMilli: number,
  changes: StockChanges,
  isInside: (milli: number) => boolean,
  created: Instant,
): Instant | null {
  let level = onHandMilli;
  const rows = changes.rows;
  for (let i = 0; i < rows.length; ) {
    const at = rows[i]?.at ?? '';
    // What happened at one instant has no order.
    for (; i < rows.length && rows[i]?.at === at; i++) level -= rows[i]?.delta ?? 0;
    // The oldest instant may be only half there.
    if (i === rows.length && !changes.complete) return null;
    if (!isInside(level)) return at;
  }
  if (!changes.complete) return null;
  return changes.count?.at ?? created;
}
