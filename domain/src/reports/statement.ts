import type { Shop } from '../documents/shop.ts';
import { formatDate, oneLine } from '../french/index.ts';
import type { Balance } from '../ledger/accounts.ts';
import { type MoneyLine, originalId } from '../ledger/money-lines.ts';
import { businessDay } from '../shared/clock.ts';
import type { Day, Instant } from '../shared/day.ts';
import { MONEY_WORDS } from './money-words.ts';
import type { Paper, Section, Value } from './paper.ts';
import { letterhead } from './report.ts';

/** What is told of one account. */
export interface StatementInput {
  readonly shop: Shop | null;
  /** Whose account it is. */
  readonly name: string;
  /** A customer's; else a supplier's. */
  readonly isCustomer: boolean;
  readonly balance: Pick<Balance, 'amount' | 'open'>;
  /** The lines that are at hand, in any order. */
  readonly lines: readonly MoneyLine[];
  /** The first day of which all are at hand: what came before is carried over as one sum. Null: all are. */
  readonly from: Day | null;
  readonly madeAt: Instant;
}

/** The lines that stand, oldest first: what was taken back, and what took it back, is told to nobody. */
function standing(lines: readonly MoneyLine[]): MoneyLine[] {
  const voided = new Set(lines.flatMap(({ eventId }) => (eventId.startsWith('void:') ? [originalId(eventId)] : [])));
  const isHeld = new Set(lines.map(({ eventId }) => eventId));
  return lines
    .filter(({ eventId }) => {
      const original = originalId(eventId);
      // A void whose original is not at hand takes back a part of what is carried over.
      return !voided.has(original) || !isHeld.has(original);
    })
    .sort((a, b) => (a.at === b.at ? inOrder(a.eventId, b.eventId) : inOrder(a.at, b.at)));
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const textOf = ({ eventId, kind }: MoneyLine): string =>
  eventId.startsWith('void:') ? `${MONEY_WORDS[kind]}, annulé` : MONEY_WORDS[kind];

/** What was bought and paid, line by line, with what was owed after each. */
function account({ balance, lines, from, isCustomer }: StatementInput): Section {
  const told = standing(lines.filter(({ day }) => from === null || day >= from));
  const before = balance.amount - told.reduce((sum, { amount }) => sum + amount, 0);
  let owed = before;
  const rows = told.map((line): Value[] => {
    owed += line.amount;
    return [line.day, textOf(line), line.amount > 0 ? line.amount : null, line.amount < 0 ? -line.amount : null, owed];
  });
  const carried: Value[][] = before === 0 ? [] : [[from, 'Report de ce qui précède', null, null, before]];
  const { amount } = balance;
  return {
    name: 'Compte',
    title: isCustomer ? 'Achats et paiements' : 'Marchandises et paiements',
    figures: [
      amount < 0
        ? { label: 'Avance', value: -amount, kind: 'money' }
        : { label: 'Reste à payer', value: amount, kind: 'money' },
    ],
    ...(carried.length + rows.length === 0
      ? { texts: ['Rien n’est noté sur ce compte.'] }
      : {
          table: {
            id: 'account',
            columns: [
              { id: 'day', label: 'Jour', kind: 'day' },
              { id: 'what', label: 'Opération', kind: 'text', isWide: true },
              { id: 'owed', label: isCustomer ? 'Acheté' : 'Reçu', kind: 'money' },
              { id: 'paid', label: 'Payé', kind: 'money' },
              { id: 'balance', label: 'Reste', kind: 'money' },
            ],
            rows: [...carried, ...rows],
          },
        }),
  };
}

/** What is not paid yet, the oldest first; none when nothing is. */
function openDebts({ balance: { open } }: StatementInput): Section[] {
  if (open.length === 0) return [];
  return [
    {
      name: 'À payer',
      title: 'Ce qui reste à payer',
      table: {
        id: 'open',
        columns: [
          { id: 'day', label: 'Depuis le', kind: 'text', isWide: true },
          { id: 'amount', label: 'Reste', kind: 'money', total: 'sum' },
        ],
        rows: [...open]
          .reverse()
          .map(({ at, amount }): Value[] => [at === '' ? 'Avant ce relevé' : formatDate(at.slice(0, 10)), amount]),
      },
    },
  ];
}

/** A customer's or a supplier's account, to hand over: what was owed, paid and is left. FCFA. */
export function statementOf(input: StatementInput): Paper {
  const { shop, name, from, madeAt } = input;
  const today = businessDay(madeAt, shop?.settings.timezone);
  return {
    title: 'Relevé de compte',
    ...letterhead(shop, madeAt),
    subject: `de ${oneLine(name)}, au ${formatDate(today)}`,
    sections: [account(input), ...openDebts(input)],
    notes: [
      'Un paiement compte d’abord pour la dette la plus ancienne.',
      ...(from ? [`Les opérations d’avant le ${formatDate(from)} sont dans le report.`] : []),
    ],
  };
}
