import { addDays, type Day } from '@digiboost/domain/shared/day';
import { productByCode, searchProducts } from '../../model/product-search.ts';
import type { ProductRow, ShopModel } from '../../model/types.ts';
import { keepRanking, keptRanking, mostSold, sellable } from './popular.ts';
import { NOTHING_USUAL, type Usual, usualOf } from './usual.ts';

const RANKED_DAYS = 30;
const RANKED_TICKETS = 400;

/** The products to sell: the most sold first, or what a search finds. */
export class Shelf {
  query = $state('');
  #ranking = $state.raw<readonly string[]>([]);
  /** The order is known: only the first opening on a phone waits for it. */
  ranked = $state(false);
  /** What the last tickets look like. */
  usual: Usual = NOTHING_USUAL;
  readonly #model: Pick<ShopModel, 'products' | 'tickets'>;
  readonly #tenant: string;
  readonly #storage: Storage | undefined;
  readonly #rows = $derived.by(() => sellable(this.#model.products, this.#ranking));
  readonly found = $derived(searchProducts(this.#rows, this.query));

  constructor(model: Pick<ShopModel, 'products' | 'tickets'>, tenant: string, storage: Storage | undefined) {
    this.#model = model;
    this.#tenant = tenant;
    this.#storage = storage;
    this.#ranking = keptRanking(tenant, storage);
    this.ranked = this.#ranking.length > 0;
  }

  /** Reads the last tickets: what is usual, and the order of the next opening, as it never moves under a finger. */
  async rank(today: Day): Promise<void> {
    // What cannot be read ranks nothing: the order stays that of names.
    const tickets = await this.#model.tickets(addDays(today, -RANKED_DAYS), today, RANKED_TICKETS).catch(() => []);
    this.usual = usualOf(tickets);
    const fresh = mostSold(tickets);
    keepRanking(this.#tenant, fresh, this.#storage);
    if (!this.ranked) this.#ranking = fresh;
    this.ranked = true;
  }

  /** What can be sold, in the order of the shelf. */
  get rows(): readonly ProductRow[] {
    return this.#rows;
  }

  /** The product that carries exactly this barcode or code. */
  byCode(code: string): ProductRow | undefined {
    return productByCode(this.#rows, code);
  }

  /** What Enter takes from the search: the product of a whole code, or the only one found. */
  answer(): ProductRow | undefined {
    if (!this.query.trim()) return undefined;
    return this.byCode(this.query) ?? (this.found.length === 1 ? this.found[0] : undefined);
  }
}
