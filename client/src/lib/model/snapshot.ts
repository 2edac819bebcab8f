import {
  type Closing,
  isLedgerEvent,
  isReadable,
  type LedgerEvent,
  type ProductId,
  type ShopDocument,
} from '@digiboost/domain/documents';
import {
  type Accounts,
  addLots,
  addTicket,
  countsOf,
  type DayColumns,
  type DayTotals,
  daysOf,
  type Entry,
  entriesOf,
  lotLinesOf,
  lotsOf,
  type MoneyLine,
  moneyLinesOf,
  type TicketEffect,
  ticketEffects,
  tillPart,
  toColumns,
} from '@digiboost/domain/ledger';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import { toMilli } from '@digiboost/domain/shared/quantity';
import type { Snapshot } from '../replica/projector.ts';
import { withCost } from './cost-ledger.ts';
import {
  type CatalogDocument,
  isCatalogDocument,
  isListedDocument,
  type ListedDocument,
  type Opening,
  type ProductRecord,
} from './records.ts';
import { baseAfter, needsSnapshot, openRecord, withEntries } from './stock-ledger.ts';

/** The projections that a snapshot of the server gives, and the archive on which they stand. */
export interface SnapshotProjection {
  readonly products: Map<ProductId, ProductRecord>;
  readonly openings: Opening[];
  readonly days: Map<Day, DayTotals>;
  readonly openingDays: DayTotals[];
  readonly catalog: CatalogDocument[];
  readonly documents: ListedDocument[];
  readonly entries: Entry[];
  readonly money: MoneyLine[];
  readonly closings: Closing[];
  readonly moneyBefore: Accounts;
  readonly productDays: DayColumns[];
  readonly late: string[];
  readonly snapshotNeeded: boolean;
}

/** The instant at which an event counts: a void counts at the time of what it voids. */
export const eventTime = (event: LedgerEvent): Instant => (event.type === 'void' ? event.original.at : event.at);

/** The opposite of an effect on tickets. */
export const negated = (effect: TicketEffect): TicketEffect => ({
  ...effect,
  tickets: 0 - effect.tickets,
  amount: 0 - effect.amount,
});

/** Adds `effect` to the totals of its day. */
export function addToDays(days: Map<Day, DayTotals>, effect: TicketEffect): void {
  days.set(effect.day, addTicket(days.get(effect.day), effect));
}

/** `entries` by product. */
export function byProduct(entries: Iterable<Entry>): Map<ProductId, Entry[]> {
  const groups = new Map<ProductId, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.productId);
    if (group) group.push(entry);
    else groups.set(entry.productId, [entry]);
  }
  return groups;
}

/** The events among `docs`, each id once. */
export function eventsOf(docs: readonly ShopDocument[]): LedgerEvent[] {
  const events = new Map<string, LedgerEvent>();
  for (const doc of docs) if (isLedgerEvent(doc) && !events.has(doc._id)) events.set(doc._id, doc);
  return [...events.values()];
}

/** The activity of `entries`, product by product. */
function columnsOf(entries: readonly Entry[]): DayColumns[] {
  const counts = countsOf(entries);
  return [...daysOf(entries)].map(([id, days]) => toColumns(id, days, counts.get(id)));
}

