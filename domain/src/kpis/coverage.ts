/**
 * Couverture: how many days the stock on hand (units) lasts at `perDay` units of expected demand a day. 0 when the
 * shelf is empty; null when no demand is expected, for then it lasts without end.
 */
export function coverage(onHand: number, perDay: number): number | null {
  const days = Math.max(onHand, 0) / perDay;
  return perDay > 0 && Number.isFinite(days) ? days : null;
}
