import type { Product } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { barcodeKey } from '@digiboost/domain/shared/gtin';
import type { ProductRow } from './types.ts';

interface Folded {
  readonly name: string;
  readonly code: string;
  /** As it is compared: 12 and 13 digits may be one number. */
  readonly barcode: string;
  readonly all: string;
}

// A product's document is replaced when it changes, so its folded text lives as long as it does.
const cache = new WeakMap<Product, Folded>();

function foldedOf(product: Product): Folded {
  let folded = cache.get(product);
  if (!folded) {
    const name = fold(product.name);
    const code = fold(product.code);
    const barcode = barcodeKey(product.barcode ?? '');
    folded = { name, code, barcode, all: `${name}\n${code}\n${fold(product.barcode ?? '')}\n${barcode}` };
    cache.set(product, folded);
  }
  return folded;
}

/** How well `product` answers the folded `query` of `words`: 0 best, null when a word is nowhere in it. */
function rankOf(product: Product, query: string, words: readonly string[]): number | null {
  const { name, code, barcode, all } = foldedOf(product);
  if (barcode && barcode === barcodeKey(query)) return 0;
  if (!words.every((word) => all.includes(word))) return null;
  if (code === query) return 0;
  if (name.startsWith(query)) return 1;
  const first = words[0] ?? '';
  if (name.startsWith(first)) return 2;
  return name.includes(` ${first}`) ? 3 : 4;
}

/**
 * The rows whose name, code or barcode holds every word of `query`, accents and case apart, best match first; rows that
 * match as well keep their order. An empty query keeps them all.
 */
export function searchProducts(rows: readonly ProductRow[], query: string): readonly ProductRow[] {
  const folded = fold(query);
  if (!folded) return rows;
  const words = folded.split(/\s+/);
  const found: { row: ProductRow; rank: number }[] = [];
  for (const row of rows) {
    const rank = rankOf(row.product, folded, words);
    if (rank !== null) found.push({ row, rank });
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ row }) => row);
}

/** The active product that carries exactly this barcode (or, failing that, this code), if there is one. */
export function productByCode(rows: readonly ProductRow[], text: string): ProductRow | undefined {
  const wanted = text.trim();
  if (!wanted) return undefined;
  const active = rows.filter((row) => row.product.isActive);
  const code = fold(wanted);
  const barcode = barcodeKey(wanted);
  return (
    active.find((row) => foldedOf(row.product).barcode === barcode) ??
    active.find((row) => foldedOf(row.product).code === code)
  );
}
