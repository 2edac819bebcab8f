import type { ProductId } from '@digiboost/domain/documents';
import type { Ticket } from '../../model/types.ts';
import { draftTotal, type TicketDraft } from './draft.ts';

/** What the last tickets look like: the most units of each product on one of them, and the most FCFA of one. */
export interface Usual {
  readonly quantities: ReadonlyMap<ProductId, number>;
  readonly total: number;
}

export const NOTHING_USUAL: Usual = { quantities: new Map(), total: 0 };

/** Something about a ticket that a slip of the finger explains better than a customer does. */
export type Doubt =
  | { readonly about: 'quantity'; readonly productId: ProductId; readonly quantity: number; readonly usual: number }
  | { readonly about: 'price'; readonly productId: ProductId; readonly unitPrice: number; readonly usual: number }
  | { readonly about: 'total'; readonly total: number; readonly usual: number };

/** This many times the usual is doubtful. */
const FAR = 10;
/** Where nothing is usual yet: units of one product, FCFA of one ticket. Smaller tickets are never doubtful. */
const UNKNOWN = { quantity: 10, total: 100_000 };

/** What is usual in `tickets`; voided and missed ones apart. */
export function usualOf(tickets: readonly Ticket[]): Usual {
  const quantities = new Map<ProductId, number>();
  let total = 0;
  for (const { sale, voided } of tickets) {
    if (voided || sale.status !== 'DELIVERED') continue;
    total = Math.max(total, draftTotal(sale));
    for (const { productId, quantity } of sale.lines)
      quantities.set(productId, Math.max(quantity, quantities.get(productId) ?? 0));
  }
  return { quantities, total };
}

/** What to ask about before a ticket is recorded. `salePriceOf`: FCFA of one unit, as the product has it. */
export function doubtsAbout(
  draft: TicketDraft,
  usual: Usual,
  salePriceOf: (productId: ProductId) => number | undefined,
): Doubt[] {
  const doubts: Doubt[] = [];
  for (const { productId, quantity, unitPrice } of draft.lines) {
    const most = usual.quantities.get(productId) ?? UNKNOWN.quantity;
    if (quantity !== null && quantity > FAR * Math.max(most, 1))
      doubts.push({ about: 'quantity', productId, quantity, usual: most });
    const price = salePriceOf(productId) ?? 0;
    if (unitPrice !== null && unitPrice > 0 && price > 0 && (unitPrice > FAR * price || unitPrice < price / FAR))
      doubts.push({ about: 'price', productId, unitPrice, usual: price });
  }
  const total = draftTotal(draft);
  const most = Math.max(usual.total, UNKNOWN.total);
  if (doubts.length === 0 && total > FAR * most) doubts.push({ about: 'total', total, usual: usual.total });
  return doubts;
}
