import { move, type ProductId, type Sale, type ShopDocument, ticketAmount, voidOf } from '@digiboost/domain/documents';
import type { ProductRow, ShopModel, Ticket } from '../../model/types.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';

/** FCFA of a ticket. */
export const saleTotal = (sale: Sale): number => ticketAmount(sale);

/** What a day's tickets come to; voided ones left out. FCFA. */
export interface TicketsSummary {
  readonly tickets: number;
  readonly revenue: number;
  readonly missed: number;
}

/** Adds up tickets. */
export function summaryOf(tickets: readonly Ticket[]): TicketsSummary {
  let [count, revenue, missed] = [0, 0, 0];
  for (const { sale, voided } of tickets) {
    if (voided) continue;
    if (sale.status === 'MISSED') missed += 1;
    else {
      count += 1;
      revenue += saleTotal(sale);
    }
  }
  return { tickets: count, revenue, missed };
}

/**
 * The products of a sale that were counted at or after it: the count already tells what lies on the shelf, so voiding
 * the sale does not move their stock.
 */
export const countedSince = (
  sale: Sale,
  product: (id: string) => Pick<ProductRow, 'countedAt'> | undefined,
): ProductId[] =>
  sale.status === 'MISSED'
    ? []
    : [
        ...new Set(
          sale.lines
            .filter((line) => (product(line.productId)?.countedAt ?? '') >= sale.at)
            .map((line) => line.productId),
        ),
      ];

/** The tickets of one day, and the voiding of one. */
export class DayTickets extends DocumentWriter {
  tickets = $state.raw<readonly Ticket[] | null>(null);
  readonly summary = $derived(summaryOf(this.tickets ?? []));

  readonly #model: Pick<ShopModel, 'tickets'>;
  #asked = 0;

  constructor(model: Pick<ShopModel, 'tickets'>, replica: WritingReplica, timezone: () => string) {
    super(replica, timezone);
    this.#model = model;
  }

  /** Reads the tickets of `day`, newest first. Of two readings the later one stands. */
  async load(day: string): Promise<void> {
    const asked = ++this.#asked;
    const tickets = await this.#model.tickets(day, day);
    if (asked === this.#asked) this.tickets = tickets;
  }

  /**
   * Voids `sale`; the lines of the products in `returned` also come back to the shelf by an entry of now. All or
   * nothing; true once it is durable on this phone.
   */
  void(
    sale: Sale,
    options: { reason?: string; returned?: readonly ProductId[]; returnReason: string },
  ): Promise<boolean> {
    return this.write(() => {
      const author = this.replica.author();
      const docs: ShopDocument[] = [voidOf(sale, author, options.reason)];
      for (const { productId, quantity } of sale.lines) {
        if (!options.returned?.includes(productId)) continue;
        const entry = { productId, movementType: 'ENTRY', quantity, reason: options.returnReason } as const;
        docs.push(move(entry, this.recording('movement', author)));
      }
      return docs;
    });
  }
}
