import {
  move,
  type ProductId,
  type Return,
  returnAmount,
  type Sale,
  type ShopDocument,
  ticketAmount,
  voidOf,
} from '@digiboost/domain/documents';
import type { ProductRow, ShopModel, Ticket } from '../../model/types.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';
import { returnsSince, standing, type TakenBack } from './ticket-returns.ts';

/** FCFA of a ticket. */
export const saleTotal = (sale: Sale): number => ticketAmount(sale);

/** What a day's tickets come to, less its returns; what was voided is left out. FCFA. */
export interface TicketsSummary {
  readonly tickets: number;
  readonly revenue: number;
  /** FCFA of what came back that day, whenever it was sold. */
  readonly returned: number;
  readonly missed: number;
}

/** Adds up the tickets and the returns of a day. */
export function summaryOf(tickets: readonly Ticket[], returns: readonly TakenBack[] = []): TicketsSummary {
  let [count, revenue, missed] = [0, 0, 0];
  for (const { sale, voided } of tickets) {
    if (voided) continue;
    if (sale.status === 'MISSED') missed += 1;
    else {
      count += 1;
      revenue += saleTotal(sale);
    }
  }
  const returned = standing(returns).reduce((sum, taken) => sum + returnAmount(taken), 0);
  return { tickets: count, revenue: revenue - returned, returned, missed };
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

/** The tickets and returns of one day, and the voiding of one. */
export class DayTickets extends DocumentWriter {
  tickets = $state.raw<readonly Ticket[] | null>(null);
  /** Made on that day. */
  returns = $state.raw<readonly TakenBack[]>([]);
  readonly summary = $derived(summaryOf(this.tickets ?? [], this.returns));

  readonly #model: Pick<ShopModel, 'tickets'>;
  readonly #documents: Pick<Replica, 'get' | 'range'>;
  #asked = 0;

  constructor(
    model: Pick<ShopModel, 'tickets'>,
    replica: WritingReplica & Pick<Replica, 'range'>,
    timezone: () => string,
  ) {
    super(replica, timezone);
    this.#model = model;
    this.#documents = replica;
  }

  /** Reads the tickets and returns of `day`, newest first. Of two readings the later one stands. */
  async load(day: string): Promise<void> {
    const asked = ++this.#asked;
    const [tickets, returns] = await Promise.all([this.#model.tickets(day, day), returnsSince(this.#documents, '')]);
    if (asked !== this.#asked) return;
    this.tickets = tickets;
    this.returns = returns.filter(({ taken }) => taken.day === day);
  }

  /** Voids a return; true once it is durable on this phone. */
  voidReturn(taken: Return): Promise<boolean> {
    return this.write(() => [voidOf(taken, this.replica.author())]);
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
