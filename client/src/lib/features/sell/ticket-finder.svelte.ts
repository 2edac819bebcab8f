import { type Sale, type SaleId, type Void, voidId } from '@digiboost/domain/documents';
import type { FoundTickets } from '../../insight/analyses/find-tickets.ts';
import type { ShopInsight } from '../../insight/shop-insight.ts';
import type { Ticket } from '../../model/types.ts';
import type { Replica } from '../../replica/types.ts';

/** The tickets of any day that answer what is typed. */
export class TicketFinder {
  /** Null while nothing is looked for, or the first answer is to come. */
  tickets = $state.raw<readonly Ticket[] | null>(null);
  /** How many there are beyond those. */
  more = $state(0);
  /** The phone could not look. */
  hasFailed = $state(false);
  readonly #insight: Pick<ShopInsight, 'ask'>;
  readonly #documents: Pick<Replica, 'get'>;
  /** What tickets call what is in no catalogue, as far as it was read. */
  readonly #labels = new Map<SaleId, string>();
  #asked = 0;

  constructor(insight: Pick<ShopInsight, 'ask'>, documents: Pick<Replica, 'get'>) {
    this.#insight = insight;
    this.#documents = documents;
  }

  /** Looks for `query`; of two searches the later one stands. */
  async find(query: string): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    if (query.trim() === '') {
      this.tickets = null;
      return;
    }
    try {
      const { ids, more } = await this.#answer(query);
      const tickets = await Promise.all(ids.map((id) => this.#read(id)));
      if (turn !== this.#asked) return;
      this.tickets = tickets.flat();
      this.more = more;
      this.hasFailed = false;
    } catch {
      if (turn === this.#asked) this.hasFailed = true;
    }
  }

  async #answer(query: string): Promise<FoundTickets> {
    const answer = await this.#insight.ask('findTickets', { query, labels: this.#labels });
    if (answer.unread.length === 0) return answer;
    const sales = await Promise.all(answer.unread.map((id) => this.#documents.get<Sale>(id)));
    for (const [index, id] of answer.unread.entries())
      this.#labels.set(id, (sales[index]?.lines ?? []).flatMap(({ label = [] }) => label).join('\n'));
    return this.#insight.ask('findTickets', { query, labels: this.#labels });
  }

  async #read(id: SaleId): Promise<Ticket[]> {
    const [sale, voided] = await Promise.all([this.#documents.get<Sale>(id), this.#documents.get<Void>(voidId(id))]);
    return sale ? [{ sale, voided }] : [];
  }
}
