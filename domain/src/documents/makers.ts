import { businessDay } from '../shared/clock.ts';
import type { Day, Instant } from '../shared/day.ts';
import { type Acknowledgement, acknowledgementId } from './acknowledgement.ts';
import type { AlertEventId } from './alert-event.ts';
import { type Author, stampOf } from './author.ts';
import type { couchFields, editable, stamped } from './base.ts';
import type { Cash, CashId } from './cash.ts';
import type { Closing, ClosingId } from './closing.ts';
import type { Count, CountId } from './count.ts';
import type { Movement, MovementId } from './movement.ts';
import { type Order, type OrderId, onePerProduct } from './order.ts';
import type { MutableDocument } from './registry.ts';
import type { Return, ReturnId } from './return.ts';
import type { Sale, SaleId } from './sale.ts';
import { type Void, type Voidable, voidedContent, voidId } from './void.ts';

/** Who records an event, under which fresh id, and when it counts. */
export interface Recording<Id> {
  readonly id: Id;
  readonly author: Author;
  /** When it counts; without it, when it is recorded. */
  readonly at?: Instant | undefined;
  /** The business day of `at`; without it, the one that the clocks of `timezone` show. */
  readonly day?: Day | undefined;
  readonly timezone?: string | undefined;
}

/** What a document says for itself; what is optional may be given as undefined, texts also empty. */
type Content<D, Told extends PropertyKey> = Omit<D, keyof typeof stamped | keyof typeof couchFields | Told>;
type Lenient<C> = { readonly [K in keyof C]: Given<C[K]> | (object extends Pick<C, K> ? undefined : never) };
type Given<V> = V extends (infer Item)[] ? readonly Item[] : V;

export type TicketContent = Lenient<Content<Sale, 'type' | 'at' | 'day' | 'status'>>;
export type ReturnContent = Lenient<Content<Return, 'type' | 'at' | 'day'>>;
export type MovementContent = Lenient<Content<Movement, 'type' | 'at' | 'day'>>;
export type OrderContent = Lenient<Pick<Order, 'supplierId' | 'lines' | 'expectedDay'>>;
export type CountContent = Lenient<Content<Count, 'type' | 'at' | 'day'>>;
export type CashContent = Lenient<Content<Cash, 'type' | 'at' | 'day'>>;
export type ClosingContent = Lenient<Content<Closing, 'type' | 'at' | 'day'>>;

/** The sale whose goods have left the shelf. Here as below, texts are trimmed, and what is empty is left out. */
export const deliver = (content: TicketContent, recording: Recording<SaleId>): Sale => ({
  ...event('sale', recording),
  ...filled(content),
  status: 'DELIVERED',
});

/** The sale that was asked for and not served. */
export const miss = (content: TicketContent, recording: Recording<SaleId>): Sale => ({
  ...event('sale', recording),
  ...filled(content),
  status: 'MISSED',
});

/** Goods that come back from a ticket, and what is given back for them. */
export const takeBack = (content: ReturnContent, recording: Recording<ReturnId>): Return => ({
  ...event('return', recording),
  ...filled(content),
});

/** Goods that come or go other than by a sale. */
export const move = (content: MovementContent, recording: Recording<MovementId>): Movement => ({
  ...event('movement', recording),
  ...filled(content),
});

/** What lay on the shelf. */
export const count = (content: CountContent, recording: Recording<CountId>): Count => ({
  ...event('count', recording),
  ...filled(content),
});

/** Money that moves other than by a ticket. */
export const moveMoney = (content: CashContent, recording: Recording<CashId>): Cash => ({
  ...event('cash', recording),
  ...filled(content),
});

/** The drawer as it was counted. */
export const closeTill = (content: ClosingContent, recording: Recording<ClosingId>): Closing => ({
  ...event('closing', recording),
  ...filled(content),
});

/** What cancels `original`, as if it had never been. */
export const voidOf = (original: Voidable, author: Author, reason?: string): Void => ({
  _id: voidId(original._id),
  type: 'void',
  original: voidedContent(original),
  ...filled({ reason }),
  ...stampOf(author),
});

/** The author's word that they have taken note of `event`. */
export const acknowledgementOf = (event: AlertEventId, author: Author): Acknowledgement => ({
  _id: acknowledgementId(event),
  type: 'acknowledgement',
  eventId: event,
  ...stampOf(author),
});

/** A draft of an order to one supplier; lines of the same product become one, the later cost standing. */
export const draftOrder = (content: OrderContent & { readonly id: OrderId }, author: Author): Order => {
  const { id, lines, ...rest } = content;
  const draft = { _id: id, type: 'order', at: author.at, status: 'DRAFT', lines: onePerProduct(lines) } as const;
  return newDocument<Order>({ ...draft, ...filled(rest) }, author);
};

/** What a new document that people edit says, with its id and type. */
export type NewContent<D extends MutableDocument> = Omit<
  D,
  Exclude<keyof typeof editable | keyof typeof couchFields, '_id'>
>;

/** A new document that people edit, recorded by `author`. */
export function newDocument<D extends MutableDocument>(content: NewContent<D>, author: Author): D {
  return { ...content, ...stampOf(author), updatedAt: author.at, updatedBy: author.by, edits: {} } as unknown as D;
}

function event<T extends 'sale' | 'return' | 'movement' | 'count' | 'cash' | 'closing', Id>(
  type: T,
  recording: Recording<Id>,
) {
  const { id, author, timezone, at = author.at, day = businessDay(at, timezone) } = recording;
  return { _id: id, type, at, day, ...stampOf(author) };
}

/** `content` with its texts trimmed, without what is undefined or an empty text. */
function filled<C extends object>(content: Lenient<C>): C {
  const told = Object.entries(content).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]);
  return Object.fromEntries(told.filter(([, value]) => value !== undefined && value !== ''));
}
