import type { FoundPart, Owing } from '../alerts/facts.ts';
import type { Closing } from '../documents/closing.ts';
import type { Customer } from '../documents/customer.ts';
import type { Balance, MoneyAccount } from '../ledger/index.ts';
import { businessDay } from '../shared/clock.ts';
import type { Instant } from '../shared/day.ts';
import { accountName } from './people.ts';

/** The customers who owe something, with what is open of it; `timezone` is the shop's. */
export function owingCustomers(
  balances: ReadonlyMap<MoneyAccount, Balance>,
  customers: Iterable<Customer>,
  timezone: string | undefined,
): Owing[] {
  const names = new Map<string, string>([...customers].map(({ _id, name }) => [_id, name]));
  return [...balances.values()].flatMap(({ account, amount, open }) => {
    if (!isCustomer(account) || amount <= 0) return [];
    const debts = open.map(({ at, amount }) => ({ day: at === '' ? null : businessDay(at, timezone), amount }));
    return [{ account, name: names.get(account) ?? accountName(account), amount, open: debts }];
  });
}

const isCustomer = (account: MoneyAccount): account is Customer['_id'] => account.startsWith('customer:');

/** What a closing found of one method, on the shop's day; `timezone` is the shop's. */
export const foundPart = (
  at: Instant,
  { method, expected, counted }: Pick<Closing['parts'][number], 'method' | 'expected' | 'counted'>,
  timezone: string | undefined,
): FoundPart => ({ method, at, day: businessDay(at, timezone), expected, counted });
