import { formatDayShort } from '@digiboost/domain/french';
import type { Day } from '@digiboost/domain/shared/day';
import { charts } from '../i18n/fr/charts.ts';
import type { ChartContent, ChartMark, ChartSeries } from './content.ts';

/** How a chart writes its figures and days. */
export interface Writing {
  readonly format: (value: number) => string;
  readonly formatDay: (day: Day) => string;
}

/**
 * Marks by the place of their day among `days`: the last day that is not after it. Marks before all days are left out.
 */
export function marksByIndex({ days, marks }: Pick<ChartContent, 'days' | 'marks'>): Map<number, ChartMark[]> {
  const byIndex = new Map<number, ChartMark[]>();
  for (const mark of marks) {
    const index = days.findLastIndex((day) => day <= mark.day);
    if (index < 0) continue;
    byIndex.set(index, [...(byIndex.get(index) ?? []), mark]);
  }
  return byIndex;
}

const isNumber = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined && Number.isFinite(value);

/** One value in words, with its interval when it has one; empty when nothing is known. */
export function valueText(series: ChartSeries, index: number, format: Writing['format']): string {
  const value = series.values[index];
  const low = series.lower?.[index];
  const high = series.upper?.[index];
  const between = isNumber(low) && isNumber(high) ? charts.between(format(low), format(high)) : '';
  if (!isNumber(value)) return between;
  return between ? charts.interval(format(value), between) : format(value);
}

/** What is shown of one day, in a sentence: "jeu. 26 nov. : Vendu 12 000 F, Prévu 11 500 F". */
export function readingOf(content: ChartContent, index: number, { format, formatDay }: Writing): string {
  const day = content.days[index];
  if (day === undefined) return '';
  const several = content.series.length > 1;
  const values = content.series.flatMap((series) => {
    const text = valueText(series, index, format);
    if (!text) return [];
    return several ? charts.named(series.label, text) : text;
  });
  const marks = (marksByIndex(content).get(index) ?? []).map((mark) => mark.label);
  return charts.reading(formatDay(day), [...values, ...marks].join(', ') || charts.unknown);
}

/** The whole chart in a sentence or two: from when to when, and the highest value of the first series. */
export function summaryOf(label: string, { days, series }: ChartContent, { format, formatDay }: Writing): string {
  const [first, last] = [days[0], days.at(-1)];
  const values = series[0]?.values ?? [];
  let top = -1;
  values.forEach((value, index) => {
    if (isNumber(value) && value > (values[top] ?? Number.NEGATIVE_INFINITY)) top = index;
  });
  const [best, day] = [values[top], days[top]];
  if (first === undefined || last === undefined || !isNumber(best) || day === undefined) return charts.nothing(label);
  const span = charts.summary(label, formatDayShort(first), formatDayShort(last));
  // A short month ends with a full stop of its own.
  return `${span} ${charts.highest(format(best), formatDay(day))}`.replaceAll('..', '.');
}
