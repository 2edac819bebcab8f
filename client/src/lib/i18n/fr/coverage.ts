import { plural } from '@digiboost/domain/french';

const LONG = 99;

/** How many days a stock lasts, with a stock at hand that does not last one: "moins d’un jour", "12 jours". */
export function coverageDays(count: number): string {
  if (count > LONG) return `plus de ${LONG} jours`;
  return count > 0 && count < 1 ? 'moins d’un jour' : plural(Math.floor(count), 'jour');
}

/** The same in little room: "12 j". */
export function coverageShort(count: number): string {
  if (count > LONG) return `plus de ${LONG}\u202fj`;
  return count > 0 && count < 1 ? coverageDays(count) : `${Math.floor(count)}\u202fj`;
}
