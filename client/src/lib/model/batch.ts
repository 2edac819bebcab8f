import {
  isReadable,
  type LedgerEvent,
  type Product,
  type ProductId,
  type ShopDocument,
} from '@digiboost/domain/documents';
import {
  addLots,
  addToDay,
  countsOf,
  type DayColumns,
  type DayTotals,
  daysOf,
  daysOfColumns,
  type Entry,
  entriesOf,
  type Lot,
  lotLinesOf,
  lotsOf,
  moneyLinesOf,
  ticketEffects,
  toColumns,
  uniteCounts,
} from '@digiboost/domain/ledger';
import { canonical } from '@digiboost/domain/shared/canonical';
import type { Day } from '@digiboost/domain/shared/day';
import type { Batch } from '../replica/projector.ts';
import { type CostReads, hadOtherPrice, touchesCost, withCosts } from './cost-ledger.ts';
import type { ModelStore } from './projection-store.ts';
import { isReplaying, type ProjectorMemory } from './projector-state.ts';
import {
  type ArchiveState,
  isCatalogDocument,
  isListedDocument,
  type LiveState,
  type ProductRecord,
} from './records.ts';
import { addToDays, byProduct, eventsOf, eventTime } from './snapshot.ts';
import { baseAfter, needsSnapshot, openRecord, withEntries } from './stock-ledger.ts';
import type { Changes } from './store-writes.ts';

/** What a batch of documents changes in the projections. */
export type BatchChanges = Required<
  Pick<Changes, 'products' | 'days' | 'productDays' | 'entries' | 'catalog' | 'documents' | 'money' | 'closings'>
> & {
  readonly live: LiveState;
  readonly archive: ArchiveState | null;
};

/** The part of the store that projecting a batch reads. */
export type BatchReads = Pick<ModelStore, 'held' | 'entriesOf' | 'moneyOf' | 'entriesAfter' | 'productDays'> &
  CostReads;

/** What `batch` changes, each event counted once however often it comes. Nothing is stored. */
export async function projectBatch(memory: ProjectorMemory, batch: Batch, reads: BatchReads): Promise<BatchChanges> {
  const { archive, live } = memory;
  const cutoff = archive?.cutoff ?? '';
  const replaying = isReplaying(memory);
  const late = new Set(archive?.late);
  // A replay meets again the old events that the snapshot already counts; only the late ones come on top of it.
  const docs = batch.docs.filter(isReadable);
  const candidates = eventsOf(docs).filter((event) => !replaying || eventTime(event) >= cutoff || late.has(event._id));
  const held = candidates.length > 0 ? await reads.held(candidates.map((event) => event._id)) : new Set<string>();
  const fresh = candidates.filter((event) => !held.has(event._id));
  const entries = fresh.flatMap(entriesOf);

  const days = new Map<Day, DayTotals>();
  for (const effect of fresh.flatMap(ticketEffects)) {
    const before = days.get(effect.day) ?? memory.days.get(effect.day);
    if (before) days.set(effect.day, before);
    addToDays(days, effect);
  }

  const stock = await projectStock(memory, entries, lotsOf(fresh.flatMap(lotLinesOf)), cutoff, reads);
  const catalog = [];
  const documents = [];
  for (const doc of docs) {
    if (doc.type === 'product') {
      const record = stock.products.get(doc._id) ?? memory.products.get(doc._id) ?? openRecord(doc._id);
      stock.products.set(doc._id, { ...record, product: doc });
      // What was received without a word about its cost came at the price of the product.
      const isCosted = record.receivedAt !== '' || hadOtherPrice(doc);
      if (isCosted && !hasSamePrices(doc, record.product)) stock.recost.add(doc._id);
    } else if (isCatalogDocument(doc)) catalog.push(doc);
    else if (isListedDocument(doc)) documents.push(doc);
  }

  // Another phone's void of the same old sale has the same id, and the snapshot may count the first one.
  // And of an old closing it is not known what came after it.
  const doubtful = fresh.some(
    (event) => (event.type === 'void' || event.type === 'closing') && eventTime(event) < cutoff,
  );
  const isRewritten = batch.docs.some(isSetAside) || (await sayOtherwise(candidates, held, reads));
  for (const event of fresh) if (eventTime(event) < cutoff) late.add(event._id);
  const localSeq = Math.max(batch.localSeq, live.localSeq);
  const productDays = await projectActivity(entries, reads);
  await projectCosts(memory, stock, productDays, reads);
  return {
    live: { localSeq, snapshotNeeded: live.snapshotNeeded || stock.snapshotNeeded || doubtful || isRewritten },
    archive: archive && { ...archive, cutoff, seenSeq: Math.max(archive.seenSeq, localSeq), late: [...late] },
    products: [...stock.products.values()],
    days: [...days.values()],
    productDays,
    entries,
    catalog,
    documents,
    money: fresh.flatMap(moneyLinesOf),
    closings: fresh.filter((event) => event.type === 'closing'),
  };
}

