import { type StockStatus, stockValue } from '@digiboost/domain/kpis';
import type { ProductOutlook, ShopOutlook } from '../../insight/shop-insight.ts';
import { searchProducts } from '../../model/product-search.ts';
import type { ProductRow } from '../../model/types.ts';

export type StatusFilter = 'ALL' | StockStatus | 'DORMANT' | 'ARCHIVED';
export type SortKey = 'name' | 'stock' | 'status' | 'value' | 'coverage' | 'rupture';

/**
 * What the list shows and in which order. `categoryId` and `supplierId`: '' for all, 'none' for products without one.
 */
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
  sort: 'status',
  descending: false,
};
export const NONE = 'none';

const SEVERITY: Record<StockStatus, number> = { RUPTURE: 0, LOW: 1, UNKNOWN: 2, OK: 3 };

/** What each order measures; null: not known, which comes last in both directions. */
const SORTS: Record<SortKey, (row: ProductRow, outlook: ProductOutlook | undefined) => number | null> = {
  // The rows come by name already.
  name: () => 0,
  stock: (row) => row.onHand,
  status: (row) => SEVERITY[row.status],
  value: stockValue,
  coverage: (_row, outlook) => outlook?.coverage ?? null,
  rupture: (_row, outlook) => {
    if (!outlook || outlook.stockOut.reliability === 'INSUFFICIENT') return null;
    const { day, from, to } = outlook.stockOut;
    // Soonest first; of two that may last beyond what is forecast, the one that may end first.
    return day * 10_000 + from * 100 + to;
  },
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

function hasStatus(row: ProductRow, status: StatusFilter, outlook: Pick<ShopOutlook, 'products'> | null): boolean {
  if (status === 'ARCHIVED' || !row.product.isActive) return (status === 'ARCHIVED') !== row.product.isActive;
  if (status === 'DORMANT') return outlook?.products.get(row.id)?.dormant ?? false;
  return status === 'ALL' || row.status === status;
}

/** The rows to show, from those in scope, in order. Archived products appear under their own filter only. */
export function shownRows(
  scope: readonly ProductRow[],
  filters: StockFilters,
  outlook: Pick<ShopOutlook, 'products'> | null = null,
): readonly ProductRow[] {
  const { status, sort, descending } = filters;
  const rows = scope.filter((row) => hasStatus(row, status, outlook));
  // A search puts the best match first, which another order would undo.
  if (filters.query.trim() !== '' && sort === NO_FILTERS.sort && !descending) return rows;
  if (sort === 'name') return descending ? rows.reverse() : rows;
  const measured = rows.map((row) => ({ row, value: SORTS[sort](row, outlook?.products.get(row.id)) }));
  const sign = descending ? -1 : 1;
  measured.sort((a, b) =>
    a.value === null || b.value === null
      ? Number(a.value === null) - Number(b.value === null)
      : sign * (a.value - b.value),
  );
  return measured.map(({ row }) => row);
}

const STATUS_WORDS: Record<StatusFilter, string> = {
  ALL: '',
  RUPTURE: 'rupture',
  LOW: 'faible',
  OK: 'disponible',
  UNKNOWN: 'a-compter',
  DORMANT: 'dormant',
  ARCHIVED: 'archive',
};
const SORT_WORDS: Record<SortKey, string> = {
  name: 'nom',
  stock: 'stock',
  status: '',
  value: 'valeur',
  coverage: 'couverture',
  rupture: 'rupture',
};

const keyOf = <K extends string>(words: Record<K, string>, word: string | null, otherwise: K): K =>
  (Object.keys(words) as K[]).find((key) => words[key] === (word ?? '')) ?? otherwise;

/** The filters that an address asks for; what it does not say, or says wrongly, is not filtered. */
export const readFilters = (params: URLSearchParams): StockFilters => ({
  query: params.get('q') ?? '',
  status: keyOf(STATUS_WORDS, params.get('statut'), 'ALL'),
  categoryId: params.get('categorie') ?? '',
  supplierId: params.get('fournisseur') ?? '',
  sort: keyOf(SORT_WORDS, params.get('tri'), 'status'),
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
