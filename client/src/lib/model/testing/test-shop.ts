import {
  isLedgerEvent,
  type LedgerEvent,
  type Product,
  type ProductId,
  purchasePriceOn,
  type ShopDocument,
} from '@digiboost/domain/documents';
import { overview, shelfLine } from '@digiboost/domain/kpis';
import {
  addTicket,
  type Balance,
  balancesOf,
  costing,
  countsOf,
  type DayRow,
  type DayTotals,
  daysOf,
  type Entry,
  entriesOf,
  isKnownBy,
  type Lot,
  lotLinesOf,
  lotsOf,
  moneyLinesOf,
  stockOnHand,
  sumOf,
  ticketEffects,
  tillsOf,
  toDayValues,
  toldOf,
} from '@digiboost/domain/ledger';
import { type Day, dayOfNumber, type Instant } from '@digiboost/domain/shared/day';
import { toMilli } from '@digiboost/domain/shared/quantity';
import type { ArchivePage, Snapshot } from '../../replica/projector.ts';
import { eventTime } from '../snapshot.ts';

/** A server for the model's tests, and the reference: the domain applied to all documents at once. */

const unique = (events: readonly LedgerEvent[]): LedgerEvent[] => [
  ...new Map(events.map((event) => [event._id, event])).values(),
];

function totalsOf(events: readonly LedgerEvent[]): Map<Day, DayTotals> {
  const days = new Map<Day, DayTotals>();
  for (const effect of unique(events).flatMap(ticketEffects)) {
    days.set(effect.day, addTicket(days.get(effect.day), effect));
  }
  return days;
}

/** What the server answers that knows `docs`. */
export function serverSnapshot(docs: readonly ShopDocument[], cutoff: Instant): Omit<Snapshot, 'unsent' | 'localSeq'> {
  const events = unique(docs.filter(isLedgerEvent));
  const countedAt = new Map<ProductId, Instant>();
  for (const event of events) {
    if (event.type !== 'count') continue;
    if (event.at > (countedAt.get(event.productId) ?? '')) countedAt.set(event.productId, event.at);
  }
  return {
    docs: docs.filter((doc) => !isLedgerEvent(doc) || eventTime(doc) >= cutoff),
    onHand: stockOnHand(events.flatMap(entriesOf)),
    countedAt,
    told: toldOf(events.flatMap(entriesOf)),
    lots: lotsOf(events.flatMap(lotLinesOf)),
    tickets: events.flatMap(ticketEffects),
    money: accountsOf(events),
    cutoff,
  };
}

const closingsIn = (events: readonly LedgerEvent[]) => events.filter((event) => event.type === 'closing');

/** What the server's views tell of the money: every till and account, also of nothing, with the debts as made. */
function accountsOf(events: readonly LedgerEvent[]): Snapshot['money'] {
  const lines = events.flatMap(moneyLinesOf);
  return {
    till: tillsOf(closingsIn(events), lines),
    balances: [...balancesOf(lines).values()].map(({ account, amount }) => ({
      account,
      amount,
      debts: lines.filter((line) => line.isDebt && line.account === account),
    })),
  };
}

/** The till and the balances that come to something, from all events at once. */
function moneyOf(events: readonly LedgerEvent[]) {
  const lines = events.flatMap(moneyLinesOf);
  return {
    till: tillsOf(closingsIn(events), lines).filter(({ base, expected }) => base || expected !== 0),
    balances: sortedBalances([...balancesOf(lines).values()]),
  };
}

/** What came with a date, of the products of which anything did. */
export const lotsByProduct = (lots: ReadonlyMap<ProductId, readonly Lot[]>) =>
  Object.fromEntries([...lots].filter(([, own]) => own.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));

export const sortedBalances = (balances: readonly Balance[]): Balance[] =>
  balances.filter(({ amount }) => amount !== 0).sort((a, b) => (a.account < b.account ? -1 : 1));

const activityTotals = (entries: readonly Entry[]): DayRow[] =>
  [...daysOf(entries).values()].flatMap((days) => [...days.values()]);

export const serverPage = (
  docs: readonly ShopDocument[],
  from: Day,
  to: Day,
  notOnServer: ReadonlySet<string>,
): ArchivePage => ({
  from,
  to,
  activity: activityTotals(unique(docs.filter(isLedgerEvent)).flatMap(entriesOf))
    .map((row) => ({ day: dayOfNumber(row.day), productId: row.productId, at: row.at, activity: toDayValues(row) }))
    .filter(({ day }) => day >= from && day <= to),
  counts: countsOf(
    unique(docs.filter(isLedgerEvent))
      .flatMap(entriesOf)
      .filter(({ day }) => day >= from && day <= to),
  ),
  notOnServer,
  last: true,
});

/** The figures that the domain computes from all documents at once. */
export function reference(docs: readonly ShopDocument[], today: Day) {
  const events = unique(docs.filter(isLedgerEvent));
  const entries = events.flatMap(entriesOf);
  const onHand = stockOnHand(entries);
  const products = [...new Map(docs.flatMap((doc) => (doc.type === 'product' ? [[doc._id, doc]] : []))).values()];
  const days = [...totalsOf(events).values()];
  const told = toldOf(entries);
  const [rows, counts] = [daysOf(entries), countsOf(entries)];
  const costOf = (product: Product): number =>
    costing({ days: rows.get(product._id)?.values() ?? [], counts: counts.get(product._id) ?? [] }, (day) =>
      purchasePriceOn(product, day),
    ).unitCost;
  const lines = products.map((product) =>
    shelfLine(
      { product, onHandMilli: toMilli(onHand.get(product._id) ?? 0), isKnown: isKnownBy(told.get(product._id)) },
      costOf(product),
    ),
  );
  return {
    onHand: Object.fromEntries(lines.map((line) => [line.product._id, line.onHand])),
    unitCosts: Object.fromEntries(lines.map(({ product, unitCost }) => [product._id, unitCost])),
    known: Object.fromEntries(lines.map(({ product }) => [product._id, isKnownBy(told.get(product._id))])),
    lots: lotsByProduct(lotsOf(events.flatMap(lotLinesOf))),
    days: byDay(days),
    overview: overview(lines, days, today),
    activity: sortedActivity(activityTotals(entries)),
    money: moneyOf(events),
  };
}

/** Days on which something remains, oldest first: a day of which every ticket was voided says nothing. */
export const byDay = (days: readonly DayTotals[]): DayTotals[] =>
  days
    .filter(
      ({ revenue, tickets, missedRevenue, missedTickets }) => revenue || tickets || missedRevenue || missedTickets,
    )
    .sort((a, b) => (a.day < b.day ? -1 : 1));

/** What each day of each product was, however many parts of it were held. */
export function sortedActivity(lines: readonly DayRow[]): DayRow[] {
  const days = new Map<string, DayRow>();
  for (const row of lines) {
    const key = `${row.day} ${row.productId}`;
    const before = days.get(key);
    days.set(key, before ? sumOf(before, row) : { ...row, at: 0 });
  }
  return [...days.values()]
    .filter((row) => toDayValues(row).some((value) => value !== 0))
    .sort((a, b) => a.day - b.day || (a.productId < b.productId ? -1 : 1));
}
