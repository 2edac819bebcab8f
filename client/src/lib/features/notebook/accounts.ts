import type { Customer, Supplier } from '@digiboost/domain/documents';
import { compareNames } from '@digiboost/domain/french';
import { type Balance, type MoneyAccount, owesSince } from '@digiboost/domain/ledger';
import { type Day, daysBetween } from '@digiboost/domain/shared/day';
import { accountName } from '@digiboost/domain/shop/people';
import { notebook as words } from '../../i18n/fr/notebook.ts';

/** One person of the notebook, with or without a document. FCFA. */
export interface AccountRow {
  readonly account: MoneyAccount;
  readonly name: string;
  readonly phone: string | undefined;
  readonly amount: number;
  /** Since when something is owed; null: nothing is, '': longer than anybody knows. */
  readonly since: string | null;
}

export type AccountSort = 'amount' | 'age' | 'name';

/** Who is in the notebook: the active `people`, and whoever owes or is owed something. */
export function accountRows(
  people: readonly (Customer | Supplier)[],
  balances: ReadonlyMap<MoneyAccount, Balance>,
): AccountRow[] {
  const byId = new Map<MoneyAccount, Customer | Supplier>(people.map((doc) => [doc._id, doc]));
  const ids = new Set([...people.filter(({ isActive }) => isActive).map(({ _id }) => _id), ...balances.keys()]);
  return [...ids].flatMap((account) => {
    const [doc, balance] = [byId.get(account), balances.get(account)];
    const amount = balance?.amount ?? 0;
    if (!doc?.isActive && amount === 0) return [];
    const since = balance ? owesSince(balance) : null;
    return [{ account, name: doc?.name ?? accountName(account), phone: doc?.phone, amount, since }];
  });
}

/** `rows` by what is owed, by how long it has been owed, or by name; the same in whatever order they come. */
export function sortedRows(rows: readonly AccountRow[], sort: AccountSort): AccountRow[] {
  const byName = (a: AccountRow, b: AccountRow) => compareNames(a.name, b.name) || (a.account < b.account ? -1 : 1);
  // Whoever owes nothing comes last.
  const age = ({ since }: AccountRow): string => since ?? '~';
  return [...rows].sort((a, b) => {
    if (sort === 'amount') return b.amount - a.amount || byName(a, b);
    if (sort === 'age') return (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : 0) || byName(a, b);
    return byName(a, b);
  });
}

/** Since when something is owed, in words; '' when nothing is. */
export function sinceText(since: string | null, today: Day): string {
  if (since === null) return '';
  return since === '' ? words.sinceLong : words.since(Math.max(daysBetween(since.slice(0, 10), today), 0));
}
