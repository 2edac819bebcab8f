import { compareNames, oneLine } from '../../french/index.ts';
import type { SalesPeriod } from '../../kpis/sales-period.ts';
import type { BookedLine, MoneyHistory } from '../../ledger/money-history.ts';
import { methodOf } from '../../ledger/till.ts';
import { accountName } from '../../shop/people.ts';
import { MONEY_WORDS } from '../money-words.ts';
import type { Column, Section, Value } from '../paper.ts';
import { difference, inOrder, type JournalStep, Sums, timeColumn, timeOf, written } from './journal-step.ts';
import { HEADING_WORDS } from './treasury.ts';

type OfPerson = Pick<BookedLine, 'account' | 'day' | 'kind'>;

/** What the accounts of customers and suppliers come to, from the shop's side: what it is owed, less what it owes. */
const forShop = ({ account, amount }: Pick<BookedLine, 'account' | 'amount'>): number =>
  account.startsWith('supplier:') ? 0 - amount : amount;

/** The follow-up of claims and debts, and note 3: what each account came to before the period and at its end. */
export function claimSections(
  { lines, names }: MoneyHistory,
  period: SalesPeriod,
  step: JournalStep,
): [Section, Section] {
  const own = lines.filter(({ account, day, kind }) => !methodOf(account) && (day <= period.to || kind === 'OPENING'));
  const nameOf = (account: string): string =>
    oneLine(names.get(account) ?? '') || accountName(account as BookedLine['account']);
  const accounts = [...new Set(own.map(({ account }) => account))].sort(
    (a, b) => compareNames(nameOf(a), nameOf(b)) || inOrder(a, b),
  );
  const numbers = new Map(accounts.map((account, index) => [account, index + 1]));
  const opening = new Sums<OfPerson>();
  const moved = new Sums<OfPerson>();
  for (const line of own) {
    const number = String(numbers.get(line.account)).padStart(6, '0');
    if (line.kind === 'OPENING' || line.day < period.from) opening.add(number, line, forShop(line));
    else moved.add(`${timeOf(line.day, step)} ${number} ${line.kind}`, line, forShop(line));
  }
  const rowOf = ({ account }: OfPerson, time: Value, text: string, amount: number, isOpening: 0 | 1): Value[] => [
    time,
    nameOf(account),
    text,
    amount > 0 ? amount : null,
    amount < 0 ? -amount : null,
    numbers.get(account) ?? 0,
    isOpening,
    null,
  ];
  const first = written(timeOf(period.from, step), step);
  const journal: Section = {
    name: 'Suivi créances et dettes',
    title: 'Journal de suivi des créances et des dettes',
    texts: ['En plus : on doit davantage à la boutique, ou elle doit moins. En moins : le contraire.'],
    table: {
      id: 'claims',
      columns: [
        timeColumn(step),
        { id: 'name', label: 'Compte', kind: 'text', isWide: true },
        { id: 'text', label: 'Opération', kind: 'text' },
        { id: 'more', label: 'En plus', kind: 'money', total: 'sum' },
        { id: 'less', label: 'En moins', kind: 'money', total: 'sum' },
        { id: 'account_n', label: 'N° compte', kind: 'count', isKey: true },
        { id: 'is_opening', label: 'À nouveau', kind: 'count', isKey: true },
        difference('balance', 'Solde', 'more', 'less'),
      ],
      rows: [
        ...opening.rows
          .filter(({ sum: [amount] }) => amount !== 0)
          .map(({ of, sum: [amount] }) => rowOf(of, first, HEADING_WORDS.OPENING, amount, 1)),
        ...moved.rows
          .filter(({ sum: [amount] }) => amount !== 0)
          .map(({ of, sum: [amount] }) =>
            rowOf(of, written(timeOf(of.day, step), step), MONEY_WORDS[of.kind], amount, 0),
          ),
      ],
    },
  };
  return [journal, claimList(accounts, nameOf)];
}

function claimList(accounts: readonly string[], nameOf: (account: string) => string): Section {
  const where = [{ there: 'account_n', here: 'account_n' }] as const;
  const balance = (id: string, label: string, also: readonly { readonly there: string; readonly is: number }[]) =>
    ({
      id,
      label,
      kind: 'money',
      isKey: true,
      follows: { kind: 'sumWhere', table: 'claims', sum: 'balance', where: [...where, ...also] },
    }) as const satisfies Column;
  const claim = (id: string, label: string, of: string): Column => ({
    id,
    label,
    kind: 'money',
    total: 'sum',
    follows: { kind: 'worth', of, by: 'one' },
  });
  const debt = (id: string, label: string, of: string, less: string): Column => ({
    id,
    label,
    kind: 'money',
    total: 'sum',
    follows: { kind: 'difference', of, less },
  });
  return {
    name: 'Note 3 Créances et dettes',
    title: 'Note 3 : créances et dettes',
    table: {
      id: 'accounts',
      columns: [
        { id: 'name', label: 'Compte', kind: 'text', isWide: true },
        { id: 'account_n', label: 'N° compte', kind: 'count', isKey: true },
        { id: 'one', label: 'Un', kind: 'count', isKey: true },
        balance('balance_before', 'Solde avant', [{ there: 'is_opening', is: 1 }]),
        balance('balance_now', 'Solde à la fin', []),
        claim('claim_before', 'Créance avant', 'balance_before'),
        claim('claim_now', 'Créance à la fin', 'balance_now'),
        debt('debt_before', 'Dette avant', 'claim_before', 'balance_before'),
        debt('debt_now', 'Dette à la fin', 'claim_now', 'balance_now'),
      ],
      rows: accounts.map((account, index) => [nameOf(account), index + 1, 1, null, null, null, null, null, null]),
    },
  };
}
