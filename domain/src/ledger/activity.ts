import type { Entry } from './entries.ts';

/** What happened to one product on one day (or to a shop in a period). Thousandths and FCFA; void already taken off. */
export interface Activity {
  readonly delta: number;
  readonly sold: number;
  readonly revenue: number;
  readonly missed: number;
  readonly missedRevenue: number;
}

export const NO_ACTIVITY: Activity = { delta: 0, sold: 0, revenue: 0, missed: 0, missedRevenue: 0 };

/** The sum of two activities, or of an activity and an entry. */
export const addActivity = (a: Activity, b: Activity | Entry): Activity => ({
  delta: a.delta + b.delta,
  sold: a.sold + b.sold,
  revenue: a.revenue + b.revenue,
  missed: a.missed + b.missed,
  missedRevenue: a.missedRevenue + b.missedRevenue,
});

/** An activity as the views write it: [delta, sold, revenue, missed, missedRevenue]. */
export type ActivityRow = [delta: number, sold: number, revenue: number, missed: number, missedRevenue: number];

export const toActivityRow = (a: Activity | Entry): ActivityRow => [
  a.delta,
  a.sold,
  a.revenue,
  a.missed,
  a.missedRevenue,
];

export const fromActivityRow = ([delta, sold, revenue, missed, missedRevenue]: ActivityRow): Activity => ({
  delta,
  sold,
  revenue,
  missed,
  missedRevenue,
});
