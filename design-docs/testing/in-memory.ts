import type { ShopDocument } from '@digiboost/domain/documents';
import { map as eventsByTime } from '../src/alerts/events_by_time.ts';
import { map as openEventsByAlert } from '../src/alerts/open_events_by_alert.ts';
import { map as queuedEventsByTime } from '../src/alerts/queued_events_by_time.ts';
import { map as recordsByDevice } from '../src/devices/records_by_device.ts';
import { map as forkedEventsByType } from '../src/integrity/forked_events_by_type.ts';
import { map as uncountedEventsByType } from '../src/integrity/uncounted_events_by_type.ts';
import { map as receivedByProductAndExpiry } from '../src/lots/received_by_product_and_expiry.ts';
import { map as messagesBySubjectAndTime } from '../src/messages/messages_by_subject_and_time.ts';
import { map as amountsByAccountAndTime } from '../src/money/amounts_by_account_and_time.ts';
import { map as closingsByMethodAndTime } from '../src/money/closings_by_method_and_time.ts';
import { map as activityByDayAndProduct } from '../src/sales/activity_by_day_and_product.ts';
import { map as ticketsByDayAndSettlement } from '../src/sales/tickets_by_day_and_settlement.ts';
import { map as countsByProductAndTime } from '../src/stock/counts_by_product_and_time.ts';
import { map as lastCountByProduct } from '../src/stock/last_count_by_product.ts';
import { map as stockByProduct } from '../src/stock/stock_by_product.ts';
import { map as toldByProduct } from '../src/stock/told_by_product.ts';
import type { AskView, Reduce, View, ViewAnswer, ViewQuery, ViewRow } from '../src/view.ts';

/** A map by the name of its view: gives the rows that it emits for one document. */
export type RunMap = (view: View, doc: ShopDocument) => { key: unknown; value: unknown }[];

type PlainMap = (doc: ShopDocument, emit: (key: unknown, value: unknown) => void) => void;
const PLAIN: Readonly<Record<string, PlainMap>> = {
  'stock/stock_by_product': stockByProduct,
  'stock/last_count_by_product': lastCountByProduct,
  'stock/counts_by_product_and_time': countsByProductAndTime,
  'stock/told_by_product': toldByProduct,
  'sales/activity_by_day_and_product': activityByDayAndProduct,
  'sales/tickets_by_day_and_settlement': ticketsByDayAndSettlement,
  'lots/received_by_product_and_expiry': receivedByProductAndExpiry,
  'money/amounts_by_account_and_time': amountsByAccountAndTime,
  'money/closings_by_method_and_time': closingsByMethodAndTime,
  'alerts/open_events_by_alert': openEventsByAlert,
  'alerts/events_by_time': eventsByTime,
  'alerts/queued_events_by_time': queuedEventsByTime,
  'messages/messages_by_subject_and_time': messagesBySubjectAndTime,
  'devices/records_by_device': recordsByDevice,
  'integrity/forked_events_by_type': forkedEventsByType,
  'integrity/uncounted_events_by_type': uncountedEventsByType,
};

/** Runs the map functions as they are written. What they emit is JSON to a database, where -0 is 0. */
export const plainMap: RunMap = (view, doc) => {
  const map = PLAIN[`${view.ddoc}/${view.name}`];
  if (!map) throw new Error(`${view.ddoc}/${view.name} is not listed in testing/in-memory.ts`);
  const rows: { key: unknown; value: unknown }[] = [];
  map(doc, (key, value) => rows.push({ key, value }));
  return JSON.parse(JSON.stringify(rows));
};

/** CouchDB's views over `docs`, as far as our own queries need them. */
export const inMemory =
  (docs: readonly ShopDocument[], run: RunMap): AskView =>
  async <Key, Value>(view: View<Key, Value>, queries: readonly ViewQuery[]) => {
    const rows = docs
      .flatMap((doc) => run(view, doc).map((row) => ({ id: doc._id as string, ...row })))
      .sort((a, b) => collate(a.key, b.key) || collate(a.id, b.id));
    return queries.map((query) => ({ rows: answer(rows, query, view.reduce) }) as ViewAnswer<Key, Value>);
  };

function answer(all: readonly ViewRow[], query: ViewQuery, reduce: Reduce | undefined): ViewRow[] {
  const [startkey, endkey] = query.descending ? [query.endkey, query.startkey] : [query.startkey, query.endkey];
  const found = query.keys
    ? query.keys.flatMap((key) => all.filter((row) => collate(row.key, key) === 0))
    : all.filter(
        ({ key }) =>
          (startkey === undefined || collate(key, startkey) >= 0) &&
          (endkey === undefined || collate(key, endkey) <= 0),
      );
  const ordered = query.descending ? [...found].reverse() : found;
  const { skip = 0, limit = ordered.length } = query;
  const rows = ordered.slice(skip, skip + limit);
  if (!reduce || query.reduce === false) return rows;
  const groups = new Map<string, { key: unknown; values: unknown[] }>();
  for (const { key, value } of rows) {
    const grouped = query.group ? key : query.group_level ? (key as unknown[]).slice(0, query.group_level) : null;
    const group = groups.get(JSON.stringify(grouped)) ?? { key: grouped, values: [] };
    group.values.push(value);
    groups.set(JSON.stringify(grouped), group);
  }
  return [...groups.values()].map(({ key, values }) => ({ key, value: REDUCES[reduce](values) }));
}

const add = (a: unknown, b: unknown): unknown =>
  Array.isArray(a) && Array.isArray(b) ? a.map((value, index) => value + b[index]) : Number(a) + Number(b);

const REDUCES: Readonly<Record<Reduce, (values: unknown[]) => unknown>> = {
  _sum: (values) => values.reduce(add),
  _count: (values) => values.length,
  _stats: (values) => ({ count: values.length, max: Math.max(...values.map(Number)) }),
};

/** CouchDB's order for the keys that we use: numbers, strings, arrays, objects. */
function collate(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
      const order = collate(a[index], b[index]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (rankA !== rankB) return rankA - rankB;
  return a === b || rankA === 3 ? 0 : (a as string | number) < (b as string | number) ? -1 : 1;
}

const rankOf = (value: unknown): number =>
  typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : Array.isArray(value) ? 2 : 3;
