import {
  type Activity,
  type AskView,
  activityByDayAndProduct,
  activityOfRows,
  addCounts,
} from '@digiboost/design-docs';
import type { ProductId } from '@digiboost/domain/documents';
import { parseTimedId } from '@digiboost/domain/documents/event-id';
import { type DayRow, foldRows } from '@digiboost/domain/ledger';
import { addDays, type Day, dayOfNumber } from '@digiboost/domain/shared/day';
import type { Database } from '../couch/client.ts';
import { askViews } from './shop-views.ts';

/** More changes than this are read as a whole. */
const MOST_CHANGES = 2_000;

/** What happened to each product, by day. */
export type ActivityByDay = ReadonlyMap<Day, Activity>;

/** A shop's activity as of a sequence of its database. */
export interface ShopActivity {
  readonly seq: string;
  readonly byDay: ActivityByDay;
  /** The documents that changed since the one before; null when they are too many to tell. */
  readonly changed: readonly string[] | null;
}

/**
 * The shop's activity as it is now: after `before`, only the days are read again that a changed document can touch. A
 * document's id tells its instant, and its business day is at most one day from it.
 */
export async function shopActivity(shop: Database, before: ShopActivity | undefined): Promise<ShopActivity> {
  const ask = askViews(shop);
  // Read first: what is written during the reading is read again next time.
  const seq = await shop.updateSeq();
  if (before?.seq === seq) return { ...before, changed: [] };
  const changed = before && numberOf(before.seq) <= numberOf(seq) ? await changesSince(shop, before.seq) : null;
  const days = changed && touchedDays(changed);
  if (!before || !days) return { seq, byDay: await readDays(ask, [{}]), changed };
  const byDay = new Map(before.byDay);
  for (const day of days) byDay.delete(day);
  const ranges = days.map((day) => ({ startkey: [day], endkey: [day, {}] }));
  for (const [day, activity] of ranges.length > 0 ? await readDays(ask, ranges) : []) byDay.set(day, activity);
  return { seq, byDay, changed };
}

/** A sequence's place: CouchDB's has an opaque tail. */
const numberOf = (seq: string): number => Number.parseInt(seq, 10);

async function readDays(ask: AskView, ranges: readonly { startkey?: unknown; endkey?: unknown }[]) {
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

/** The documents that changed since `seq`, or null when they are too many. */
async function changesSince(shop: Database, seq: string): Promise<string[] | null> {
  const { results } = await shop.request<{ results: { readonly id: string }[] }>('get', '_changes', undefined, {
    since: seq,
    limit: MOST_CHANGES,
  });
  return results.length >= MOST_CHANGES ? null : results.map(({ id }) => id);
}

/** The days that changed documents may touch, or null when they cannot be told. */
function touchedDays(changed: readonly string[]): Day[] | null {
  const days = new Set<Day>();
  for (const id of changed) {
    const event = id.startsWith('void:') ? id.slice('void:'.length) : id;
    if (!/^(?:sale|return|movement|count):/.test(event)) continue;
    const at = parseTimedId(event)?.at.slice(0, 10);
    if (at === undefined) return null;
    for (const shift of [-1, 0, 1]) days.add(addDays(at, shift));
  }
  return [...days];
}
