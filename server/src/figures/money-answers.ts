import { amountsByAccountAndTime } from '@digiboost/design-docs';
import type { Cash, Closing, Customer, LedgerEvent, Return, Sale, Supplier, Void } from '@digiboost/domain/documents';
import { type MoneyAccount, type MoneyKind, methodOf, moneyLinesOf, owesSince } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import type { AnswerOf } from '../accounts/api-routes.ts';
import type { Database } from '../couch/client.ts';
import { type Asked, entriesFor, pageOf } from '../http/page.ts';
import { keptAnswers } from '../shop/kept-answers.ts';
import type { ShopMoney } from '../shop/shop-money.ts';
import { documentsById } from '../shop/shop-reading.ts';
import { askViews } from '../shop/shop-views.ts';
import type { CUSTOMER, CUSTOMERS, SUPPLIER_BALANCE, TILL } from './money-operations.ts';

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Till = AnswerOf<typeof TILL>;

/** Days of a till whose answers are kept until something changes. */
const MOST_DAYS = 10;
const tills = keptAnswers<Promise<Till>>(MOST_DAYS);

/** The till of `day`: what should be there now, what changed it that day, and how it was counted. */
export const tillOf = (shop: Database, money: ShopMoney, day: Day = money.today): Promise<Till> =>
  tills(money, day, () => readTill(shop, money, day));

async function readTill(shop: Database, money: ShopMoney, day: Day): Promise<Till> {
  // A business day may begin on the day before or end on the day after in UTC, by which ids are sorted.
  const between = <D extends LedgerEvent>(type: string) =>
    shop.range<D>(`${type}:${addDays(day, -1)}`, `${type}:${addDays(day, 2)}`);
  const [closings, ...events] = await Promise.all([
    between<Closing>('closing'),
    between<Sale>('sale'),
    between<Return>('return'),
    between<Cash>('cash'),
    between<Void>('void:sale'),
    between<Void>('void:return'),
    between<Void>('void:cash'),
  ]);
  const sums = new Map<string, { kind: MoneyKind; method: NonNullable<ReturnType<typeof methodOf>>; amount: number }>();
  for (const line of events.flat<LedgerEvent[][]>().flatMap(moneyLinesOf)) {
    const method = methodOf(line.account);
    if (line.day !== day || !method) continue;
    const key = `${line.kind} ${method}`;
    const before = sums.get(key)?.amount ?? 0;
    sums.set(key, { kind: line.kind, method, amount: before + line.amount });
  }
  return {
    today: money.today,
    day,
    now: money.till.map(({ method, device = null, expected, base }) => ({
      method,
      device,
      expected,
      countedAt: base?.at ?? null,
    })),
    movements: [...sums.values()].filter(({ amount }) => amount !== 0),
    closings: closings
      .filter((closing) => closing.day === day)
      .map(({ _id, at, parts }) => ({
        id: _id,
        at,
        parts: parts.map((part) => ({ ...part, difference: part.counted - part.expected })),
      })),
  };
}

/** Who owes the shop, the largest amount first; of a list that is long, one page. */
export function customersOf({ today, balances, customers }: ShopMoney, asked: Asked): AnswerOf<typeof CUSTOMERS> {
  const owing = [...balances.values()]
    .filter(({ account, amount }) => account.startsWith('customer:') && amount > 0)
    .sort((a, b) => b.amount - a.amount || inOrder(a.account, b.account));
  const { items, next } = pageOf(owing, asked);
  return {
    today,
    total: owing.reduce((sum, { amount }) => sum + amount, 0),
    count: owing.length,
    customers: items.map((balance) => ({
      id: balance.account,
      name: customers.get(balance.account as Customer['_id'])?.name ?? null,
      amount: balance.amount,
      since: known(owesSince(balance)),
    })),
    next,
  };
}

/** One customer's account with a page of what made it, null when nothing is known of it. */
export async function customerOf(
  shop: Database,
  { balances, customers }: ShopMoney,
  id: Customer['_id'],
  asked: Asked,
): Promise<AnswerOf<typeof CUSTOMER> | null> {
  const [doc, balance] = [customers.get(id), balances.get(id)];
  if (!doc && !balance) return null;
  const { items: lines, next } = pageOf(await linesOf(shop, id, entriesFor(asked)), asked);
  return {
    id,
    name: doc?.name ?? null,
    phone: doc?.phone ?? null,
    creditLimit: doc?.creditLimit ?? null,
    amount: balance?.amount ?? 0,
    since: balance ? known(owesSince(balance)) : null,
    open: balance?.open ?? [],
    lines: [...lines],
    next,
  };
}

/** What the shop owes a supplier, null when there is no such supplier. */
export function supplierBalanceOf(
  { balances, suppliers }: ShopMoney,
  id: Supplier['_id'],
): AnswerOf<typeof SUPPLIER_BALANCE> | null {
  const [doc, balance] = [suppliers.get(id), balances.get(id)];
  if (!doc && !balance) return null;
  const { amount = 0, open = [] } = balance ?? {};
  return { id, name: doc?.name ?? null, amount, since: balance ? known(owesSince(balance)) : null, open };
}

const known = (since: string | null): string | null => (since === '' ? null : since);

/** The `most` newest lines of an account. */
async function linesOf(shop: Database, account: MoneyAccount, most: number) {
  const ask = askViews(shop);
  const answers = await ask(
    amountsByAccountAndTime,
    [1, 0].map((side) => ({
      reduce: false,
      descending: true,
      startkey: [account, side, {}],
      endkey: [account, side],
      limit: most,
    })),
  );
  const ids = [...new Set(answers.flatMap(({ rows }) => rows.map(({ id }) => must(id, 'id of a row'))))];
  const events = await documentsById<LedgerEvent>(shop, ids);
  return [...events.values()]
    .flatMap(moneyLinesOf)
    .filter((line) => line.account === account)
    .sort((a, b) => inOrder(b.at, a.at) || inOrder(b.eventId, a.eventId))
    .slice(0, most)
    .map(({ eventId, at, day, kind, amount }) => ({ eventId, at, day, kind, amount }));
}
