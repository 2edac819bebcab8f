import { FREE_LINE, type ProductId, ticketAmount } from '@digiboost/domain/documents';
import type { Ticket } from '../../model/types.ts';
import { draftTotal, ownQuantity, type TicketDraft } from './draft.ts';

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
  /** Sold for less than it cost; both FCFA of the product's own unit. */
  | { readonly about: 'cost'; readonly productId: ProductId; readonly unitPrice: number; readonly cost: number }
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
    total = Math.max(total, ticketAmount(sale));
    for (const { productId, quantity } of sale.lines)
      quantities.set(productId, Math.max(quantity, quantities.get(productId) ?? 0));
  }
  return { quantities, total };
}

/** What is known of a product's unit, FCFA: its price, and what it cost. */
export interface KnownPrices {
  readonly salePrice: number;
  readonly unitCost: number;
}

/** What to ask about before a ticket is recorded. */
export function doubtsAbout(
  draft: TicketDraft,
  usual: Usual,
  pricesOf: (productId: ProductId) => KnownPrices | undefined,
): Doubt[] {
  const doubts: Doubt[] = [];
  for (const line of draft.lines) {
    const { productId, unit } = line;
    // Nothing is usual of what is in no catalogue.
    if (productId === FREE_LINE) continue;
    const quantity = ownQuantity(line);
    const unitPrice = line.unitPrice === null ? null : line.unitPrice / (unit?.factor ?? 1);
    const most = usual.quantities.get(productId) ?? UNKNOWN.quantity;
    if (quantity !== null && quantity > FAR * Math.max(most, 1))
      doubts.push({ about: 'quantity', productId, quantity, usual: most });
    const { salePrice: price = 0, unitCost: cost = 0 } = pricesOf(productId) ?? {};
    if (unitPrice !== null && unitPrice > 0 && price > 0 && (unitPrice > FAR * price || unitPrice < price / FAR))
      doubts.push({ about: 'price', productId, unitPrice, usual: price });
    // A product whose own price is below its cost was priced so on purpose.
    else if (unitPrice !== null && unitPrice < cost && price >= cost)
      doubts.push({ about: 'cost', productId, unitPrice, cost });
  }
  const total = draftTotal(draft);
  const most = Math.max(usual.total, UNKNOWN.total);
  if (doubts.length === 0 && total > FAR * most) doubts.push({ about: 'total', total, usual: usual.total });
  return doubts;
}
