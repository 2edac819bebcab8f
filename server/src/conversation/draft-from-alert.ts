import { createHash } from 'node:crypto';
import {
  type Author,
  draftOrder,
  LIMITS,
  type Order,
  type OrderId,
  type OrderLine,
  type Supplier,
  type SupplierId,
  timedId,
} from '@digiboost/domain/documents';
import { withLines } from '@digiboost/domain/purchase';
import { fail, ok } from '@digiboost/domain/shared/result';
import { retryConflicts } from '../couch/client.ts';
import { mergedDocuments } from '../shop/catalogue.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import type { AnsweredAlert } from './answered-alert.ts';
import { type Need, needsOf } from './order-needs.ts';

/** One line of a draft, with why that much. */
export type DraftLine = Extract<Need, { readonly kind: 'order' }>;

/** What one supplier's draft got. */
export interface Draft {
  readonly id: OrderId;
  readonly supplier: Supplier;
  readonly lines: readonly DraftLine[];
  /** The supplier had a draft already. */
  readonly isGrown: boolean;
}

/** What an alert's events became: drafts, and products of which nothing was ordered, each with the reason. */
export interface Drafted {
  readonly drafts: readonly Draft[];
  readonly others: readonly Exclude<Need, DraftLine>[];
}

/**
 * Puts the products of an alert on the drafts of their suppliers, as much as is recommended now, and makes a draft for
 * a supplier who has none. What is on a draft already, or on its way in sufficient number, is left as it is: the same
 * answer twice orders once. Nothing at all: the alert is not about products.
 */
export async function draftFromAlert(
  { shop, user, events }: AnsweredAlert,
  figures: WholeBook,
  now: Date,
): Promise<Drafted> {
  const author: Author = { at: now.toISOString(), by: user.id, deviceId: 'whatsapp' };
  const triggeredAt = events[0]?.triggeredAt ?? author.at;
  const ids = new Set(events.flatMap(({ productId }) => productId ?? []));
  const drafted = await retryConflicts<Drafted, never>(async () => {
    const orders = await mergedDocuments<Order>(shop, 'order');
    const needs = needsOf(ids, figures, orders);
    const wanted = needs.filter((need) => need.kind === 'order');
    const drafts: Draft[] = [];
    let isContended = false;
    for (const supplier of new Set(wanted.map((need) => need.supplier))) {
      const lines = wanted.filter((need) => need.supplier === supplier);
      const draft = draftFor(supplier._id, lines, orders, author);
      isContended ||= !(await shop.put(draft)).ok;
      drafts.push({ id: draft._id, supplier, lines, isGrown: draft._rev !== undefined });
    }
    // What could be stored is on its draft now, and is left alone the next time.
    return isContended ? fail('conflict') : ok({ drafts, others: needs.filter((need) => need.kind !== 'order') });
  });
  if (!drafted.ok) throw new Error('The orders of a shop kept changing');
  return drafted.value;

  /** The supplier's newest draft with these lines too, or a new one, which the same answer gives the same id. */
  function draftFor(supplierId: SupplierId, own: readonly DraftLine[], orders: readonly Order[], by: Author): Order {
    const lines = own.map(
      ({ product, quantity }): OrderLine => ({ productId: product._id, quantity, unitCost: product.purchasePrice }),
    );
    const existing = orders
      .filter((order) => order.status === 'DRAFT' && order.supplierId === supplierId)
      .filter((order) => order.lines.length + lines.length <= LIMITS.order.lines)
      .sort((a, b) => (a._id < b._id ? 1 : -1))[0];
    if (existing) {
      const { _conflicts, ...stored } = existing;
      return withLines(stored, [...stored.lines, ...lines], by);
    }
    const taken = new Set<string>(orders.map(({ _id }) => _id));
    let id: OrderId;
    let times = 0;
    // An order of this alert may have been sent or given up since.
    do id = idOf(supplierId, times++);
    while (taken.has(id));
    return draftOrder({ id, supplierId, lines }, { ...by, at: triggeredAt });
  }

  function idOf(supplierId: SupplierId, times: number): OrderId {
    const named = `${events[0]?._id}|${supplierId}${times === 0 ? '' : `|${times}`}`;
    const n = createHash('sha256').update(named).digest('hex').slice(0, 12);
    return timedId('order', triggeredAt, 'whatsapp', n);
  }
}
