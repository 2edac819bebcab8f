import { evaluateAlerts, type OpenedEvent } from '@digiboost/domain/alerts';
import type { Alert, AlertEvent, ProductId } from '@digiboost/domain/documents';
import { inSlices } from '../../model/slices.ts';
import type { ProductRow } from '../../model/types.ts';
import { needsOf, type PhoneShop, phoneFacts } from './phone-facts.ts';

/** What this phone finds: as the domain's `Evaluation`, without the events that stay. */
export interface Judgement {
  readonly opened: readonly OpenedEvent[];
  readonly closed: readonly AlertEvent[];
  readonly wanting: ReadonlySet<ProductId>;
}

/** Products judged at once: a fifth of what a slow phone can do without being felt. */
const PRODUCTS = 50;

/** One part of the work: alerts, with the products, the sales and the open events that they are judged for. */
interface Part {
  readonly alerts: readonly Alert[];
  readonly rows: readonly ProductRow[];
  readonly productSales?: PhoneShop['productSales'];
  readonly events: readonly AlertEvent[];
}

/**
 * Judges `alerts` of a shop of any size without keeping the page from answering: products in parts, and what speaks of
 * the whole shop by itself. Null when `isStale` said meanwhile that nobody wants the answer any more.
 */
export async function judge(
  alerts: readonly Alert[],
  shop: PhoneShop,
  openEvents: readonly AlertEvent[],
  isStale: () => boolean,
): Promise<Judgement | null> {
  const opened: OpenedEvent[] = [];
  const closed: AlertEvent[] = [];
  const wanting = new Set<ProductId>();
  const done = await inSlices(
    partsOf(alerts, shop, openEvents),
    ({ alerts: own, rows, productSales = null, events }) => {
      const found = evaluateAlerts(own, phoneFacts({ ...shop, rows, productSales }), events);
      opened.push(...found.opened);
      closed.push(...found.closed);
      for (const id of found.wanting) wanting.add(id);
    },
    isStale,
  );
  return done ? { opened, closed, wanting } : null;
}

function* partsOf(
  alerts: readonly Alert[],
  { rows, productSales }: Pick<PhoneShop, 'rows' | 'productSales'>,
  openEvents: readonly AlertEvent[],
): Generator<Part> {
  const ofShop = alerts.filter((alert) => needsOf(alert).days);
  const ofSome = alerts.filter((alert) => needsOf(alert).productSales);
  const apart = new Set<string>([...ofShop, ...ofSome].map(({ _id }) => _id));
  const ofProducts = alerts.filter(({ _id }) => !apart.has(_id));
  const events = new Map<string, AlertEvent[]>();
  for (const event of openEvents) {
    if (!apart.has(event.alertId)) events.set(event.subject, [...(events.get(event.subject) ?? []), event]);
  }
  const eventsOf = (own: readonly Alert[]): AlertEvent[] =>
    openEvents.filter(({ alertId }) => own.some(({ _id }) => _id === alertId));
  // One product stands for all of them in what the phone knows of the shop's days.
  if (ofShop.length > 0) yield { alerts: ofShop, rows: rows.slice(0, 1), events: eventsOf(ofShop) };
  // Not asked for yet, or not known: the shop's days would be taken for those of some products.
  if (ofSome.length > 0 && productSales) yield { alerts: ofSome, rows, productSales, events: eventsOf(ofSome) };
  for (let from = 0; from < rows.length; from += PRODUCTS) {
    const part = rows.slice(from, from + PRODUCTS);
    yield { alerts: ofProducts, rows: part, events: part.flatMap(({ id }) => take(events, id)) };
  }
  // Of products that are no longer there.
  if (events.size > 0) yield { alerts: ofProducts, rows: [], events: [...events.values()].flat() };
}

function take(events: Map<string, AlertEvent[]>, subject: string): AlertEvent[] {
  const own = events.get(subject) ?? [];
  events.delete(subject);
  return own;
}
