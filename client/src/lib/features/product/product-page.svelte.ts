import {
  type Movement,
  type Order,
  type ProductId,
  type Sale,
  type ShopDocument,
  type Void,
  voidOf,
} from '@digiboost/domain/documents';
import type { Entry } from '@digiboost/domain/ledger';
import { withVoidedReception } from '@digiboost/domain/purchase';
import { type Day, dayOfNumber } from '@digiboost/domain/shared/day';
import type { ShopModel } from '../../model/types.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';

/** A line of a product's history: its ledger entry, the document behind it when this phone holds it, and its void. */
export interface HistoryLine {
  readonly entry: Entry;
  readonly doc: Sale | Movement | Void | ShopDocument | null;
  readonly voided: boolean;
}

const HELD = 500;
const PAGE = 20;

/** A product's history, and what its page can do: change the product, void a movement. */
export class ProductPage extends DocumentWriter {
  entries = $state.raw<readonly Entry[] | null>(null);
  lines = $state.raw<readonly HistoryLine[]>([]);
  /** The first day on which something happened to the product, archived days too; null when nothing did. */
  firstDay = $state.raw<Day | null>(null);
  #heldFrom: Day | null = null;
  #shown = $state(PAGE);
  readonly more = $derived((this.entries?.length ?? 0) > this.#shown);
  readonly #model: Pick<ShopModel, 'entries' | 'activity' | 'heldFrom'>;
  #asked = 0;

  constructor(model: Pick<ShopModel, 'entries' | 'activity' | 'heldFrom'>, replica: WritingReplica) {
    super(replica);
    this.#model = model;
  }

  /** Reads the history again. Of two readings the later one stands. */
  async load(productId: ProductId): Promise<void> {
    const asked = ++this.#asked;
    const [entries, activity, heldFrom] = await Promise.all([
      this.#model.entries(productId, HELD),
      this.#model.activity(productId),
      this.#model.heldFrom(),
    ]);
    if (asked !== this.#asked) return;
    this.#heldFrom = heldFrom;
    this.firstDay = activity[0] ? dayOfNumber(activity[0].day) : null;
    this.entries = entries;
    const lines = await this.#linesOf(entries.slice(0, this.#shown));
    if (asked === this.#asked) this.lines = lines;
  }

  /**
   * Whether something may have happened to a product, in the shop since the day `since`, that is not held in detail.
   */
  mayReachBack(since: Day): boolean {
    return (this.entries?.length ?? 0) >= HELD || (this.#heldFrom !== null && since < this.#heldFrom);
  }

  /** Shows one more page of the history. */
  async showMore(productId: ProductId): Promise<void> {
    this.#shown += PAGE;
    await this.load(productId);
  }

  /** Voids a movement, as if it had never been; the order whose goods it recorded waits for them again. */
  voidMovement(movement: Movement): Promise<boolean> {
    return this.write(async () => {
      const author = this.replica.author();
      const cancelled = voidOf(movement, author);
      const order = movement.orderId ? await this.replica.get<Order>(movement.orderId as Order['_id']) : null;
      const waiting = order?.type === 'order' ? withVoidedReception(order, movement._id, author) : null;
      return waiting && waiting !== order ? [cancelled, waiting] : [cancelled];
    });
  }

  async #linesOf(entries: readonly Entry[]): Promise<HistoryLine[]> {
    const voids = new Set(entries.filter((entry) => entry.kind === 'VOID').map((entry) => entry.eventId));
    return Promise.all(
      entries.map(async (entry) => ({
        entry,
        // The row stands without its details.
        doc: await this.replica.get(entry.eventId as ShopDocument['_id']).catch(() => null),
        voided: voids.has(`void:${entry.eventId}`),
      })),
    );
  }
}
