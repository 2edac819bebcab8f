import { isLedgerEvent, type LedgerEvent, type ProductId, type ShopDocument } from '@digiboost/domain/documents';
import {
  addTicket,
  type DayTotals,
  type Entry,
  entriesOf,
  lastCount,
  type StockBase,
  stockMilli,
  supersedes,
  ticketEffects,
} from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import { fromMilli, toMilli } from '@digiboost/domain/shared/quantity';
import type { ApplyOutcome, ArchivePage, Batch, Preview, Projector, ProjectorState, Snapshot } from '../projector.ts';

interface Held {
  readonly localSeq: number;
  readonly snapshot: Snapshot | null;
  readonly events: ReadonlyMap<string, LedgerEvent>;
  readonly docs: ReadonlyMap<string, ShopDocument>;
  /** Ids of the held events that the snapshot's figures count. */
  readonly counted: ReadonlySet<string>;
  readonly archive: ReadonlyMap<string, number>;
  readonly archived: boolean;
  /** A count came that is older than what is held in detail. */
  readonly stale: boolean;
}

const NOTHING: Held = {
  localSeq: 0,
  snapshot: null,
  events: new Map(),
  docs: new Map(),
  counted: new Set(),
  archive: new Map(),
  archived: false,
  stale: false,
};

/** A projector without a database: what it holds outlives a kill, as each method changes it at once or not at all. */
export class MemoryProjector implements Projector {
  held: Held = NOTHING;
  previews: Preview[] = [];
  snapshots = 0;
  /** Events that were given although they were held. */
  repeated = 0;

  async open(): Promise<ProjectorState> {
    return { localSeq: this.held.localSeq, populated: this.held.snapshot !== null };
  }

  async preview(preview: Preview): Promise<void> {
    this.previews.push(preview);
  }

  async bootstrap(snapshot: Snapshot): Promise<void> {
    this.snapshots += 1;
    const known = snapshot.docs.filter(isLedgerEvent);
    const all = [...snapshot.docs, ...snapshot.unsent];
    this.held = {
      localSeq: snapshot.localSeq,
      snapshot,
      events: new Map(all.filter(isLedgerEvent).map((event) => [event._id, event])),
      docs: new Map(all.filter((doc) => !isLedgerEvent(doc)).map((doc) => [doc._id, doc])),
      counted: new Set(known.map(({ _id }) => _id)),
      archive: new Map(),
      archived: false,
      stale: snapshot.unsent.some((doc) => isOldCount(doc, snapshot)),
    };
  }

  async apply({ docs, removed = [], localSeq }: Batch): Promise<ApplyOutcome> {
    const events = new Map(this.held.events);
    const papers = new Map(this.held.docs);
    let { stale } = this.held;
    for (const { _id } of removed) {
      events.delete(_id);
      papers.delete(_id);
    }
    for (const doc of docs) {
      if (!isLedgerEvent(doc)) papers.set(doc._id, doc);
      else if (events.has(doc._id)) this.repeated += 1;
      else {
        events.set(doc._id, doc);
        stale ||= isOldCount(doc, this.held.snapshot);
      }
    }
    this.held = { ...this.held, events, docs: papers, localSeq, stale };
    return stale ? 'snapshot-needed' : 'applied';
  }

  async archive({ from, to, activity, notOnServer, last }: ArchivePage): Promise<void> {
    const archive = new Map(this.held.archive);
    for (const key of archive.keys()) if (key.slice(0, 10) >= from && key.slice(0, 10) <= to) archive.delete(key);
    for (const { day, productId, activity: row } of activity) {
      const key = `${day} ${productId}`;
      archive.set(key, (archive.get(key) ?? 0) + row[0]);
    }
    for (const event of this.held.events.values()) {
      if (notOnServer.has(event._id)) continue;
      for (const { day, productId, delta } of entriesOf(event)) {
        const key = `${day} ${productId}`;
        if (day >= from && day <= to) archive.set(key, (archive.get(key) ?? 0) - delta);
      }
    }
    this.held = { ...this.held, archive, archived: last };
  }

  async close(): Promise<void> {}

  entries(): Entry[] {
    return [...this.held.events.values()].flatMap(entriesOf);
  }

  /** Stock on hand of every product with any history, in units. */
  stock(): Map<ProductId, number> {
    const byProduct = new Map<ProductId, Entry[]>();
    for (const entry of this.entries()) {
      const own = byProduct.get(entry.productId);
      if (own) own.push(entry);
      else byProduct.set(entry.productId, [entry]);
    }
    for (const product of this.held.snapshot?.onHand.keys() ?? []) {
      if (!byProduct.has(product)) byProduct.set(product, []);
    }
    return new Map([...byProduct].map(([product, entries]) => [product, fromMilli(this.#stockOf(product, entries))]));
  }

  /** Totals of every day, oldest first. */
  days(): DayTotals[] {
    const days = new Map<Day, DayTotals>();
    for (const total of this.held.snapshot?.tickets ?? []) days.set(total.day, addTicket(days.get(total.day), total));
    for (const event of this.held.events.values()) {
      if (this.held.counted.has(event._id)) continue;
      for (const effect of ticketEffects(event)) days.set(effect.day, addTicket(days.get(effect.day), effect));
    }
    return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /** Change of stock per day and product, from the archive and what is held; keys `day product`. */
  activity(): Map<string, number> {
    const sums = new Map(this.held.archive);
    for (const { day, productId, delta } of this.entries()) {
      const key = `${day} ${productId}`;
      sums.set(key, (sums.get(key) ?? 0) + delta);
    }
    return new Map([...sums].filter(([, delta]) => delta !== 0));
  }

  #stockOf(product: ProductId, entries: readonly Entry[]): number {
    const { snapshot, counted } = this.held;
    if (!snapshot) return stockMilli(entries);
    const at = snapshot.countedAt.get(product) ?? '';
    const inWindow = lastCount(entries.filter((entry) => entry.at >= snapshot.cutoff));
    let milli = toMilli(snapshot.onHand.get(product) ?? 0);
    for (const entry of entries) if (counted.has(entry.eventId) && entry.at > at) milli -= entry.delta;
    const base: StockBase = { at, eventId: '', milli };
    if (inWindow.eventId && supersedes(inWindow, base)) return stockMilli(entries);
    let stock = base.milli;
    for (const entry of entries) if (entry.at > at) stock += entry.delta;
    return stock;
  }
}

function isOldCount(doc: ShopDocument, snapshot: Snapshot | null): boolean {
  if (doc.type !== 'count' || !snapshot) return false;
  return doc.at < snapshot.cutoff && doc.at >= (snapshot.countedAt.get(doc.productId) ?? '');
}