const isSetAside = (doc: ShopDocument): boolean => 'setAside' in doc && doc.setAside !== undefined;

/**
 * Whether one of the `held` events comes again and says something else: the server holds two versions of it, and this
 * phone had counted the one that does not stand. Only the server's figures tell then.
 */
async function sayOtherwise(events: readonly LedgerEvent[], held: ReadonlySet<string>, reads: BatchReads) {
  const again = events.filter(({ _id }) => held.has(_id));
  if (again.length === 0) return false;
  const ids = again.map(({ _id }) => _id);
  const [entries, money] = await Promise.all([reads.entriesOf(ids), reads.moneyOf(ids)]);
  const said = (lines: readonly { eventId: string; line: number }[]) =>
    lines
      .map((line) => canonical(line))
      .sort()
      .join();
  return said(entries) !== said(again.flatMap(entriesOf)) || said(money) !== said(again.flatMap(moneyLinesOf));
}

async function projectStock(
  memory: ProjectorMemory,
  entries: Entry[],
  lots: ReadonlyMap<ProductId, readonly Lot[]>,
  cutoff: string,
  reads: BatchReads,
) {
  const products = new Map<ProductId, ProductRecord>();
  const recost = new Set<ProductId>();
  let snapshotNeeded = false;
  for (const [id, own] of byProduct(entries)) {
    const record = memory.products.get(id) ?? openRecord(id);
    if (touchesCost(record, own)) recost.add(id);
    snapshotNeeded ||= needsSnapshot(own, cutoff);
    const base = baseAfter(own, record.base, cutoff);
    const laterHeld = base === record.base ? [] : await reads.entriesAfter(id, base.at);
    const dated = addLots(record.lots, lots.get(id) ?? []);
    products.set(id, { ...withEntries(record, own, base, laterHeld), lots: dated });
  }
  return { products, recost, snapshotNeeded };
}

async function projectActivity(entries: Entry[], reads: BatchReads) {
  const added = [...daysOf(entries)];
  if (added.length === 0) return [];
  const before = await reads.productDays(added.map(([id]) => id));
  const counts = countsOf(entries);
  return added.map(([id, own], index) => {
    const days = daysOfColumns(before[index]);
    for (const row of own.values()) addToDay(days, row);
    return toColumns(id, days, uniteCounts(before[index]?.counts ?? [], counts.get(id) ?? []));
  });
}

/** Reckons the costs of the products for which they may be others. */
async function projectCosts(
  { archive }: ProjectorMemory,
  { products, recost }: { readonly products: Map<ProductId, ProductRecord>; readonly recost: ReadonlySet<ProductId> },
  changed: readonly DayColumns[],
  reads: BatchReads,
): Promise<void> {
  if (recost.size === 0) return;
  const columns = new Map(changed.map((own) => [own.id, own]));
  const others = [...recost].filter((id) => !columns.has(id));
  const stored = await reads.productDays(others);
  for (const own of stored) if (own) columns.set(own.id, own);
  const wanted = [...recost].flatMap((id) => products.get(id) ?? []);
  const asked = wanted.map((record) => ({ record, held: columns.get(record.id) }));
  for (const record of await withCosts(asked, archive?.isPartial === true, reads)) products.set(record.id, record);
}

const pricesOf = ({ purchasePrice, formerPurchasePrices = [] }: Product): string =>
  JSON.stringify([purchasePrice, formerPurchasePrices]);
const hasSamePrices = (a: Product, b: Product | null): boolean => b !== null && pricesOf(a) === pricesOf(b);
