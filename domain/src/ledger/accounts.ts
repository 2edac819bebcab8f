import type { Instant } from '../shared/day.ts';
import { type MoneyAccount, type MoneyLine, originalId } from './money-lines.ts';
import type { TillPart } from './till.ts';

/** A debt, or what is left of it. FCFA. */
export interface OpenDebt {
  /** The ticket, the reception or the opening that made it; '' where that is older than what is known. */
  readonly eventId: string;
  readonly at: Instant;
  readonly amount: number;
}

/** What an account comes to. FCFA; negative when more was paid than was owed. */
export interface Balance {
  readonly account: MoneyAccount;
  readonly amount: number;
  /** What is still owed of each debt, newest first: the oldest is paid first, whenever it was paid. */
  readonly open: readonly OpenDebt[];
}

/** What an account stood at before the lines that are held; `debts`: the newest ones of before, as they were made. */
export interface BalanceBefore {
  readonly account: MoneyAccount;
  readonly amount: number;
  readonly debts: readonly OpenDebt[];
}

/** A shop's money at one moment: what should be in the till, and who owes what. */
export interface Accounts {
  readonly till: readonly TillPart[];
  /** Customers and suppliers of whom anything is known. */
  readonly balances: readonly BalanceBefore[];
}

/** Since when an account owes; null when it owes nothing, '' when nobody knows any more. */
export const owesSince = ({ open }: Pick<Balance, 'open'>): Instant | null => open.at(-1)?.at ?? null;

/** What of `debts` is not paid when `amount` is owed in all: the newest of them, since the oldest are paid first. */
export function openDebts(amount: number, debts: readonly OpenDebt[]): OpenDebt[] {
  const open: OpenDebt[] = [];
  let rest = amount;
  for (const debt of netted(debts)) {
    if (rest <= 0) return open;
    open.push({ ...debt, amount: Math.min(debt.amount, rest) });
    rest -= debt.amount;
  }
  if (rest > 0) open.push({ eventId: '', at: '', amount: rest });
  return open;
}

/** Each debt once, without what was voided, newest first. */
function netted(debts: readonly OpenDebt[]): OpenDebt[] {
  const byEvent = new Map<string, OpenDebt>();
  for (const debt of debts) {
    const eventId = originalId(debt.eventId);
    byEvent.set(eventId, { eventId, at: debt.at, amount: (byEvent.get(eventId)?.amount ?? 0) + debt.amount });
  }
  return [...byEvent.values()]
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => (a.at === b.at ? inOrder(b.eventId, a.eventId) : inOrder(b.at, a.at)));
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The balances of the customers and suppliers of whom anything is known. Each line once, in any order. */
export function balancesOf(
  lines: Iterable<MoneyLine>,
  before: Iterable<BalanceBefore> = [],
): Map<MoneyAccount, Balance> {
  const sums = new Map<MoneyAccount, { amount: number; debts: OpenDebt[] }>();
  for (const { account, amount, debts } of before) sums.set(account, { amount, debts: [...debts] });
  for (const { account, eventId, at, amount, isDebt } of lines) {
    if (account.startsWith('till:')) continue;
    const sum = sums.get(account) ?? { amount: 0, debts: [] };
    sums.set(account, sum);
    sum.amount += amount;
    if (isDebt) sum.debts.push({ eventId, at, amount });
  }
  return new Map(
    [...sums].map(([account, { amount, debts }]) => [account, { account, amount, open: openDebts(amount, debts) }]),
  );
}
