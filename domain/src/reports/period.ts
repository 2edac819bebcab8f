import { formatDate } from '../french/index.ts';
import { periodLength, type SalesPeriod } from '../kpis/sales-period.ts';
import { addDays, type Day, isDay } from '../shared/day.ts';

/** Why no report can be made of a period. */
export type PeriodFault = 'day' | 'order' | 'long' | 'ahead';

/** What people are told of each. */
export const PERIOD_FAULTS: Readonly<Record<PeriodFault, string>> = {
  day: 'Choisissez le premier et le dernier jour.',
  order: 'La fin vient avant le début : changez l’une des deux dates.',
  ahead: 'Cette période n’a pas encore commencé.',
  long: 'La période est trop longue : trois ans au plus.',
};

/** Three years: what a shop keeps, and what a sheet can hold. */
const MOST_DAYS = 1_096;

/** What is wrong with a period on `today`, or null when nothing is. */
export function periodFault({ from, to }: SalesPeriod, today: Day): PeriodFault | null {
  if (!isDay(from) || !isDay(to)) return 'day';
  if (from > to) return 'order';
  if (from > today) return 'ahead';
  return periodLength({ from, to }) > MOST_DAYS ? 'long' : null;
}

/** Whole calendar periods, by name, up to `today`. */
export type NamedPeriod = 'thisMonth' | 'lastMonth' | 'thisYear' | 'lastYear';

/** The days of a named period on `today`: what has not ended yet ends today. */
export function namedPeriod(name: NamedPeriod, today: Day): SalesPeriod {
  const month = monthOf(today);
  const year = Number(today.slice(0, 4));
  switch (name) {
    case 'thisMonth':
      return { from: month.from, to: today };
    case 'lastMonth':
      return monthOf(addDays(month.from, -1));
    case 'thisYear':
      return { from: `${year}-01-01`, to: today };
    case 'lastYear':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}

/** The calendar month in which `day` lies. */
export function monthOf(day: Day): SalesPeriod {
  const from = `${day.slice(0, 7)}-01`;
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) };
}

/** "le 3 mars 2026", "du 1er au 31 mars 2026", "du 12 décembre 2025 au 3 janvier 2026". */
export function inWords({ from, to }: SalesPeriod): string {
  if (from === to) return `le ${formatDate(to)}`;
  const same = from.slice(0, 7) === to.slice(0, 7) ? 2 : from.slice(0, 4) === to.slice(0, 4) ? 1 : 0;
  const words = formatDate(from).split(' ');
  return `du ${words.slice(0, 3 - same).join(' ')} au ${formatDate(to)}`;
}

/** The name of a report's file, without its ending: "synthese-mensuelle-2026-10-01-2026-10-31". */
export const fileName = (title: string, { from, to }: SalesPeriod): string => {
  const name = title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return from === to ? `${name}-${to}` : `${name}-${from}-${to}`;
};
