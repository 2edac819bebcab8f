import type { CategoryId, ProductId, SupplierId } from '@digiboost/domain/documents';
import type { Caveat } from '@digiboost/domain/forecast';
import { compareNames } from '@digiboost/domain/french';
import {
  ledgerLine,
  type StockHealth,
  type StockStatus,
  stockHealth,
  stockValue,
  valuation,
} from '@digiboost/domain/kpis';
import type { LedgerProduct } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { caveatText, type ProductOutlook } from '@digiboost/domain/shop';
import { pageOf } from '../http/page.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import type { StockQuery } from './queries.ts';

/** When a product is expected to run out: null days lie beyond the 30 that are forecast. */
export interface RuptureForecast {
  readonly expected: Day | null;
  readonly earliest: Day | null;
  readonly latest: Day | null;
  /** Probability of running out within 15 days, 0..1. */
  readonly within15Days: number;
  readonly reliability: ProductOutlook['stockOut']['reliability'];
}

/** One product of the list. Quantities in units, amounts in FCFA. */
export interface StockDetailRow {
  readonly id: ProductId;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly category: { readonly id: CategoryId; readonly name: string | null } | null;
  readonly supplier: { readonly id: SupplierId; readonly name: string | null } | null;
  readonly isActive: boolean;
  readonly onHand: number;
  readonly status: StockStatus;
  readonly minStock: number;
  readonly maxStock: number | null;
  /** What a unit costs at the supplier, and what those in stock cost on average (CMP), to the centime. */
  readonly purchasePrice: number;
  readonly unitCost: number;
  readonly salePrice: number;
  readonly value: number;
  /** Null for archived products, which are not forecast. */
  readonly outlook: OutlookRow | null;
}

/** What is expected of a product. */
export interface OutlookRow {
  readonly coverageDays: number | null;
  readonly perDay: number;
  readonly rotation: number | null;
  readonly dormant: boolean;
  readonly lastSold: Day | null;
  readonly rupture: RuptureForecast;
  /** Why the forecast is to be taken with care, each with the sentence that the app shows. */
  readonly caveats: readonly { readonly kind: Caveat['kind']; readonly text: string }[];
}

/** The list of products with its summary, which counts what is in scope whatever the page. */
export interface StockDetail {
  readonly today: Day;
  readonly total: number;
  readonly health: StockHealth;
  readonly value: number;
  readonly products: readonly StockDetailRow[];
  /** How the next page is asked for; null at the end. */
  readonly next: string | null;
}

/** The day of a stock-out that is `days` days ahead, 1 being today; null beyond what is forecast. */
const dayOf = (today: Day, days: number): Day | null => (days > 30 ? null : addDays(today, Math.max(days - 1, 0)));

/** A product's outlook as the API says it. */
export function outlookRow({ stockOut, ...outlook }: ProductOutlook, today: Day, unit: string): OutlookRow {
  return {
    coverageDays: outlook.coverage,
    perDay: outlook.perDay,
    rotation: outlook.rotation,
    dormant: outlook.dormant,
    lastSold: outlook.lastSold,
    rupture: {
      expected: dayOf(today, stockOut.day),
      earliest: dayOf(today, stockOut.from),
      latest: dayOf(today, stockOut.to),
      within15Days: stockOut.within15,
      reliability: stockOut.reliability,
    },
    caveats: outlook.forecast.caveats.map((caveat) => ({ kind: caveat.kind, text: caveatText(caveat, unit) })),
  };
}

/** One product as the API says it. */
export function stockRow(shop: WholeBook, ledger: LedgerProduct): StockDetailRow {
  const line = ledgerLine(ledger);
  const { product, onHand } = line;
  const { _id: id, code, name, unit, isActive, minStock, maxStock, purchasePrice, salePrice } = product;
  const { categoryId, supplierId } = product;
  const outlook = shop.expected.products.get(id);
  return {
    id,
    code,
    name,
    unit,
    category: categoryId ? { id: categoryId, name: shop.categories.get(categoryId)?.name ?? null } : null,
    supplier: supplierId ? { id: supplierId, name: shop.suppliers.get(supplierId)?.name ?? null } : null,
    isActive,
    onHand,
    status: line.status,
    minStock,
    maxStock: maxStock ?? null,
    purchasePrice,
    unitCost: Math.round(line.unitCost * 100) / 100,
    salePrice,
    value: stockValue(line),
    outlook: outlook ? outlookRow(outlook, shop.today, unit) : null,
  };
}

/** What is not known comes last, whichever way the list is sorted. */
const MEASURES: Record<Exclude<StockQuery['sort'], 'name'>, (row: StockDetailRow) => number | null> = {
  stock: (row) => row.onHand,
  value: (row) => row.value,
  coverage: (row) => row.outlook?.coverageDays ?? null,
  rupture: ({ outlook }) => {
    if (!outlook || outlook.rupture.reliability === 'INSUFFICIENT' || outlook.rupture.expected === null) return null;
    return Date.parse(outlook.rupture.expected);
  },
};

function sorted(rows: StockDetailRow[], { sort, order }: StockQuery): StockDetailRow[] {
  const sign = order === 'desc' ? -1 : 1;
  const byName = (a: StockDetailRow, b: StockDetailRow): number => compareNames(a.name, b.name);
  if (sort === 'name') return rows.sort((a, b) => sign * byName(a, b));
  const measure = MEASURES[sort];
  return rows.sort((a, b) => {
    const [first, second] = [measure(a), measure(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null) || byName(a, b);
    return sign * (first - second) || byName(a, b);
  });
}

/** The products that `query` asks for. */
export function stockDetail(shop: WholeBook, query: StockQuery): StockDetail {
  const { categoryId, supplierId, status } = query;
  const words = query.q?.toLocaleLowerCase('fr');
  const scope = [...shop.products.values()].filter(
    ({ product }) =>
      (categoryId === undefined || product.categoryId === categoryId) &&
      (supplierId === undefined || product.supplierId === supplierId) &&
      (words === undefined || `${product.name} ${product.code}`.toLocaleLowerCase('fr').includes(words)),
  );
  const lines = scope.map(ledgerLine);
  const rows = scope
    .map((ledger) => stockRow(shop, ledger))
    .filter((row) => row.isActive === (status !== 'ARCHIVED'))
    .filter((row) => status === undefined || status === 'ARCHIVED' || row.status === status);
  const { items: products, next } = pageOf(sorted(rows, query), query);
  return {
    today: shop.today,
    total: rows.length,
    health: stockHealth(lines),
    value: valuation(lines).total,
    products,
    next,
  };
}
