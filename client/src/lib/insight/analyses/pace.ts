import { type HourSales, salesByHour } from '@digiboost/domain/kpis';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import type { ShopData } from '../shop-data.ts';

/** A day that is not over beside the same weekday of the week before. FCFA. */
export interface Pace {
  readonly today: readonly HourSales[];
  /** Null: the shop did not sell yet, or its tickets of that day are not on this phone. */
  readonly before: {
    readonly day: Day;
    readonly hours: readonly HourSales[];
    /** What had been sold by this very time of that day. */
    readonly byNow: number;
  } | null;
}

const WEEK = 7;
const WEEK_MS = WEEK * 24 * 60 * 60 * 1000;

/** How the day goes at `now`, by the hour. */
export async function pace(shop: ShopData, { now }: { readonly now: Instant }): Promise<Pace> {
  const timezone = shop.shop?.settings.timezone;
  const day = addDays(shop.today, -WEEK);
  const today = salesByHour(await shop.saleEntries(shop.today, shop.today), timezone);
  const isHeld = shop.heldFrom === null || shop.heldFrom <= day;
  if (!isHeld || !shop.totals.some((totals) => totals.day <= day)) return { today, before: null };
  const entries = await shop.saleEntries(day, day);
  const then = new Date(Date.parse(now) - WEEK_MS).toISOString();
  const byNow = entries.reduce((sum, { at, revenue }) => (at <= then ? sum + revenue : sum), 0);
  return { today, before: { day, hours: salesByHour(entries, timezone), byNow } };
}
