import { METHODS } from '@digiboost/domain/documents/settlement';
import {
  type Accounts,
  type Balance,
  type BalanceBefore,
  deviceOfAccount,
  isInTill,
  type MoneyAccount,
  methodOf,
  openDebts,
  type Till,
  type TillBase,
} from '@digiboost/domain/ledger';
import type { ClosingsByMethodAndTimeKey, ClosingsByMethodAndTimeValue } from './money/closings_by_method_and_time.ts';
import type { AskView, ViewRow } from './view.ts';
import { amountsByAccountAndTime, closingsByMethodAndTime } from './views.ts';

/** Debts of one account that are looked at, the newest first: what is owed seldom lies further back. */
const DEBTS_ASKED = 40;

/** A till, on the account in which it lies, and where it starts from. */
interface Based {
  readonly till: Till;
  readonly base: TillBase | null;
}

/**
 * The till and every balance, as the domain computes them from the documents. Two rounds of questions: the sums and the
 * last closings, then what changed since them and the debts of those who owe; where phones have drawers of their own,
 * one more for the closings of those.
 */
export async function accounts(ask: AskView): Promise<Accounts> {
  const [[sums], closings] = await Promise.all([
    ask(amountsByAccountAndTime, [{ group_level: 1 }]),
    ask(
      closingsByMethodAndTime,
      METHODS.map((method) => newestOf(method)),
    ),
  ]);
  const totals = (sums?.rows ?? []).map(({ key: [account], value }) => ({ account, amount: value }));
  const last = METHODS.map((method, index) => ({ method, closing: lastOf(closings[index]?.rows ?? []) }));
  const isParted = last.some(({ closing }) => closing && closing.device !== '');
  const devices = new Set(
    totals.flatMap(({ account }) => (methodOf(account) === 'CASH' ? [deviceOfAccount(account)] : [])),
  );
  const tills: readonly Based[] = [
    ...last.map(({ method, closing }) => ({ till: { method }, base: baseOf(closing, '') })),
    ...(isParted ? await drawersOf([...devices], ask) : []),
  ];
  const changes = tills.flatMap(({ till, base }) =>
    totals.flatMap(({ account }) => (isInTill(till, account) ? [{ till, account, base }] : [])),
  );
  const people = totals.filter(({ account }) => methodOf(account) === null);
  const owing = people.filter(({ amount }) => amount > 0);
  const [since, debts] = await Promise.all([
    askEach(
      changes.map(({ account, base }) => ({
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
  const changed = new Map<Till, number>();
  changes.forEach(({ till }, index) => {
    changed.set(till, (changed.get(till) ?? 0) + (since[index]?.rows[0]?.value ?? 0));
  });
  const debtsBy = new Map(owing.map(({ account }, index) => [account, debts[index]?.rows ?? []]));
  return {
    till: tills.flatMap(({ till, base }) => {
      const change = changed.get(till);
      return base || change !== undefined ? [{ ...till, expected: (base?.left ?? 0) + (change ?? 0), base }] : [];
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

/** The drawers of the phones `devices`; what the shop counted as one since then is in none of them. */
async function drawersOf(devices: readonly string[], ask: AskView): Promise<Based[]> {
  const [shop, ...own] = await ask(
    closingsByMethodAndTime,
    ['', ...devices].map((device) => newestOf(`CASH:${device}`)),
  );
  const joined = lastOf(shop?.rows ?? []);
  return devices.map((device, index) => {
    const closing = laterOf(lastOf(own[index]?.rows ?? []), joined);
    return { till: { method: 'CASH', device }, base: baseOf(closing, device) };
  });
}

const newestOf = (method: ClosingsByMethodAndTimeKey[0]) => ({
  descending: true as const,
  startkey: [method, {}] as const,
  endkey: [method] as const,
  limit: 8,
});

/** A closing, and the phone whose drawer alone it counted, or ''. */
interface Counted extends TillBase {
  readonly device: string;
}

const baseOf = (closing: Counted | null, device: string): TillBase | null =>
  closing?.device === device ? { at: closing.at, eventId: closing.eventId, left: closing.left } : null;

/** The later of two closings: at one instant the one of the greater id. */
function laterOf(a: Counted | null, b: Counted | null): Counted | null {
  if (!a || !b) return a ?? b;
  return a.at > b.at || (a.at === b.at && a.eventId > b.eventId) ? a : b;
}

/** The last closing of the rows. */
const lastOf = (rows: readonly ViewRow<ClosingsByMethodAndTimeKey, ClosingsByMethodAndTimeValue>[]): Counted | null =>
  rows.reduce<Counted | null>((last, { id = '', key: [, atMs], value: [, , left, device] }) => {
    return laterOf(last, { at: new Date(atMs).toISOString(), eventId: id, left, device });
  }, null);
