import { type AskView, toldSince } from '@digiboost/design-docs';
import {
  type DueMessage,
  type Dues,
  dueMessages,
  judgedAlerts,
  marksOf,
  type Person,
  type ToldEarlier,
  unnamed,
} from '@digiboost/domain/alerts';
import { type Alert, type AlertEvent, revise, type Sent } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Logger } from 'pino';
import type { Services } from '../accounts/services.ts';
import { CouchError } from '../couch/couch-error.ts';
import type { Delivery } from '../notify/delivery.ts';
import { mergedDocuments, shopDocument } from '../shop/catalogue.ts';
import {
  acknowledgementsOf,
  documentsById,
  openEvents,
  type QueuedMessage,
  queuedMessages,
} from '../shop/shop-reading.ts';
import { askViews } from '../shop/shop-views.ts';
import { devicesOf } from './devices.ts';
import { openDocument, watchAuthor, withSent } from './event-documents.ts';
import { withinLimit } from './limits.ts';
import { deliveryOf, type MessageContext } from './messages.ts';
import type { WatchMetrics } from './metrics.ts';
import { type CheckedShop, judge, type ShopMemory } from './shop-facts.ts';
import { unheardDeliveries } from './unheard-messages.ts';
import { writeEvents } from './write-documents.ts';

/** What a check needs of the server. */
export interface CheckParts {
  readonly services: Pick<Services, 'tenants' | 'users' | 'devices'>;
  readonly enqueue: (deliveries: readonly Delivery[]) => Promise<void>;
  /** Messages that a shop may still send today. */
  readonly left: (tenantId: string) => Promise<number>;
  readonly metrics: WatchMetrics;
  readonly log: Logger;
}

/** What came of a check. */
export interface Checked {
  /** When time alone may change something, ms since 1970; null: never. */
  readonly wakeAt: number | null;
  /** Somebody else wrote at the same moment: the shop is to be checked again at once. */
  readonly again: boolean;
}

/** A message of which nothing has been heard for so long may never have reached the outbox. */
const UNHEARD_MS = 20_000;
const HOUR_MS = 3_600_000;
const NOTHING: Checked = { wakeAt: null, again: false };

/**
 * One check of a shop, from its views: opens, closes and acknowledges its events, and hands what is due to the outbox.
 * Everything follows from what is stored, so that it may be cut short anywhere and be run twice at once: events and
 * messages have the same ids each time, and what was queued but never reached the outbox is handed over again.
 */
export async function checkShop(
  { services, enqueue, left, metrics, log }: CheckParts,
  tenantId: string,
  memory: ShopMemory,
  at: Date,
): Promise<Checked> {
  const database = services.tenants.store.shop(tenantId);
  const ask = askViews(database);
  const now = at.toISOString();
  const [configured, stored, unheard] = await Promise.all([
    mergedDocuments<Alert>(database, 'alert'),
    openEvents(ask),
    queuedMessages(ask, new Date(at.getTime() - UNHEARD_MS).toISOString()),
  ]);
  if (stored.length + unheard.length === 0 && !configured.some(({ isActive }) => isActive)) return NOTHING;
  const document = await shopDocument(database);
  if (!document) return NOTHING;
  const alerts = judgedAlerts(configured, 0);

  const devices = () => devicesOf(services, tenantId, ask, now);
  const shop: CheckedShop = { database, ask, document, alerts, openEvents: stored, now, devices };
  const { evaluation, wakeAt, isMore } = await judge(shop, memory);
  const [acknowledgements, existing] = await Promise.all([
    acknowledgementsOf(database, stored),
    documentsById<AlertEvent>(
      database,
      evaluation.opened.map(({ _id }) => _id),
    ),
  ]);
  const author = watchAuthor(now);
  const acknowledged = (event: AlertEvent): AlertEvent => {
    const word = acknowledgements.get(event._id);
    return word ? revise(event, { acknowledgedAt: word.createdAt, acknowledgedBy: word.createdBy }, author) : event;
  };
  const opened = evaluation.opened.map((event) => openDocument(event, existing.get(event._id), now));
  const open = [...evaluation.kept.map(acknowledged), ...opened];
  const again = new Set<string>(opened.map(({ _id }) => _id));
  const closed = evaluation.closed
    .filter(({ _id }) => !again.has(_id))
    .map((event) => revise(acknowledged(event), { closedAt: now }, author));

  const people = await peopleOf(services, tenantId, open, unheard);
  const timezone = document.settings.timezone;
  const wanted = await Promise.all(
    alerts.map(async (alert) => {
      const due = dueMessages(alert, open, people, now, timezone);
      const earlier = await toldEarlier(ask, alert, due, now);
      return { alert, ...(earlier.length > 0 ? dueMessages(alert, open, people, now, timezone, earlier) : due) };
    }),
  );
  const dues = wanted.some(({ messages }) => messages.length > 0) ? withinLimit(wanted, await left(tenantId)) : wanted;
  const plan = planOf(dues, open, now);
  const known = new Set(stored);
  const changed = [...plan.events.values(), ...closed].filter((event) => !known.has(event));

  // An event whose message tells others comes first: it names them, so that a crash before they are marked loses
  // nothing.
  const leads = await writeEvents(
    database,
    changed.filter((event) => plan.leads.has(event._id)),
  );
  if (leads.contended.size > 0) return { wakeAt, again: true };
  const others = await writeEvents(
    database,
    changed.filter((event) => !plan.leads.has(event._id)),
  );
  // Its message goes out all the same: by its id the outbox sends it once, however often the event is refused.
  for (const [event, reason] of [...leads.refused, ...others.refused]) {
    log.error({ tenantId, event, reason }, 'an alert event could not be stored');
  }

  const context: MessageContext = { tenantId, shopName: document.name, queuedAt: now };
  const due = plan.messages.filter(({ message }) => !others.contended.has(message.events[0]?.event._id ?? ''));
  const deliveries = [
    ...due.flatMap(
      ({ alert, message }) =>
        deliveryOf(
          alert,
          message,
          message.events.map(({ event }) => plan.events.get(event._id) ?? event),
          context,
        ) ?? [],
    ),
    ...(await unheardDeliveries(shop, unheard, people, context)),
  ];
  if (deliveries.length > 0) await enqueue(deliveries);

  for (const { alertType } of opened) metrics.opened.inc({ type: alertType });
  for (const { alertType } of closed) metrics.closed.inc({ type: alertType });
  for (const { channel } of deliveries) metrics.queued.inc({ channel });
  const nextDues = dues.flatMap(({ nextAt }) => (nextAt === null ? [] : [Date.parse(nextAt)]));
  const unheardAt = deliveries.length > 0 ? [at.getTime() + 2 * UNHEARD_MS] : [];
  const times = [...(wakeAt === null ? [] : [wakeAt]), ...nextDues, ...unheardAt];
  return { wakeAt: times.length > 0 ? Math.min(...times) : null, again: isMore || others.contended.size > 0 };
}

