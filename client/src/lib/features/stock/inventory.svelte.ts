import type { ProductId } from '@digiboost/domain/documents';
import { parseQuantity } from '@digiboost/domain/french';
import type { Drafts } from '../../drafts/drafts.ts';
import { productByCode, searchProducts } from '../../model/product-search.ts';
import type { ProductRow, ShopModel } from '../../model/types.ts';
import { differenceValue, type InventorySession, isCounted, readSession, withCount } from './inventory-session.ts';
import { NONE } from './stock-filters.ts';
import type { StockRecorder } from './stock-recorder.svelte.ts';

export type InventoryView = 'TO_COUNT' | 'DONE' | 'DIFFERENCES';
const KEY = 'inventory';

/** Counts the shop, product by product, while selling goes on: each count is recorded at once, with its own time. */
export class Inventory {
  /** Undefined until what this phone kept has been read; null: none is under way. */
  session = $state.raw<InventorySession | null | undefined>();
  /** '' for all, 'none' for products without a category. */
  categoryId = $state('');
  view = $state<InventoryView>('TO_COUNT');
  /** Of the view, only what a name or a code names. */
  query = $state('');
  /** What is typed and not recorded yet, per product. */
  readonly typed = $state<Record<string, string>>({});
  /** Products whose typed text is not a quantity, or could not be recorded. */
  readonly faulty = $state<Record<string, boolean>>({});

  readonly #model: Pick<ShopModel, 'products' | 'product'>;
  readonly #recorder: StockRecorder;
  readonly #drafts: Drafts;
  readonly #now: () => string;
  /** Counts are recorded one after the other, however fast they are typed. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #recording = new Set<ProductId>();

  readonly #scope = $derived.by(() =>
    this.#model.products.filter(
      ({ product }) =>
        product.isActive &&
        (this.categoryId === '' ||
          (this.categoryId === NONE ? !product.categoryId : product.categoryId === this.categoryId)),
    ),
  );
  readonly #done = $derived.by(() => {
    const { session } = this;
    return session ? this.#scope.filter((row) => isCounted(session, row)) : [];
  });
  readonly total = $derived(this.#scope.length);
  readonly done = $derived(this.#done.length);
  readonly rows: readonly ProductRow[] = $derived.by(() => searchProducts(this.#viewed, this.query));
  readonly #viewed: readonly ProductRow[] = $derived.by(() => {
    const { session, view } = this;
    if (!session) return [];
    if (view === 'DONE') return this.#done;
    if (view === 'TO_COUNT') return this.#scope.filter((row) => !isCounted(session, row));
    const scope = new Map(this.#scope.map((row) => [row.id, row]));
    return this.differences.flatMap((result) => scope.get(result.productId) ?? []);
  });
  /** Largest value first. */
  readonly differences = $derived.by(() => {
    const cost = (id: ProductId): number => this.#model.product(id)?.product.purchasePrice ?? 0;
    return (this.session?.results ?? [])
      .filter((result) => result.difference !== 0)
      .sort((a, b) => Math.abs(b.difference * cost(b.productId)) - Math.abs(a.difference * cost(a.productId)));
  });
  readonly value = $derived.by(() =>
    this.session ? differenceValue(this.session, (id) => this.#model.product(id)) : { missing: 0, surplus: 0 },
  );

  constructor(deps: {
    model: Pick<ShopModel, 'products' | 'product'>;
    recorder: StockRecorder;
    drafts: Drafts;
    now: () => string;
  }) {
    this.#model = deps.model;
    this.#recorder = deps.recorder;
    this.#drafts = deps.drafts;
    this.#now = deps.now;
  }

  /** Reads the inventory that was under way on this phone. */
  async open(): Promise<void> {
    // What was counted is recorded already: only the list of it begins anew.
    this.session = readSession(await this.#drafts.get(KEY).catch(() => null));
  }

  /** Begins a new inventory; what was counted before stays recorded. */
  async begin(): Promise<void> {
    this.view = 'TO_COUNT';
    await this.#keep({ startedAt: this.#now(), results: [] });
  }

  /** Shows the product that carries `code`, counted or not; false when there is none. */
  find(code: string): boolean {
    const row = productByCode(this.#model.products, code);
    if (!row || !this.session) return false;
    this.categoryId = '';
    this.view = isCounted(this.session, row) ? 'DONE' : 'TO_COUNT';
    this.query = code;
    return true;
  }

  resultOf(productId: ProductId) {
    return this.session?.results.find((result) => result.productId === productId);
  }

  /** Records what is typed for a product; true once it is durable on this phone. */
  async record(row: ProductRow): Promise<boolean> {
    const counted = parseQuantity(this.typed[row.id] ?? '');
    this.faulty[row.id] = counted === null || counted < 0;
    if (counted === null || counted < 0 || this.#recording.has(row.id)) return false;
    this.#recording.add(row.id);
    const recorded = this.#turn.then(() => this.#count(row, counted)).finally(() => this.#recording.delete(row.id));
    // Whoever counted is told; the next count does not wait for it.
    this.#turn = recorded.catch(() => undefined);
    return recorded;
  }

  async #count(row: ProductRow, counted: number): Promise<boolean> {
    if (!this.session) return false;
    // The stock at this instant: a sale made while the shelf was being walked is in it.
    const expected = this.#model.product(row.id)?.onHand ?? row.onHand;
    const count = await this.#recorder.count({ productId: row.id, counted });
    this.faulty[row.id] = count === null;
    if (!count || !this.session) return false;
    delete this.typed[row.id];
    // What was looked for is counted: the next one is.
    this.query = '';
    await this.#keep(withCount(this.session, count, expected));
    return true;
  }

  async #keep(session: InventorySession): Promise<void> {
    this.session = session;
    // The counts themselves are safe: without this note only the list of differences would be lost.
    await this.#drafts.put(KEY, $state.snapshot(session)).catch(() => undefined);
  }
}
