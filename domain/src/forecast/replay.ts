import { addDays, type Day, weekday } from '../shared/day.ts';
import { type CalendarEvent, eventsByDay, kindsOf } from './calendar.ts';
import { knownDemand } from './censored-demand.ts';
import type { DemandSeries } from './demand-series.ts';
import { advanceShop, newShopState, type ShopState, settle } from './shop-state.ts';

/** The state at the beginning of `origin`, after the whole of `series`. */
export function replay(
  series: readonly DemandSeries[],
  origin: Day,
  calendar: readonly CalendarEvent[] = [],
): ShopState {
  const kinds = kindsOf(calendar);
  const shop = newShopState(series.length, kinds);
  const n = series.length;
  const { days, units, atLeast } = knownDemand(series);
  const first = addDays(origin, -days);
  const firstWeekday = weekday(first);
  const events = eventsByDay(calendar, kinds, first, days);
  for (let d = 0; d < days; d++) {
    const from = d * n;
    advanceShop(
      shop,
      units.subarray(from, from + n),
      (firstWeekday + d) % 7,
      events[d],
      atLeast.subarray(from, from + n),
    );
  }
  settle(shop);
  return shop;
}
