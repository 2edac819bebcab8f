import { stockHealth, valuation } from '@digiboost/domain/kpis';
import type { ShopInsight } from '../../insight/shop-insight.ts';
import type { ShopModel } from '../../model/types.ts';
import { inScope, NO_FILTERS, type SortKey, type StockFilters, shownRows, writeFilters } from './stock-filters.ts';

/** The list of products with its filters. */
export class StockList {
  filters = $state.raw<StockFilters>(NO_FILTERS);
  readonly #model: Pick<ShopModel, 'products'>;
  readonly #insight: Pick<ShopInsight, 'outlook'>;
  /** Told of the address of the filters each time they change. */
  readonly #onchange: (search: string) => void;

  readonly #scope = $derived.by(() => inScope(this.#model.products, this.filters));
  readonly rows = $derived.by(() => shownRows(this.#scope, this.filters, this.#insight.outlook));
  /** Of the active products in scope, whatever their status. */
  readonly health = $derived(stockHealth(this.#scope));
  /** FCFA of what is in scope. */
  readonly value = $derived(valuation(this.#scope).total);
  /** How many of the products in scope are dormant; null while that is not known. */
  readonly dormant = $derived.by(() => {
    const outlook = this.#insight.outlook;
    return outlook && shownRows(this.#scope, { ...NO_FILTERS, status: 'DORMANT' }, outlook).length;
  });
  readonly empty = $derived.by(() => this.#model.products.length === 0);
  /** How many of the filters behind the button are on. */
  readonly narrowed = $derived(
    [
      this.filters.categoryId,
      this.filters.supplierId,
      this.filters.sort !== NO_FILTERS.sort,
      this.filters.descending,
    ].filter(Boolean).length,
  );

  constructor(
    model: Pick<ShopModel, 'products'>,
    insight: Pick<ShopInsight, 'outlook'>,
    filters: StockFilters,
    onchange: (search: string) => void,
  ) {
    this.#model = model;
    this.#insight = insight;
    this.filters = filters;
    this.#onchange = onchange;
  }

  set(change: Partial<StockFilters>): void {
    this.filters = { ...this.filters, ...change };
    this.#onchange(writeFilters(this.filters));
  }

  /** Sorts by `sort`; by what is sorted already, the other way round. */
  sortBy(sort: SortKey): void {
    this.set({ sort, descending: this.filters.sort === sort && !this.filters.descending });
  }

  reset(): void {
    this.set(NO_FILTERS);
  }
}
