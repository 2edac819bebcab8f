import type { Acknowledgement, Alert, AlertEvent, Order } from '@digiboost/domain/documents';
import { compareNames } from '@digiboost/domain/french';
import { addDays, type Instant } from '@digiboost/domain/shared/day';
import { LazyList } from './lazy-list.svelte.ts';
import { type Keyed, order } from './notices.ts';
import type { ListedDocument } from './records.ts';

/** Days for which an alert that is over is still listed. */
const EVENT_DAYS = 90;

const keyOf = (doc: ListedDocument): string => doc._id;
const byId = (a: ListedDocument, b: ListedDocument): number => order(a._id, b._id);
const ORDERS: Keyed<Order> = { keyOf, compare: (a, b) => order(b.at, a.at) || byId(a, b) };
const ALERTS: Keyed<Alert> = { keyOf, compare: (a, b) => compareNames(a.name, b.name) || byId(a, b) };
const EVENTS: Keyed<AlertEvent> = { keyOf, compare: (a, b) => order(b.triggeredAt, a.triggeredAt) || byId(a, b) };
const ACKNOWLEDGEMENTS: Keyed<Acknowledgement> = { keyOf, compare: byId };

/** The documents that screens list as they are, each list read when it is first looked at. */
export class DocumentLists {
  readonly orders: LazyList<Order>;
  readonly alerts: LazyList<Alert>;
  readonly alertEvents: LazyList<AlertEvent>;
  readonly acknowledgements: LazyList<Acknowledgement>;
  readonly #now: () => Instant;

  constructor(reader: { documents<D extends ListedDocument>(prefix: `${string}:`): Promise<D[]> }, now: () => Instant) {
    this.#now = now;
    this.orders = new LazyList(ORDERS, () => reader.documents('order:'));
    this.alerts = new LazyList(ALERTS, () => reader.documents('alert:'));
    this.alertEvents = new LazyList(EVENTS, async () => this.#recent(await reader.documents('alertEvent:')));
    this.acknowledgements = new LazyList(ACKNOWLEDGEMENTS, () => reader.documents('ack:'));
  }

  /** Changed documents, from a notice. */
  patch(docs: readonly ListedDocument[]): void {
    const of = sorted(docs);
    this.orders.patch(of.orders);
    this.alerts.patch(of.alerts);
    this.alertEvents.patch(of.alertEvents);
    this.acknowledgements.patch(of.acknowledgements);
  }

  /** All documents, from a notice. */
  replace(docs: readonly ListedDocument[]): void {
    const of = sorted(docs);
    this.orders.replace(of.orders);
    this.alerts.replace(of.alerts);
    this.alertEvents.replace(this.#recent(of.alertEvents));
    this.acknowledgements.replace(of.acknowledgements);
  }

  reload(): void {
    for (const list of [this.orders, this.alerts, this.alertEvents, this.acknowledgements]) list.reload();
  }

  #recent(events: readonly AlertEvent[]): AlertEvent[] {
    const since = addDays(this.#now().slice(0, 10), -EVENT_DAYS);
    return events.filter(({ closedAt, triggeredAt }) => closedAt === undefined || triggeredAt >= since);
  }
}

function sorted(docs: readonly ListedDocument[]) {
  const lists = {
    orders: [] as Order[],
    alerts: [] as Alert[],
    alertEvents: [] as AlertEvent[],
    acknowledgements: [] as Acknowledgement[],
  };
  for (const doc of docs) {
    if (doc.type === 'order') lists.orders.push(doc);
    else if (doc.type === 'alert') lists.alerts.push(doc);
    else if (doc.type === 'alertEvent') lists.alertEvents.push(doc);
    else lists.acknowledgements.push(doc);
  }
  return lists;
}
