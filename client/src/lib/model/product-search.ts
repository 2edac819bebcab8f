import type { Product, ProductUnit } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { barcodeKey } from '@digiboost/domain/shared/gtin';
import type { ProductRow } from './types.ts';

interface Folded {
  readonly name: string;
  readonly code: string;
  /** Those of its larger units too, as they are compared: 12 and 13 digits may be one number. */
  readonly barcodes: readonly string[];
  readonly all: string;
}

// A product's document is replaced when it changes, so its folded text lives as long as it does.
const cache = new WeakMap<Product, Folded>();

function foldedOf(product: Product): Folded {
  let folded = cache.get(product);
  if (!folded) {
    const name = fold(product.name);
    const code = fold(product.code);
    const printed = [product.barcode ?? '', ...(product.units ?? []).map((unit) => unit.barcode ?? '')];
    const barcodes = printed.map(barcodeKey).filter(Boolean);
    folded = { name, code, barcodes, all: [name, code, ...printed.map(fold), ...barcodes].join('\n') };
    cache.set(product, folded);
  }
  return folded;
}

/** How well `product` answers the folded `query` of `words`: 0 best, null when a word is nowhere in it. */
function rankOf(product: Product, query: string, words: readonly string[]): number | null {
  const { name, code, barcodes, all } = foldedOf(product);
  if (barcodes.includes(barcodeKey(query))) return 0;
  if (!words.every((word) => all.includes(word))) return null;
  if (code === query) return 0;
  if (name.startsWith(query)) return 1;
  const first = words[0] ?? '';
  if (name.startsWith(first)) return 2;
  return name.includes(` ${first}`) ? 3 : 4;
}

/** The shortest word in which a wrong letter is forgiven: of three letters, most words are one letter from another. */
const LEAST_MISTYPED = 4;

/** Whether `name` begins with `typed`, but for one letter that is wrong, missing, too many or a place too far. */
function beginsNear(name: string, typed: string): boolean {
  let same = 0;
  while (same < typed.length && typed[same] === name[same]) same += 1;
  if (same === typed.length) return true;
  const rest = typed.slice(same + 1);
  return (
    name.startsWith(rest, same + 1) ||
    name.startsWith(typed.slice(same), same + 1) ||
    name.startsWith(rest, same) ||
    (typed[same] === name[same + 1] &&
      typed[same + 1] === name[same] &&
      name.startsWith(typed.slice(same + 2), same + 2))
  );
}

/** Whether every one of `words` is in the product, each of some length with one letter wrong at most. */
function isNear(product: Product, words: readonly string[]): boolean {
  const { name, all } = foldedOf(product);
  const parts = name.split(/[^\p{L}\p{N}]+/u);
  return words.every(
    (word) => all.includes(word) || (word.length >= LEAST_MISTYPED && parts.some((part) => beginsNear(part, word))),
  );
}

/**
 * The rows whose name, code or barcode holds every word of `query`, accents and case apart, best match first; rows that
 * match as well keep their order. Where none does, those that do but for one letter of a word. An empty query keeps
 * them all.
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
  if (found.length === 0) return rows.filter(({ product }) => isNear(product, words));
  return found.sort((a, b) => a.rank - b.rank).map(({ row }) => row);
}

/** The words of a name in no order, a figure with its unit as one word: "Café Touba 250 g" is "touba café 250g". */
const essence = (name: string): string[] =>
  fold(name)
    .replace(/(\d)\s+(?=\p{L}{1,2}\b)/gu, '$1')
    .split(/[^\p{L}\p{N}.,]+/u)
    .filter(Boolean)
    .sort();

/** Whether two words may be one that was typed badly; figures never are. */
const isSameWord = (a: string, b: string): boolean =>
  a === b ||
  (!/\d/.test(a + b) && Math.min(a.length, b.length) >= LEAST_MISTYPED && beginsNear(a, b) && beginsNear(b, a));

/** The active product that may be the one of that name: the same words in any order, each but for a letter. */
export function productLike(rows: readonly ProductRow[], name: string): ProductRow | undefined {
  const wanted = essence(name);
  if (wanted.length === 0) return undefined;
  return rows.find(({ product }) => {
    if (!product.isActive) return false;
    const words = essence(product.name);
    return words.length === wanted.length && words.every((word, index) => isSameWord(word, wanted[index] ?? ''));
  });
}

/** The larger unit of a product that carries exactly this barcode, if one does. */
export const unitByCode = (product: Product, text: string): ProductUnit | undefined =>
  product.units?.find(({ barcode }) => barcode !== undefined && barcodeKey(barcode) === barcodeKey(text.trim()));

/** The active product that carries exactly this barcode (or, failing that, this code), if there is one. */
export function productByCode(rows: readonly ProductRow[], text: string): ProductRow | undefined {
  const wanted = text.trim();
  if (!wanted) return undefined;
  const active = rows.filter((row) => row.product.isActive);
  const code = fold(wanted);
  const barcode = barcodeKey(wanted);
  return (
    active.find((row) => foldedOf(row.product).barcodes.includes(barcode)) ??
    active.find((row) => foldedOf(row.product).code === code)
  );
}
