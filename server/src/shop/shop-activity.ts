import {
  type Activity,
  type AskView,
  activityByDayAndProduct,
  activityOfRows,
  addCounts,
  dayTotals,
  type OnHand,
  onHand,
  ticketsByDayAndSettlement,
} from '@digiboost/design-docs';
import { isLedgerEvent, type ProductId, type ShopDocument } from '@digiboost/domain/documents';
import { type DayRow, type DayTotals, entriesOf, foldRows, ticketEffects } from '@digiboost/domain/ledger';
import { type Day, dayOfNumber } from '@digiboost/domain/shared/day';
import type { Database } from '../couch/client.ts';
import { askViews } from './shop-views.ts';

/** More changes than this, or changes of more products, are read as a whole. */
const MOST_CHANGES = 2_000;
const MOST_PRODUCTS = 200;

/** What happened to each product, by day. */
export type ActivityByDay = ReadonlyMap<Day, Activity>;

/** A shop's activity as of a sequence of its database. */
export interface ShopActivity {
  readonly seq: string;
  readonly byDay: ActivityByDay;
  readonly totals: ReadonlyMap<Day, DayTotals>;
  readonly stock: ReadonlyMap<ProductId, OnHand>;
  /** The documents that changed since the one before; null when they are too many to tell. */
  readonly changed: readonly string[] | null;
  /** The only days and products whose activity may be another than before; null: any. */
  readonly touched: Touched | null;
}

/** Days and products that changes name. */
export interface Touched {
  readonly days: readonly Day[];
  readonly products: readonly ProductId[];
}

/**
 * The shop's activity as it is now: after `before`, only the days and products are read again that a changed document
 * touches.
 */
export async function shopActivity(shop: Database, before: ShopActivity | undefined): Promise<ShopActivity> {
  const ask = askViews(shop);
  // Read first: what is written during the reading is read again next time.
  const seq = await shop.updateSeq();
  if (before?.seq === seq) return { ...before, changed: [], touched: { days: [], products: [] } };
  const changes = before && numberOf(before.seq) <= numberOf(seq) ? await changesSince(shop, before.seq) : null;
  const changed = changes?.map(({ id }) => id) ?? null;
  const touched = changes && touchedBy(changes);
  if (!before || !touched) return { seq, changed, touched: null, ...(await readWhole(ask)) };
  const { days, products } = touched;
  const ofDays = days.map((day) => ({ startkey: [day], endkey: [day, {}] }));
  const [byDay, totals, stock] = await Promise.all([
    ofDays.length > 0 ? readDays(ask, ofDays) : new Map<Day, Activity>(),
    ofDays.length > 0 ? readTotals(ask, ofDays) : new Map<Day, DayTotals>(),
    products.length > 0 ? onHand(ask, products) : new Map<ProductId, OnHand>(),
  ]);
  return {
    seq,
    changed,
    touched,
    byDay: replaced(before.byDay, days, byDay),
    totals: replaced(before.totals, days, totals),
    stock: replaced(before.stock, products, stock),
  };
}

async function readWhole(ask: AskView): Promise<Pick<ShopActivity, 'byDay' | 'totals' | 'stock'>> {
  const [byDay, totals, stock] = await Promise.all([readDays(ask, [{}]), readTotals(ask, [{}]), onHand(ask)]);
  return { byDay, totals, stock };
}

/** `before` with what `read` says of `keys`: nothing of those that it does not name. */
function replaced<K, V>(before: ReadonlyMap<K, V>, keys: readonly K[], read: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  const now = new Map(before);
  for (const key of keys) {
    const value = read.get(key);
    if (value === undefined) now.delete(key);
    else now.set(key, value);
  }
  return now;
}

/** A sequence's place: CouchDB's has an opaque tail. */
const numberOf = (seq: string): number => Number.parseInt(seq, 10);

type Ranges = readonly { readonly startkey?: unknown; readonly endkey?: unknown }[];

async function readTotals(ask: AskView, ranges: Ranges): Promise<Map<Day, DayTotals>> {
  const answers = await ask(
    ticketsByDayAndSettlement,
    ranges.map((range) => ({ group: true, ...range })),
  );
  return new Map(dayTotals(answers.flatMap(({ rows }) => rows)).map((totals) => [totals.day, totals]));
}

async function readDays(ask: AskView, ranges: Ranges): Promise<Map<Day, Activity>> {
  const answers = await ask(
    activityByDayAndProduct,
    ranges.map((range) => ({ group: true, ...range })),
  );
  const byDay = new Map<Day, Activity>();
  const on = (number: number): Activity => {
    const day = dayOfNumber(number);
    const own = byDay.get(day) ?? { rows: [], counts: new Map() };
    byDay.set(day, own);
    return own;
  };
  for (const answer of answers) {
    const { rows, counts } = activityOfRows(answer.rows);
    for (const row of rows) on(row.day).rows.push(row);
    for (const [productId, points] of counts) {
      for (const point of points) addCounts(on(point.day).counts, productId, [point]);
    }
  }
  for (const [day, activity] of byDay) byDay.set(day, folded(activity));
  return byDay;
}

/** One day with as few rows as tell what was sold at which cost. */
function folded({ rows, counts }: Activity): Activity {
  const byProduct = new Map<ProductId, DayRow[]>();
  for (const row of rows) {
    const own = byProduct.get(row.productId);
    if (own) own.push(row);
    else byProduct.set(row.productId, [row]);
  }
  return { counts, rows: [...byProduct].flatMap(([id, own]) => foldRows(own, counts.get(id))) };
}

interface Change {
  readonly id: string;
  readonly deleted?: boolean;
  /** The revisions in which it stands. */
  readonly changes: readonly { readonly rev: string }[];
  readonly doc?: { readonly _id: string; readonly type?: undefined } | ShopDocument;
}

/** What changed since `seq`, or null when it is too much. */
async function changesSince(shop: Database, seq: string): Promise<Change[] | null> {
  const { results } = await shop.request<{ results: Change[] }>('get', '_changes', undefined, {
    since: seq,
    limit: MOST_CHANGES,
    style: 'all_docs',
    include_docs: true,
  });
  return results.length >= MOST_CHANGES ? null : results;
}

/**
 * The days and products whose figures changed, or null when they cannot be told: an event that is new touches what it
 * names, one that stands in another revision than its first may have touched something else before.
 */
function touchedBy(changes: readonly Change[]): Touched | null {
  const days = new Set<Day>();
  const products = new Set<ProductId>();
  for (const { id, deleted, changes: revisions, doc } of changes) {
    if (!EVENT.test(id)) continue;
    if (deleted || doc === undefined || revisions.length !== 1 || !revisions[0]?.rev.startsWith('1-')) return null;
    if (!isLedgerEvent(doc)) continue;
    for (const { day, productId } of entriesOf(doc)) {
      days.add(day);
      products.add(productId);
    }
    for (const { day } of ticketEffects(doc)) days.add(day);
  }
  return products.size > MOST_PRODUCTS ? null : { days: [...days], products: [...products] };
}

const EVENT = /^(?:sale|return|movement|count|void):/;
