import { formatDate, formatMoney } from '../french/index.ts';
import { PAYMENT_WORDS } from '../reports/payment-words.ts';
import { addDays } from '../shared/day.ts';
import type { AlertKind, Opening } from './kind.ts';

const DIFFERENCE = 500;
/** Days for which a difference asks to be looked into. */
export const DIFFERENCE_DAYS = 7;

/** A closing of the last days found more or less than was expected; each is told, whatever the next one finds. */
export const closingDifference: AlertKind = {
  type: 'CLOSING_DIFFERENCE',
  label: 'Écart de caisse',
  hint: 'Quand la caisse comptée n’est pas celle qui est attendue.',
  needs: () => ['closings'],
  thresholds: {
    difference: { unit: 'franc', usual: DIFFERENCE, label: 'À partir de (F)', noun: 'L’écart' },
  },
  tells: 'TILL',
  about: 'none',
  remedy: 'till',
  openings({ difference: least = DIFFERENCE }, { closings, today }) {
    const first = addDays(today, 1 - DIFFERENCE_DAYS);
    return (closings ?? []).flatMap(({ method, at, day, expected, counted }): Opening[] => {
      const difference = counted - expected;
      if (day < first || Math.abs(difference) < least) return [];
      return [
        {
          subject: `till:${method}-${Date.parse(at)}`,
          opened: at,
          opens: true,
          severity: difference > 0 ? 'LOW' : difference <= -10 * least ? 'HIGH' : 'MEDIUM',
          details: { method, expected, counted, closedOn: day },
        },
      ];
    });
  },
  when: ({ difference = DIFFERENCE }) => `quand une clôture trouve un écart de ${formatMoney(difference)} ou plus`,
  summary: ({ method = 'CASH', expected = 0, counted = 0, closedOn }) =>
    `${found(counted - expected)} à la clôture${closedOn ? ` du ${formatDate(closedOn)}` : ''} (${PAYMENT_WORDS[method]}).`,
  lines: ({ method = 'CASH', expected = 0, counted = 0, closedOn }) => [
    ['Moyen', PAYMENT_WORDS[method]],
    ...(closedOn ? [['Clôture', `le ${formatDate(closedOn)}`] as const] : []),
    ['Attendu', formatMoney(expected)],
    ['Compté', formatMoney(counted)],
    ['Écart', `${counted < expected ? '−' : '+'}${formatMoney(Math.abs(counted - expected))}`],
  ],
  advice: ({ expected = 0, counted = 0 }) =>
    counted < expected
      ? 'Chercher une dépense ou un retrait qui n’a pas été noté.'
      : 'Chercher une vente ou un paiement qui n’a pas été noté.',
};

const found = (difference: number): string =>
  difference < 0 ? `Il manque ${formatMoney(-difference)}` : `Il y a ${formatMoney(difference)} de trop`;
