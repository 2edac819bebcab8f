import {
  formatDay,
  formatDayShort,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
} from '@digiboost/domain/french';
import { type Change, periodLength, type SalesPeriod, type SalesStep } from '@digiboost/domain/kpis';
import { sales } from '../../i18n/fr/sales.ts';

/** Less than this is "comme". */
const SAME = 0.01;

/** The days of a period: "Du 16 nov. au 22 nov.". */
export const spanText = ({ from, to }: SalesPeriod, today: string): string =>
  from === to ? sales.oneDay(formatDay(from, today)) : sales.span(formatDay(from, today), formatDay(to, today));

/**
 * A difference in words: "12 % de plus que les 7 jours d’avant (+45 000 F)". Without a base there is no percentage;
 * empty when neither period had anything.
 */
export function changeText(
  { difference, ratio }: Change,
  period: SalesPeriod,
  { format = formatMoney, nothing = sales.nothingBefore } = {},
): string {
  const than = sales.daysBefore(periodLength(period));
  if (ratio === null) return difference === 0 ? '' : nothing(than);
  if (difference === 0) return sales.same(than);
  const sign = difference > 0 ? '+' : '';
  return sales.withDifference(ratioText(ratio, than), `${sign}${format(difference)}`);
}

function ratioText(ratio: number, than: string): string {
  if (Math.abs(ratio) < SAME) return sales.same(than);
  if (ratio >= 2) return sales.times(formatNumber(ratio + 1, 1), than);
  return ratio > 0 ? sales.more(formatPercent(ratio, 0), than) : sales.less(formatPercent(-ratio, 0), than);
}

/** Which way an arrow points beside it; null when there is nothing to point at. */
export function directionOf({ ratio }: Change): 'trend-up' | 'trend-down' | null {
  if (ratio === null || Math.abs(ratio) < SAME) return null;
  return ratio > 0 ? 'trend-up' : 'trend-down';
}

/** Both, as a figure shows them; nothing where there is nothing to compare with. */
export const changed = (change: Change | undefined, period: SalesPeriod, how: Parameters<typeof changeText>[2] = {}) =>
  change ? { text: changeText(change, period, how), arrow: directionOf(change) } : { text: '', arrow: null };

/** A step by its name: "jeu. 26 nov.", "semaine du 2 nov. au 8 nov.", "novembre 2026". */
export function stepText({ from, to }: SalesPeriod, step: SalesStep, today: string): string {
  if (step === 'MONTH') return formatMonth(from);
  return step === 'WEEK' ? sales.week(formatDayShort(from), formatDayShort(to)) : formatDay(from, today);
}