/**
 * What was told of the subjects that somebody is to be told of for the first time, in the repeat interval until `now`.
 */
async function toldEarlier(ask: AskView, alert: Alert, { messages }: Dues, now: Instant): Promise<ToldEarlier[]> {
  const { repeatHours } = alert.conditions;
  if (repeatHours === undefined) return [];
  const subjects = new Set(
    messages.flatMap(({ channel, recipient, events }) =>
      events.flatMap(({ event: { sent, subject } }) => {
        const isFirst = !Object.values(sent).some((one) => one.channel === channel && one.recipient === recipient);
        return isFirst ? [subject] : [];
      }),
    ),
  );
  // What still waits was queued up to a day before.
  const since = new Date(Date.parse(now) - (repeatHours + 24) * HOUR_MS).toISOString();
  return toldSince(ask, alert._id, [...subjects], since).catch((error: unknown) => {
    // A shop that has not been brought to this version's views is told all the same.
    if (error instanceof CouchError && error.status === 404) return [];
    throw error;
  });
}

/** The shop's people, when somebody has to be told something. */
async function peopleOf(
  services: CheckParts['services'],
  tenantId: string,
  open: readonly AlertEvent[],
  unheard: readonly QueuedMessage[],
): Promise<Person[]> {
  if (unheard.length === 0 && !open.some(({ acknowledgedAt }) => !acknowledgedAt)) return [];
  const users = await services.users.store.list(tenantId);
  return users
    .filter(({ isActive }) => isActive)
    .map(({ id, name, whatsapp, email }) => ({ id, name, whatsapp, email }));
}

interface Plan {
  /** All events, with what they say of the messages that are due now. */
  readonly events: ReadonlyMap<string, AlertEvent>;
  /** Those whose message tells others too. */
  readonly leads: ReadonlySet<string>;
  readonly messages: readonly { readonly alert: Alert; readonly message: DueMessage }[];
}

function planOf(
  dues: readonly { readonly alert: Alert; readonly messages: readonly DueMessage[] }[],
  open: readonly AlertEvent[],
  now: Instant,
): Plan {
  const entries = new Map<string, Record<string, Sent>>();
  const leads = new Set<string>();
  const messages = dues.flatMap(({ alert, messages }) => messages.map((message) => ({ alert, message })));
  for (const { message } of messages) {
    for (const { event, key, sent } of marksOf(message, now)) {
      entries.set(event._id, { ...entries.get(event._id), ...unnamed(event, sent), [key]: sent });
      if (sent.others) leads.add(event._id);
    }
  }
  return {
    events: new Map(open.map((event) => [event._id, withSent(event, entries.get(event._id) ?? {}, now)])),
    leads,
    messages,
  };
}
