import type { Alert } from '../documents/alert.ts';

/** Active alerts of one shop that are judged: one shop must not keep the others of its server waiting. */
const MOST_ALERTS = 100;
/** Alerts that are judged, times the shop's products. */
const MOST_JUDGED = 250_000;

const byAge = (a: Alert, b: Alert): number =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a._id < b._id) ? -1 : 1;

/**
 * The alerts that count in a shop with so many products: the active ones that it made first, a hundred at most, and
 * fewer where there are more than 2,500 products. Phone and server leave the same ones out, and the phone says so.
 */
export function judgedAlerts(alerts: readonly Alert[], products: number): Alert[] {
  const most = Math.max(1, Math.min(MOST_ALERTS, Math.floor(MOST_JUDGED / Math.max(products, 1))));
  return alerts
    .filter(({ isActive }) => isActive)
    .sort(byAge)
    .slice(0, most);
}
