import { METHODS, type Method } from '@digiboost/domain/documents/settlement';
import {
  type Accounts,
  type Balance,
  type BalanceBefore,
  type MoneyAccount,
  methodOf,
  openDebts,
  type TillBase,
} from '@digiboost/domain/ledger';
import type { AskView, ViewRow } from './view.ts';
import { amountsByAccountAndTime, closingsByMethodAndTime } from './views.ts';

/** Debts of one account that are looked at, the newest first: what is owed seldom lies further back. */
const DEBTS_ASKED = 40;

/**
 * The till and every balance, as the domain computes them from the documents. Two rounds of questions: the sums and the
 * last closings, then what changed since them and the debts of those who owe.
 */
export async function accounts(ask: AskView): Promise<Accounts> {
  const [[sums], closings] = await Promise.all([
    ask(amountsByAccountAndTime, [{ group_level: 1 }]),
    ask(
      closingsByMethodAndTime,
      METHODS.map((method) => ({ descending: true, startkey: [method, {}], endkey: [method], limit: 8 })),
    ),
  ]);
  const totals = (sums?.rows ?? []).map(({ key: [account], value }) => ({ account, amount: value }));
  const bases = new Map(METHODS.map((method, index) => [method, lastOf(closings[index]?.rows ?? [])]));
  const tills = totals.flatMap(({ account }) => {
    const method = methodOf(account);
    return method ? [{ account, method, base: bases.get(method) ?? null }] : [];
  });
  const people = totals.filter(({ account }) => methodOf(account) === null);
  const owing = people.filter(({ amount }) => amount > 0);
  const [since, debts] = await Promise.all([
    askEach(
      tills.map(({ account, base }) => ({
        startkey: [account, 0, base ? Date.parse(base.at) + 1 : 0],
        endkey: [account, 0, {}],
      })),
      (queries) => ask(amountsByAccountAndTime, queries),
    ),
    askEach(
      owing.map(({ account }) => debtsOf(account)),
      (queries) => ask(amountsByAccountAndTime, queries),
    ),
  ]);
  const changed = new Map<Method, number>();
  tills.forEach(({ method }, index) => {
    const change = since[index]?.rows[0]?.value ?? 0;
    changed.set(method, (changed.get(method) ?? 0) + change);
  });
  const debtsBy = new Map(owing.map(({ account }, index) => [account, debts[index]?.rows ?? []]));
  return {
    till: METHODS.flatMap((method) => {
      const base = bases.get(method) ?? null;
      const change = changed.get(method);
      return base || change !== undefined ? [{ method, expected: (base?.left ?? 0) + (change ?? 0), base }] : [];
    }),
    balances: people.map(({ account, amount }) => ({
      account,
      amount,
      debts: (debtsBy.get(account) ?? []).map(({ id = '', key: [, , at], value }) => ({
        eventId: id,
        at: new Date(at).toISOString(),
        amount: value,
      })),
    })),
  };
}

/** A balance with what is open of it. */
export const balanceOf = ({ account, amount, debts }: BalanceBefore): Balance => ({
  account,
  amount,
  open: openDebts(amount, debts),
});

const debtsOf = (account: MoneyAccount) => ({
  reduce: false,
  descending: true,
  startkey: [account, 1, {}],
  endkey: [account, 1],
  limit: DEBTS_ASKED,
});

/** No question, no request. */
const askEach = async <Q, A>(queries: readonly Q[], ask: (queries: readonly Q[]) => Promise<readonly A[]>) =>
  queries.length === 0 ? [] : ask(queries);

/** Of the rows, newest first, the closing that stands: of two at one instant the greater id. */
function lastOf(
  rows: readonly ViewRow<[Method, number], [expected: number, counted: number, left: number]>[],
): TillBase | null {
  let last: TillBase | null = null;
  for (const {
    id = '',
    key: [, atMs],
    value: [, , left],
  } of rows) {
    const at = new Date(atMs).toISOString();
    if (!last || at > last.at || (at === last.at && id > last.eventId)) last = { at, eventId: id, left };
  }
  return last;
}
