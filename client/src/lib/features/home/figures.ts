import type { Category } from '@digiboost/domain/documents';
import { formatMoney, formatNumber, formatPercent } from '@digiboost/domain/french';
import type { Overview, Revenue, ServiceRate, Valuation } from '@digiboost/domain/kpis';
import type { Bar } from '../../charts/content.ts';
import { categoryFills } from '../../charts/fills.ts';
import { home } from '../../i18n/fr/home.ts';

/** Less than this is "comme hier". */
const SAME = 0.01;

/**
 * A period’s CA against the one before, in words: "23 % de plus qu’hier"; empty when neither sold anything, and of the
 * shop's first day.
 */
export function comparison(revenue: Revenue): string {
  const before = { 1: home.yesterday, 7: home.weekBefore }[revenue.days] ?? home.monthBefore;
  const said = compare(revenue, before);
  return said.replace('que hier', 'qu’hier');
}

function compare({ days, current, previous, change, isComparable }: Revenue, before: string): string {
  if (!isComparable) return days > 1 && current > 0 ? home.nothingToCompare : '';
  if (change === null) return current > 0 ? home.nothingBefore(before) : '';
  // A day that is not over is always behind a whole one: that is no news.
  if (days === 1 && change < 0) return home.fullYesterday(formatMoney(previous));
  if (Math.abs(change) < SAME) return home.same(before);
  if (change >= 2) return home.times(formatNumber(change + 1, 1), before);
  return change > 0 ? home.more(formatPercent(change, 0), before) : home.less(formatPercent(-change, 0), before);
}

/** Which way an arrow beside the comparison points; null without one. */
export function direction({ days, change }: Revenue): 'trend-up' | 'trend-down' | null {
  if (change === null || Math.abs(change) < SAME || (days === 1 && change < 0)) return null;
  return change > 0 ? 'trend-up' : 'trend-down';
}

/** A period's CA beside the one before, as a figure shows it. */
export const compared = (revenue: Revenue) => ({ text: comparison(revenue), arrow: direction(revenue) });

/** A rate as a dial shows it. */
export interface RateFigure {
  /** 0 to 1; null while it is not measured. */
  readonly rate: number | null;
  readonly value: string;
  readonly note: string;
}

/** The fill rate for the eye: without missed sales recorded it is not a measure, and never shows as 100 %. */
export function serviceFigure({ rate, missedSales, missedRevenue }: ServiceRate): RateFigure {
  if (rate === null) return { rate: null, value: home.serviceUnmeasured, note: home.serviceNothing };
  if (missedSales === 0) return { rate: null, value: home.serviceUnmeasured, note: home.serviceUnmeasuredNote };
  // Rounded down: 99.97 % is not 100 %.
  const shown = Math.floor(rate * 1000) / 1000;
  return { rate: shown, value: formatPercent(shown), note: home.serviceNote(missedSales, formatMoney(missedRevenue)) };
}

/** The largest categories, the rest summed up in a last bar. */
export function categoryBars(
  { byCategory }: Valuation,
  categories: readonly Pick<Category, '_id' | 'name' | 'createdAt'>[],
  most = 5,
): Bar[] {
  const names = new Map<string, string>(categories.map(({ _id, name }) => [_id, name]));
  const fillOf = categoryFills(categories);
  const shown = byCategory.length > most ? byCategory.slice(0, most - 1) : byCategory;
  const rest = byCategory.slice(shown.length);
  const bars = shown.map(({ categoryId, value }) => ({
    key: categoryId ?? '',
    name: (categoryId && names.get(categoryId)) || home.noCategory,
    value,
    fill: fillOf(categoryId),
  }));
  if (rest.length > 0) {
    const value = rest.reduce((sum, one) => sum + one.value, 0);
    bars.push({ key: 'rest', name: home.otherCategories(rest.length), value, fill: 'line-strong' });
  }
  return bars;
}

/** One day's bar in a box of `width` x `height`. */
export interface TrendBar {
  readonly day: string;
  readonly revenue: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The bars of the trend; a day with sales keeps 2 units of height, a day without is a line of 1. */
export function trendBars(trend: Overview['trend'], width: number, height: number, gap = 2): TrendBar[] {
  const largest = Math.max(...trend.map(({ revenue }) => revenue), 1);
  const step = (width + gap) / Math.max(trend.length, 1);
  return trend.map(({ day, revenue }, index) => {
    const tall = revenue > 0 ? Math.max((revenue / largest) * height, 2) : 1;
    return { day, revenue, x: index * step, y: height - tall, width: step - gap, height: tall };
  });
}

/** The day that sold most; null when none did. */
export function bestDay(trend: Overview['trend']): Overview['trend'][number] | null {
  const best = trend.reduce<Overview['trend'][number] | null>(
    (top, day) => (day.revenue > (top?.revenue ?? 0) ? day : top),
    null,
  );
  return best;
}

/**
 * A day's curve beside another's, both cumulated by the hour: from the first hour at which either sold to the last, the
 * day itself no further than the hour `now`.
 */
export function curveOf(
  today: readonly number[],
  before: readonly number[],
  now: number,
): { from: number; now: readonly number[]; before: readonly number[] } {
  const firstOf = (sold: readonly number[]): number => {
    const first = sold.findIndex((amount) => amount > 0);
    return first < 0 ? now : first;
  };
  const whole = before.at(-1) ?? 0;
  const from = Math.min(firstOf(today), whole > 0 ? firstOf(before) : now, now);
  const to = whole > 0 ? Math.max(before.indexOf(whole), now) : now;
  return { from, now: today.slice(from, now + 1), before: whole > 0 ? before.slice(from, to + 1) : [] };
}

/** FCFA that people owe; what is owed to one of them takes nothing off it. */
export const owedIn = (balances: ReadonlyMap<string, { readonly amount: number }>): number =>
  [...balances.values()].reduce((sum, { amount }) => sum + Math.max(amount, 0), 0);
