import { fold, formatMonth } from '@digiboost/domain/french';
import type { DayTotals } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { type Month, monthOf } from '../../archive/months.ts';

/** Months that are offered at once. */
const OFFERED = 3;

/**
 * The months to look in next for what is typed, the oldest first: those that it names (« 12/03/2025 », « mars »,
 * « 250312-… », the beginning of a receipt's number), else the newest; of those with sales before `heldFrom` that are
 * not `held`.
 */
export function furtherMonths(
  query: string,
  {
    heldFrom,
    days,
    held,
  }: { readonly heldFrom: Day; readonly days: readonly DayTotals[]; readonly held: readonly Month[] },
): Month[] {
  const last = monthOf(addDays(heldFrom, -1));
  const sold = [...new Set(days.map(({ day }) => monthOf(day)))];
  const left = sold.filter((month) => month <= last && !held.includes(month)).sort();
  const typed = fold(query);
  const named = left.filter((month) => isNamed(month, typed));
  return (named.length > 0 ? named : left).slice(-OFFERED);
}

function isNamed(month: Month, typed: string): boolean {
  const [year = '', number = ''] = month.split('-');
  const [name = ''] = fold(formatMonth(`${month}-01`)).split(' ');
  const isOfYear = !/\b20\d\d\b/.test(typed) || typed.includes(year);
  return (
    typed.includes(`/${number}/${year}`) ||
    (new RegExp(`(?:^|\\s)${name}(?:\\s|$)`).test(typed) && isOfYear) ||
    new RegExp(`(?:^|\\s)${year.slice(2)}${number}\\d\\d(?:-|\\s|$)`).test(typed)
  );
}
