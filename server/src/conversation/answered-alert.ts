import { messageOfDelivery, parseMessageId } from '@digiboost/domain/alerts';
import { type AlertEvent, type AlertEventId, acknowledgementOf, type Order } from '@digiboost/domain/documents';
import { onOrder } from '@digiboost/domain/purchase';
import type { Member } from '../accounts/require-user.ts';
import type { Database } from '../couch/client.ts';
import type { Deliveries } from '../notify/notify.ts';
import type { DeliveryDocument } from '../notify/outbox/delivery-document.ts';
import { mergedDocuments } from '../shop/catalogue.ts';
import { acknowledgementsOf, documentsById } from '../shop/shop-reading.ts';

/** The alert that somebody answers: the open events that one message told them, and on whose behalf they answer. */
export interface AnsweredAlert {
  readonly shop: Database;
  readonly user: Member;
  readonly events: readonly AlertEvent[];
}

/** Messages to a number among which the answered one is looked for. */
const LOOKED_AT = 50;
const WRITERS: readonly string[] = ['admin', 'user'];

/** What an answer asks: to acknowledge the alert, or to order what it is about. */
export type Answer = 'acknowledge' | 'order';

/**
 * The alert that a message from `number` answers: the one that it quotes, else the last one sent to that number with
 * open events that the answer still changes something about. Who has seen an alert may order afterwards; who orders
 * what has been ordered already means the alert before, or if there is none, that one. The shop is that of the alert;
 * only one of its users may answer for it.
 */
export async function answeredAlert(
  number: string,
  repliedTo: string | undefined,
  members: readonly Member[],
  answer: Answer,
  parts: { readonly deliveries: Pick<Deliveries, 'sentTo'>; readonly shop: (tenantId: string) => Database },
): Promise<AnsweredAlert | null> {
  const told = (await parts.deliveries.sentTo(number, LOOKED_AT)).filter(({ delivery }) => delivery.eventId !== '');
  const quoted = told.filter(({ messageId }) => repliedTo !== undefined && messageId === repliedTo);
  const wanted = new Map<string, Promise<ReadonlySet<string>>>();
  let last: AnsweredAlert | null = null;
  for (const doc of quoted.length > 0 ? quoted : told) {
    const user = members.find((one) => one.tenantId === doc.delivery.tenantId && WRITERS.includes(one.role));
    if (!user) continue;
    const shop = parts.shop(user.tenantId);
    const { unseen, seen } = await openEvents(shop, doc);
    if (answer === 'acknowledge') {
      if (unseen.length > 0) return { shop, user, events: unseen };
      continue;
    }
    const alert = { shop, user, events: [...unseen, ...seen] };
    if (alert.events.length === 0) continue;
    if (unseen.length > 0) return alert;
    const ordered = wanted.get(user.tenantId) ?? orderedProducts(shop);
    wanted.set(user.tenantId, ordered);
    const known = await ordered;
    if (seen.some(({ productId }) => productId !== undefined && !known.has(productId))) return alert;
    last ??= alert;
  }
  return last;
}

/** The products that a draft names or that are on their way. */
async function orderedProducts(shop: Database): Promise<ReadonlySet<string>> {
  const orders = await mergedDocuments<Order>(shop, 'order');
  const drafted = orders.filter(({ status }) => status === 'DRAFT').flatMap(({ lines }) => lines);
  return new Set([...drafted.map(({ productId }) => productId), ...onOrder(orders).keys()]);
}

/** The events that a message told and that are open: those that somebody has acknowledged apart. */
async function openEvents(
  shop: Database,
  { delivery }: DeliveryDocument,
): Promise<{ readonly unseen: AlertEvent[]; readonly seen: AlertEvent[] }> {
  const first = await shop.get<AlertEvent>(delivery.eventId);
  if (!first) return { unseen: [], seen: [] };
  const key = parseMessageId(messageOfDelivery(delivery.id))?.key;
  const others = (key === undefined ? undefined : first.sent[key]?.others) ?? [];
  const told = await documentsById<AlertEvent>(
    shop,
    others.flatMap((reference) => parseMessageId(reference)?.eventId ?? []),
  );
  const open = [first, ...told.values()].filter(({ closedAt }) => !closedAt);
  const settled = await acknowledgementsOf(shop, open);
  const isSeen = ({ _id, acknowledgedAt }: AlertEvent): boolean => acknowledgedAt !== undefined || settled.has(_id);
  return { unseen: open.filter((event) => !isSeen(event)), seen: open.filter(isSeen) };
}

/** Notes that the user knows of the events; whoever was first stands. */
export async function acknowledge({ shop, user, events }: AnsweredAlert, at: string): Promise<void> {
  for (const { _id } of events) {
    await shop.put(acknowledgementOf(_id as AlertEventId, { at, by: user.id, deviceId: 'whatsapp' }));
  }
}
