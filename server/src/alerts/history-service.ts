import { type EventsByTimeValue, eventsByTime } from '@digiboost/design-docs';
import type { AlertEvent, AlertType } from '@digiboost/domain/documents';
import type { Database } from '../couch/client.ts';
import { documentsById } from '../shop/shop-reading.ts';
import { askViews } from '../shop/shop-views.ts';
import type { HistoryQuery } from './alert-input.ts';

const PAGE = 500;

/** A page of a shop's history of alerts, newest first; `next` continues it, null at its end. */
export interface HistoryPage {
  readonly events: readonly AlertEvent[];
  readonly next: string | null;
}

/**
 * What happened to a shop's alerts of the types that are told, filtered on the view's rows and read in pages, so that
 * its length does not matter.
 */
export async function alertHistory(
  shop: Database,
  query: HistoryQuery,
  isTold: (type: AlertType) => boolean,
): Promise<HistoryPage> {
  const ask = askViews(shop);
  const { limit, from, to, after } = query;
  const [afterTime, afterId] = after?.split('|') ?? [];
  let startkey = afterTime ?? (to === undefined ? '\ufff0' : `${to}\ufff0`);
  let beyond = afterId;
  const found: { id: string; key: string }[] = [];
  // The page before may have ended where the days that are asked for begin: the database refuses such a range.
  while (startkey >= (from ?? '')) {
    const [answer] = await ask(eventsByTime, [{ descending: true, startkey, endkey: from ?? '', limit: PAGE }]);
    const rows = (answer?.rows ?? []).map(({ id = '', key, value }) => ({ id, key, value }));
    // Rows of one instant come by id, from the last down.
    const fresh = rows.filter(({ id, key }) => key !== startkey || beyond === undefined || id < beyond);
    for (const { id, key, value } of fresh) if (isTold(value[1]) && matches(query, value)) found.push({ id, key });
    const last = rows.at(-1);
    if (found.length > limit || rows.length < PAGE || !last || fresh.length === 0) break;
    startkey = last.key;
    beyond = last.id;
  }
  const page = found.slice(0, limit);
  const docs = await documentsById<AlertEvent>(
    shop,
    page.map(({ id }) => id),
  );
  const end = page.at(-1);
  return {
    events: page.flatMap(({ id }) => docs.get(id) ?? []),
    next: found.length > limit && end ? `${end.key}|${end.id}` : null,
  };
}

function matches(query: HistoryQuery, [alert, type, severity, subject, open]: EventsByTimeValue): boolean {
  const { state, alertType, alertId, productId } = query;
  return (
    (state === undefined || (state === 'open') === (open === 1)) &&
    (alertType === undefined || alertType === type) &&
    (query.severity === undefined || query.severity === severity) &&
    (alertId === undefined || alertId === alert) &&
    (productId === undefined || productId === subject)
  );
}
