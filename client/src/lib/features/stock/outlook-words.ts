import type { StockOut } from '@digiboost/domain/forecast';
import { formatDayShort } from '@digiboost/domain/french';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { stock } from '../../i18n/fr/stock.ts';
import type { ProductOutlook } from '../../insight/shop-insight.ts';

/** Days that a forecast reaches. */
const KNOWN_DAYS = 30;

/** When a stock runs out, in little room: "26–28 nov.", "après le 3 déc."; day 1 is `today`. */
export function shortRange({ from, to }: Pick<StockOut, 'from' | 'to'>, today: Day): string {
  const first = addDays(today, from - 1);
  const last = addDays(today, to - 1);
  if (from > KNOWN_DAYS) return stock.rupture.notWithin;
  if (to > KNOWN_DAYS)
    return from <= 1 ? stock.rupture.unsure : stock.rupture.after(formatDayShort(addDays(first, -1)));
  if (from === to) return from <= 1 ? stock.rupture.today : formatDayShort(first);
  if (from <= 1) return stock.rupture.by(formatDayShort(last));
  const [start, month] = formatDayShort(first).split(' ');
  const end = formatDayShort(last);
  return end.endsWith(` ${month}`) ? `${start}–${end}` : `${formatDayShort(first)} – ${end}`;
}

/** The cells of a product's outlook; an empty shelf has neither, nor has a product of too short a history. */
export function outlookCells(outlook: ProductOutlook | undefined, today: Day): { coverage: string; rupture: string } {
  const { none, days } = stock.coverage;
  if (!outlook || outlook.stockOut.reliability === 'INSUFFICIENT') return { coverage: none, rupture: none };
  if (outlook.stockOut.day < 1) return { coverage: days(0), rupture: stock.rupture.out };
  return {
    coverage: outlook.coverage === null ? none : days(outlook.coverage),
    rupture: outlook.coverage === null ? stock.coverage.noDemand : shortRange(outlook.stockOut, today),
  };
}

/** A product's outlook in one short line: "12 j de stock · rupture 26–28 nov."; empty when its shelf is. */
export function outlookLine(outlook: ProductOutlook | undefined, today: Day): string {
  if (!outlook || outlook.stockOut.day < 1) return '';
  if (outlook.stockOut.reliability === 'INSUFFICIENT') return stock.coverage.unknown;
  if (outlook.coverage === null) return stock.coverage.noDemand;
  const coverage = stock.coverage.of(stock.coverage.short(outlook.coverage));
  if (outlook.stockOut.from > KNOWN_DAYS) return coverage;
  return `${coverage} · ${stock.rupture.on(shortRange(outlook.stockOut, today))}`;
}
