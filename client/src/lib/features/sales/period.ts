import { periodLength, type SalesPeriod, type SalesStep } from '@digiboost/domain/kpis';
import { addDays, type Day, isDay } from '@digiboost/domain/shared/day';

/** How the period was chosen: the last days up to today, the month before this one, a calendar month, or two dates. */
export const CHOICES = ['7', '30', 'dernier', 'mois', '90', 'dates'] as const;
export type Choice = (typeof CHOICES)[number];
export type PeriodFault = 'day' | 'order' | 'long';

/** What the period chooser holds, and what the address says of it. */
export interface PeriodChoice {
  readonly choice: Choice;
  /** `YYYY-MM`, of 'mois'. */
  readonly month: string;
  /** Of 'dates'; '' while none is chosen. */
  readonly from: string;
  readonly to: string;
  /** Null: the one that suits the length. */
  readonly step: SalesStep | null;
}

export const LAST_30_DAYS: PeriodChoice = { choice: '30', month: '', from: '', to: '', step: null };

const MOST_DAYS = 5 * 366;
const STEP_WORDS: Record<SalesStep, string> = { DAY: 'jour', WEEK: 'semaine', MONTH: 'mois' };

/** The choice that an address asks for; the last 30 days when it asks for nothing that exists. */
export function readChoice(params: URLSearchParams, today: Day): PeriodChoice {
  const asked = params.get('periode');
  const month = params.get('mois') ?? '';
  const step = params.get('par');
  return {
    choice: CHOICES.find((choice) => choice === asked) ?? '30',
    month: isDay(`${month}-01`) && month <= today.slice(0, 7) ? month : today.slice(0, 7),
    from: params.get('du') ?? '',
    to: params.get('au') ?? '',
    step: (['DAY', 'WEEK', 'MONTH'] as const).find((one) => STEP_WORDS[one] === step) ?? null,
  };
}

/** The address of a choice, without its "?" and what goes without saying. */
export function writeChoice({ choice, month, from, to, step }: PeriodChoice): string {
  const params = new URLSearchParams({ periode: choice });
  if (choice === 'mois') params.set('mois', month);
  if (choice === 'dates') {
    params.set('du', from);
    params.set('au', to);
  }
  if (step) params.set('par', STEP_WORDS[step]);
  return params.toString();
}

/** The days of a choice on `today`; a month that is not over ends today. */
export function periodOf({ choice, month, from, to }: PeriodChoice, today: Day): SalesPeriod | PeriodFault {
  if (choice === 'mois' || choice === 'dernier') {
    const first = choice === 'mois' ? `${month}-01` : `${addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
    const last = addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1);
    return { from: first, to: last < today ? last : today };
  }
  if (choice !== 'dates') return { from: addDays(today, 1 - Number(choice)), to: today };
  if (!isDay(from) || !isDay(to)) return 'day';
  if (from > to) return 'order';
  return periodLength({ from, to }) > MOST_DAYS ? 'long' : { from, to };
}

/** The steps in which a period of that length can be shown, finest first; never empty. */
export function stepsFor(days: number): readonly SalesStep[] {
  if (days <= 7) return ['DAY'];
  if (days <= 31) return ['DAY', 'WEEK'];
  return days <= 180 ? ['DAY', 'WEEK', 'MONTH'] : ['WEEK', 'MONTH'];
}

/** The step to show: the one that was asked for where the length allows it, else one that gives 4 to 31 bars. */
export function stepFor(asked: SalesStep | null, days: number): SalesStep {
  const steps = stepsFor(days);
  if (asked && steps.includes(asked)) return asked;
  if (days <= 31) return 'DAY';
  return days <= 180 ? 'WEEK' : 'MONTH';
}

/** Whether some of the days on which something was sold are older than what this phone holds in detail. */
export const hasOlderSales = (
  days: readonly { readonly day: Day }[],
  { from, to }: SalesPeriod,
  heldFrom: Day | null,
): boolean =>
  heldFrom !== null && from < heldFrom && days.some(({ day }) => day >= from && day <= to && day < heldFrom);

/** The months since the shop's first day, this one first: `YYYY-MM`. */
export function monthsSince(firstDay: Day, today: Day): string[] {
  const months: string[] = [];
  for (let first = `${today.slice(0, 7)}-01`; months.length === 0 || first.slice(0, 7) >= firstDay.slice(0, 7); ) {
    months.push(first.slice(0, 7));
    first = `${addDays(first, -1).slice(0, 7)}-01`;
  }
  return months;
}