/** Projects a whole snapshot in memory. */
export function projectSnapshot(snapshot: Omit<Snapshot, 'localSeq'>): SnapshotProjection {
  const { onHand, countedAt, tickets, lots, cutoff } = snapshot;
  const [docs, unsent] = [snapshot.docs.filter(isReadable), snapshot.unsent.filter(isReadable)];
  const own = eventsOf(unsent);
  const ownIds = new Set(own.map((event) => event._id));
  // What this phone holds of the window may include what the server has not counted.
  const sent = eventsOf(docs).filter((event) => !ownIds.has(event._id));
  const sentEntries = sent.flatMap(entriesOf);
  const ownEntries = own.flatMap(entriesOf);

  const openingDays = new Map<Day, DayTotals>();
  const days = new Map<Day, DayTotals>();
  for (const total of tickets) {
    addToDays(days, total);
    addToDays(openingDays, total);
  }
  for (const effect of sent.flatMap(ticketEffects)) addToDays(openingDays, negated(effect));
  for (const effect of own.flatMap(ticketEffects)) addToDays(days, effect);

  const catalog = new Map<string, CatalogDocument>();
  const listed = new Map<string, ListedDocument>();
  const documents = new Map<ProductId, ProductRecord['product']>();
  for (const doc of [...docs, ...unsent]) {
    if (doc.type === 'product') documents.set(doc._id, doc);
    else if (isCatalogDocument(doc)) catalog.set(doc._id, doc);
    else if (isListedDocument(doc)) listed.set(doc._id, doc);
  }

  const productDays = columnsOf([...sentEntries, ...ownEntries]);
  const columns = new Map(productDays.map((own) => [own.id, own]));
  const sentByProduct = byProduct(sentEntries);
  const ownByProduct = byProduct(ownEntries);
  const products = new Map<ProductId, ProductRecord>();
  const openings: Opening[] = [];
  let snapshotNeeded = false;
  const [sentLots, ownLots] = [lotsOf(sent.flatMap(lotLinesOf)), lotsOf(own.flatMap(lotLinesOf))];
  const ids = [documents, onHand, countedAt, sentByProduct, ownByProduct].flatMap((map) => [...map.keys()]);
  for (const id of new Set(ids)) {
    const held = sentByProduct.get(id) ?? [];
    const at = countedAt.get(id) ?? '';
    let milli = toMilli(onHand.get(id) ?? 0);
    let told = snapshot.told.get(id) ?? 0;
    for (const entry of held) {
      if (entry.at > at) milli -= entry.delta;
      told -= entry.told;
    }
    const opening = { id, at, milli, told, lots: addLots(lots.get(id) ?? [], sentLots.get(id) ?? [], -1) };
    openings.push(opening);
    const record = openRecord(id, opening);
    const entries = [...held, ...(ownByProduct.get(id) ?? [])];
    snapshotNeeded ||= needsSnapshot(entries, cutoff);
    const projected = {
      ...withEntries(record, entries, baseAfter(entries, record.base, cutoff), []),
      product: documents.get(id) ?? null,
      lots: addLots(lots.get(id) ?? [], ownLots.get(id) ?? []),
    };
    products.set(id, withCost(projected, { held: columns.get(id), archived: undefined, opening }));
  }
  return {
    products,
    openings,
    days,
    openingDays: [...openingDays.values()],
    catalog: [...catalog.values()],
    documents: [...listed.values()],
    entries: [...sentEntries, ...ownEntries],
    money: [...sent, ...own].flatMap(moneyLinesOf),
    closings: [...sent, ...own].filter((event) => event.type === 'closing'),
    moneyBefore: moneyBefore(snapshot.money, sent.flatMap(moneyLinesOf), cutoff),
    productDays,
    snapshotNeeded,
    late: own.filter((event) => eventTime(event) < cutoff).map((event) => event._id),
  };
}

/** The money without the lines that are `held`: what their sums start from, with the debts of before the window. */
function moneyBefore({ till, balances }: Accounts, held: readonly MoneyLine[], cutoff: Instant): Accounts {
  const own = new Map<string, number>();
  for (const { account, amount } of held) own.set(account, (own.get(account) ?? 0) + amount);
  return {
    till: till.map((part) => {
      const since = tillPart(part, part.base && { ...part.base, left: 0 }, held);
      return { ...part, expected: part.expected - since.expected };
    }),
    balances: balances
      .map(({ account, amount, debts }) => ({
        account,
        amount: amount - (own.get(account) ?? 0),
        debts: debts.filter(({ at }) => at < cutoff),
      }))
      .filter(({ amount, debts }) => amount !== 0 || debts.length > 0),
  };
}
