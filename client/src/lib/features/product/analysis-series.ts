import type { Entry } from '@digiboost/domain/ledger';
import { addDays, type Day, weekday } from '@digiboost/domain/shared/day';
import type { StockAhead } from '@digiboost/domain/shop';
import type { ChartContent, ChartMark } from '../../charts/content.ts';
import { productAnalysis as words } from '../../i18n/fr/product-analysis.ts';
import { productHistory } from '../../i18n/fr/product-history.ts';
import type { StockPoint } from './stock-series.ts';

/** Days of the stock's past that stand beside what lies ahead. */
const PAST_DAYS = 45;
/** Days ahead that are shown at least. */
const LEAST_AHEAD = 7;

/** Days of which every phone holds what products did, whatever of the history is still to come. */
const HELD_DAYS = 60;

/** The periods, in days, of which this phone can say the whole. */
export const shownPeriods = <D extends number>(periods: readonly D[], isPartial: boolean): D[] =>
  periods.filter((days) => !isPartial || days <= HELD_DAYS);

type Chart = Omit<ChartContent, 'marks'>;

/** The stock of the last days and what is expected of it, until it is gone at the latest. */
export function stockChart(past: readonly StockPoint[], ahead: StockAhead | null, today: Day): Chart {
  const shown = past.slice(-PAST_DAYS);
  const gone = ahead ? ahead.high.findIndex((stock) => stock <= 0) : -1;
  const length = ahead ? Math.max(gone < 0 ? ahead.high.length : gone + 1, LEAST_AHEAD) : 0;
  // The first of the days ahead is today, which the past shows too.
  const days = [
    ...shown.map(({ day }) => day),
    ...Array.from({ length: Math.max(length - 1, 0) }, (_, n) => addDays(today, n + 1)),
  ];
  const before = Math.max(shown.length - 1, 0);
  const later = (values: readonly number[]): (number | null)[] => [
    ...new Array<null>(before).fill(null),
    ...values.slice(0, days.length - before),
  ];
  const stock = {
    label: words.stock,
    kind: 'line' as const,
    values: days.map((_, index) => shown[index]?.onHand ?? null),
  };
  if (!ahead) return { days, series: [stock] };
  const expected = {
    label: words.expected,
    kind: 'band' as const,
    tone: 'warn' as const,
    values: later(ahead.expected),
    lower: later(ahead.low),
    upper: later(ahead.high),
  };
  return { days, series: [stock, expected] };
}

/** What a product sold on each of the last `length` days, by week when that is more than a quarter. Units. */
export function salesChart(
  past: { readonly from: Day; readonly sold: readonly number[]; readonly missed: readonly number[] },
  length: number,
): Chart {
  const skipped = Math.max(past.sold.length - length, 0);
  const byWeek = length > 92;
  const sums = new Map<Day, { sold: number; missed: number }>();
  past.sold.slice(skipped).forEach((sold, index) => {
    const day = addDays(past.from, skipped + index);
    const key = byWeek ? addDays(day, -weekday(day)) : day;
    const sum = sums.get(key) ?? { sold: 0, missed: 0 };
    sums.set(key, { sold: sum.sold + sold, missed: sum.missed + (past.missed[skipped + index] ?? 0) });
  });
  const values = [...sums.values()];
  // Thousandths add up exactly only as whole numbers.
  const exact = (units: number): number => Math.round(units * 1000) / 1000;
  const series = [{ label: words.sold, kind: 'bars' as const, values: values.map(({ sold }) => exact(sold)) }];
  const missed = {
    label: words.missed,
    kind: 'bars' as const,
    tone: 'warn' as const,
    values: values.map((sum) => (sum.missed > 0 ? exact(sum.missed) : null)),
  };
  const isMissed = values.some((sum) => sum.missed > 0);
  return { days: [...sums.keys()], series: isMissed ? [...series, missed] : series };
}

/** The counts and the receptions of `entries` since `from`, one mark a day of each kind, and today. */
export function stockMarks(entries: readonly Entry[], from: Day, today: Day): ChartMark[] {
  const voided = voidedEvents(entries);
  const marks = new Map<string, ChartMark>();
  for (const { kind, day, eventId } of entries) {
    if (day < from || voided.has(eventId) || (kind !== 'COUNT' && kind !== 'ENTRY')) continue;
    marks.set(`${day} ${kind}`, { day, label: productHistory.kinds[kind], tone: kind === 'COUNT' ? 'muted' : 'safe' });
  }
  marks.set(today, { day: today, label: words.today, tone: 'accent' });
  return [...marks.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** The ids of the events that a void among `entries` cancels. */
export const voidedEvents = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ kind, eventId }) => (kind === 'VOID' ? [eventId.slice('void:'.length)] : [])));
