import { formatDate, formatDays, formatMoney, oneLine } from '../french/index.ts';
import { addDays } from '../shared/day.ts';
import type { Owing } from './facts.ts';
import type { AlertKind, Opening } from './kind.ts';

const DEBT_DAYS = 30;
const LEAST_DEBT = 1_000;

/** A customer has owed something for too long: the oldest debt is paid first, so that what is left of it is old. */
export const debtOverdue: AlertKind = {
  type: 'DEBT_OVERDUE',
  label: 'Dette en retard',
  hint: 'Quand un client doit de l’argent depuis trop longtemps.',
  needs: () => ['debts'],
  thresholds: {
    debtDays: { unit: 'day', usual: DEBT_DAYS, label: 'Doit depuis (jours)', noun: 'L’âge de la dette' },
    leastDebt: { unit: 'franc', usual: LEAST_DEBT, label: 'Au moins (F)', noun: 'La dette' },
  },
  tells: 'DEBTS',
  about: 'none',
  remedy: 'notebook',
  openings({ debtDays = DEBT_DAYS, leastDebt = LEAST_DEBT }, { debts, today }) {
    const last = addDays(today, -debtDays);
    return (debts ?? []).flatMap((owing): Opening[] => {
      const { overdue, since, isCertain } = overdueOn(last, owing);
      if (overdue < leastDebt || since === null) return [];
      return [
        {
          subject: owing.account,
          opened: addDays(since, debtDays),
          opens: isCertain,
          severity: since <= addDays(today, -2 * debtDays) ? 'HIGH' : 'MEDIUM',
          details: { person: oneLine(owing.name), owed: owing.amount, overdue, since, windowDays: debtDays },
        },
      ];
    });
  },
  when: ({ debtDays = DEBT_DAYS, leastDebt = LEAST_DEBT }) =>
    `quand un client doit ${formatMoney(leastDebt)} ou plus depuis ${formatDays(debtDays)}`,
  summary: ({ person = '', overdue = 0, windowDays = DEBT_DAYS }) =>
    `${person} doit ${formatMoney(overdue)} depuis ${formatDays(windowDays)} ou plus.`,
  lines: ({ person = '', overdue = 0, owed = 0, since }) => [
    ['Client', person],
    ['En retard', formatMoney(overdue)],
    ['Doit en tout', formatMoney(owed)],
    ['Depuis', since ? `le ${formatDate(since)}` : 'longtemps'],
  ],
  advice: () => 'Lui envoyer un rappel depuis le Carnet.',
};

/**
 * What of the debts was made on the day `last` or before (FCFA), and the oldest known of them. What nobody dates any
 * more is older than all that is dated: it counts once one of those does, and is uncertain until then.
 */
function overdueOn(last: string, { open }: Owing): { overdue: number; since: string | null; isCertain: boolean } {
  const dated = open.filter(({ day }) => day !== null && day <= last);
  const undated = open.filter(({ day }) => day === null);
  const since = dated.reduce<string | null>((oldest, { day }) => (oldest && day && oldest < day ? oldest : day), null);
  const sum = [...dated, ...undated].reduce((total, { amount }) => total + amount, 0);
  if (undated.length === 0) return { overdue: sum, since, isCertain: true };
  return { overdue: sum, since: since ?? last, isCertain: since !== null };
}
