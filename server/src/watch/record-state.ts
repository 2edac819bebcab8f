import { advance, messageOfDelivery, parseMessageId } from '@digiboost/domain/alerts';
import { type AlertEvent, revise } from '@digiboost/domain/documents';
import type { Delivery, OnState } from '../notify/delivery.ts';
import type { TenantStore } from '../tenants/tenant-store.ts';
import { watchAuthor } from './event-documents.ts';

const TRIES = 10;

/**
 * Writes what became of a delivery onto the events that it tells. Resolves once it is stored or nothing is left to write
 * to; rejects when the database is away or too busy, and is then told again.
 */
export const recordState =
  (tenants: Pick<TenantStore, 'shop'>): OnState =>
  async (delivery, state, reason, at) => {
    const lead = parseMessageId(messageOfDelivery(delivery.id));
    if (!lead) return;
    const event = await record(tenants, delivery, lead.eventId, lead.key, { state, at, reason });
    for (const other of event?.sent[lead.key]?.others ?? []) {
      const told = parseMessageId(other);
      if (told) await record(tenants, delivery, told.eventId, told.key, { state, at, reason });
    }
  };

type News = Parameters<typeof advance>[1];

async function record(
  tenants: Pick<TenantStore, 'shop'>,
  { tenantId, channel, recipient }: Delivery,
  eventId: string,
  key: string,
  news: { readonly state: News['state']; readonly at: string; readonly reason: string | undefined },
): Promise<AlertEvent | null> {
  const shop = tenants.shop(tenantId);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const event = await shop.get<AlertEvent>(eventId);
    if (!event) return null;
    const before = event.sent[key] ?? { channel, recipient, state: 'QUEUED', at: news.at };
    const { reason, ...plain } = news;
    const after = advance(before, { ...plain, ...(reason ? { reason } : {}) });
    if (after === event.sent[key]) return event;
    const revised = revise(event, { sent: { ...event.sent, [key]: after } }, watchAuthor(news.at));
    if ((await shop.put(revised)).ok) return revised;
  }
  throw new Error(`${eventId} is changed too often`);
}
