import type { Movement, Product } from '@digiboost/domain/documents';
import { type Purchase, purchasesOf, type SupplierPrice, supplierPrices } from '@digiboost/domain/kpis';
import type { Entry } from '@digiboost/domain/ledger';
import type { Analyses, ShopInsight } from '../../insight/shop-insight.ts';
import type { ShopModel } from '../../model/types.ts';
import type { Replica } from '../../replica/types.ts';
import { voidedEvents } from './analysis-series.ts';

/** Lines of the ledger that are looked through for counts and receptions. */
export const HELD = 500;
/** Receptions of which the document is read. */
const RECEPTIONS = 50;

/** What the worker says of one product's past. */
export type ProductPast = NonNullable<Analyses['product']['result']>;

/** What one product's analysis shows. */
export class ProductAnalysisPage {
  past = $state.raw<ProductPast | null>(null);
  entries = $state.raw<readonly Entry[] | null>(null);
  purchases = $state.raw<readonly Purchase[]>([]);
  /** The phone could not compute it. */
  hasFailed = $state(false);
  readonly prices: readonly SupplierPrice[] = $derived(supplierPrices(this.purchases));
  readonly #model: Pick<ShopModel, 'entries' | 'orders'>;
  readonly #insight: Pick<ShopInsight, 'ask'>;
  readonly #replica: Pick<Replica, 'get'>;
  #asked = 0;

  constructor(
    model: Pick<ShopModel, 'entries' | 'orders'>,
    insight: Pick<ShopInsight, 'ask'>,
    replica: Pick<Replica, 'get'>,
  ) {
    this.#model = model;
    this.#insight = insight;
    this.#replica = replica;
  }

  /** Computes it again. Of two computations the later one stands. */
  async load(id: Product['_id']): Promise<void> {
    const asked = ++this.#asked;
    const orders = this.#model.orders;
    // Without its past the page shows the rest, and says what is missing.
    const [past, entries] = await Promise.all([
      this.#insight.ask('product', { id }).catch(() => null),
      this.#model.entries(id, HELD),
    ]);
    const receptions = await this.#receptionsOf(entries);
    if (asked !== this.#asked) return;
    this.hasFailed = past === null;
    // What was shown before says more than nothing.
    if (past) this.past = past;
    this.entries = entries;
    this.purchases = purchasesOf(id, receptions, orders);
  }

  async #receptionsOf(entries: readonly Entry[]): Promise<Movement[]> {
    const voided = voidedEvents(entries);
    const ids = entries.filter(({ kind, eventId }) => kind === 'ENTRY' && !voided.has(eventId)).slice(0, RECEPTIONS);
    // An entry that cannot be read is left out of the receptions shown.
    const docs = await Promise.all(
      ids.map(({ eventId }) => this.#replica.get<Movement>(eventId as Movement['_id']).catch(() => null)),
    );
    return docs.flatMap((doc) => (doc?.type === 'movement' ? [doc] : []));
  }
}
