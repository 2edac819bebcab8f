import { type StockStatus, stockValue } from '@digiboost/domain/kpis';
import { searchProducts } from '../../model/product-search.ts';
import type { ProductRow } from '../../model/types.ts';

export type StatusFilter = 'ALL' | StockStatus | 'ARCHIVED';
export type SortKey = 'name' | 'stock' | 'status' | 'value';

/** What the list shows and in which order. `categoryId` and `supplierId`: '' for all, 'none' for products without one. */
export interface StockFilters {
  readonly query: string;
  readonly status: StatusFilter;
  readonly categoryId: string;
  readonly supplierId: string;
  readonly sort: SortKey;
  readonly descending: boolean;
}

export const NO_FILTERS: StockFilters = {
  query: '',
  status: 'ALL',
  categoryId: '',
  supplierId: '',
  sort: 'name',
  descending: false,
};
export const NONE = 'none';

const SEVERITY: Record<StockStatus, number> = { RUPTURE: 0, LOW: 1, OK: 2 };

const SORTS: Record<SortKey, (row: ProductRow) => number> = {
  // The rows come by name already.
  name: () => 0,
  stock: (row) => row.onHand,
  status: (row) => SEVERITY[row.status],
  value: stockValue,
};

const answers = (wanted: string, id: string | undefined): boolean =>
  wanted === '' || (wanted === NONE ? id === undefined : id === wanted);

/** The rows that answer every filter but the status: what the list's summary counts. */
export function inScope(rows: readonly ProductRow[], filters: StockFilters): readonly ProductRow[] {
  const { categoryId, supplierId, query } = filters;
  const kept = rows.filter(
    ({ product }) => answers(categoryId, product.categoryId) && answers(supplierId, product.supplierId),
  );
  return searchProducts(kept, query);
}

/** The rows to show, from those in scope, in order. Archived products appear under their own filter only. */
export function shownRows(scope: readonly ProductRow[], filters: StockFilters): readonly ProductRow[] {
  const { status, sort, descending } = filters;
  const rows = scope.filter(
    (row) =>
      row.product.isActive === (status !== 'ARCHIVED') &&
      (status === 'ALL' || status === 'ARCHIVED' || row.status === status),
  );
  // A search puts the best match first, which the order by name would undo.
  if (sort === 'name') return descending ? rows.reverse() : rows;
  const measure = SORTS[sort];
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => sign * (measure(a) - measure(b)));
}

const STATUS_WORDS: Record<StatusFilter, string> = {
  ALL: '',
  RUPTURE: 'rupture',
  LOW: 'faible',
  OK: 'disponible',
  ARCHIVED: 'archive',
};
const SORT_WORDS: Record<SortKey, string> = { name: '', stock: 'stock', status: 'etat', value: 'valeur' };

const keyOf = <K extends string>(words: Record<K, string>, word: string | null, otherwise: K): K =>
  (Object.keys(words) as K[]).find((key) => words[key] === (word ?? '')) ?? otherwise;

/** The filters that an address asks for; what it does not say, or says wrongly, is not filtered. */
export const readFilters = (params: URLSearchParams): StockFilters => ({
  query: params.get('q') ?? '',
  status: keyOf(STATUS_WORDS, params.get('statut'), 'ALL'),
  categoryId: params.get('categorie') ?? '',
  supplierId: params.get('fournisseur') ?? '',
  sort: keyOf(SORT_WORDS, params.get('tri'), 'name'),
  descending: params.get('ordre') === 'desc',
});

/** The address that asks for `filters`, from its "?"; empty when nothing is filtered. */
export function writeFilters(filters: StockFilters): string {
  const params = new URLSearchParams();
  const words: [string, string][] = [
    ['q', filters.query],
    ['statut', STATUS_WORDS[filters.status]],
    ['categorie', filters.categoryId],
    ['fournisseur', filters.supplierId],
    ['tri', SORT_WORDS[filters.sort]],
    ['ordre', filters.descending ? 'desc' : ''],
  ];
  for (const [name, word] of words) if (word) params.set(name, word);
  return params.size > 0 ? `?${params}` : '';
}
