import { stockHealth, valuation } from '@digiboost/domain/kpis';
import type { ShopModel } from '../../model/types.ts';
import { inScope, NO_FILTERS, type StockFilters, shownRows, writeFilters } from './stock-filters.ts';

/** The list of products with its filters. */
export class StockList {
  filters = $state.raw<StockFilters>(NO_FILTERS);
  readonly #model: Pick<ShopModel, 'products'>;
  /** Told of the address of the filters each time they change. */
  readonly #onchange: (search: string) => void;

  readonly #scope = $derived.by(() => inScope(this.#model.products, this.filters));
  readonly rows = $derived(shownRows(this.#scope, this.filters));
  /** Of the active products in scope, whatever their status. */
  readonly health = $derived(stockHealth(this.#scope));
  /** FCFA of what is in scope. */
  readonly value = $derived(valuation(this.#scope).total);
  readonly empty = $derived.by(() => this.#model.products.length === 0);
  /** How many of the filters behind the button are on. */
  readonly narrowed = $derived(
    [this.filters.categoryId, this.filters.supplierId, this.filters.sort !== 'name', this.filters.descending].filter(
      Boolean,
    ).length,
  );

  constructor(model: Pick<ShopModel, 'products'>, filters: StockFilters, onchange: (search: string) => void) {
    this.#model = model;
    this.filters = filters;
    this.#onchange = onchange;
  }

  set(change: Partial<StockFilters>): void {
    this.filters = { ...this.filters, ...change };
    this.#onchange(writeFilters(this.filters));
  }

  reset(): void {
    this.set(NO_FILTERS);
  }
}
