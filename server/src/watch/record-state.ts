import { advance, messageOfDelivery, parseMessageId } from '@digiboost/domain/alerts';
import { type AlertEvent, revise } from '@digiboost/domain/documents';
import { fail, ok } from '@digiboost/domain/shared/result';
import type { TenantStore } from '../accounts/tenant-store.ts';
import { type Database, retryConflicts } from '../couch/client.ts';
import { oneByOne } from '../couch/one-by-one.ts';
import type { Delivery, OnState } from '../notify/delivery.ts';
import { recordRunState } from '../reports/report-runs.ts';
import { documentsById } from '../shop/shop-reading.ts';
import { watchAuthor } from './event-documents.ts';
import { writeEvents } from './write-documents.ts';

type News = Parameters<typeof advance>[1];

/**
 * Writes what became of a delivery onto the events that it tells, or the run whose file it brings. Resolves once it is
 * stored or nothing is left to write to; rejects when the database is away or too busy, and is then told again. One
 * shop's news are written one after the other: the messages to several people tell the same events.
 */
export function recordState(tenants: Pick<TenantStore, 'shop'>): OnState {
  const inTurn = oneByOne();
  const onReport = recordRunState(tenants);
  return (delivery, state, reason, at) => {
    if (delivery.alertType === 'REPORT') return onReport(delivery, state, reason, at);
    const { tenantId } = delivery;
    const news: News = { state, at, ...(reason ? { reason } : {}) };
    return inTurn(tenantId, () => record(tenants.shop(tenantId), delivery, news));
  };
}

async function record(shop: Database, delivery: Delivery, news: News): Promise<void> {
  const lead = parseMessageId(messageOfDelivery(delivery.id));
  const event = lead && (await shop.get<AlertEvent>(lead.eventId));
  if (!event) return;
  const others = (event.sent[lead.key]?.others ?? []).flatMap((other) => parseMessageId(other) ?? []);
  const keys = new Map([lead, ...others].map(({ eventId, key }) => [eventId as string, key]));
  let left: Iterable<string> = keys.keys();
  const recorded = await retryConflicts<void, never>(async () => {
    const events = await documentsById<AlertEvent>(shop, [...left]);
    const changed = [...events.values()].flatMap((one) => {
      const key = keys.get(one._id) ?? '';
      const { channel, recipient } = delivery;
      const before = one.sent[key] ?? { channel, recipient, state: 'QUEUED', at: news.at };
      const after = advance(before, news);
      if (after === one.sent[key]) return [];
      return [revise(one, { sent: { ...one.sent, [key]: after } }, watchAuthor(news.at))];
    });
    const { contended } = await writeEvents(shop, changed);
    left = contended;
    return contended.size === 0 ? ok(undefined) : fail('conflict');
  });
  if (!recorded.ok) throw new Error(`${event._id} is changed too often`);
}
