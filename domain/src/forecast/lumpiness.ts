/** Days between sales, and squared coefficient of variation of a sale, from which a demand is irregular. */
const INTERVAL = 1.32;
const SIZE_VARIATION = 0.49;

/**
 * Whether a product sells irregularly both in when and in how much (Syntetos, Boylan & Croston 2005, "On the
 * categorization of demand patterns"), over the days on which its shelf was not empty since its first sale.
 */
export function isLumpy(demand: ArrayLike<number>, empty?: ArrayLike<number>): boolean {
  let days = 0;
  let sales = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < demand.length; i++) {
    const units = demand[i] ?? Number.NaN;
    if (empty?.[i] || !Number.isFinite(units) || (sales === 0 && units <= 0)) continue;
    days++;
    if (units <= 0) continue;
    sales++;
    sum += units;
    squares += units * units;
  }
  if (sales < 2) return false;
  const mean = sum / sales;
  const variance = Math.max(0, squares - sales * mean * mean) / (sales - 1);
  return days / sales >= INTERVAL && variance / (mean * mean) >= SIZE_VARIATION;
}
