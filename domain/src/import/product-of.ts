import type { Product } from '../documents/index.ts';
import type { Book, ProductName } from './book.ts';
import { sameArticle } from './likeness.ts';
import type { Row } from './rows.ts';
import type { Mapping } from './types.ts';

const SCIENTIFIC = /^\d[.,]\d+e\+\d+$/i;
const UNKNOWN_SHOWN = 200;

/** How the row names its product, or null when it does not, or wrongly: then the fault is noted. */
export function productName(row: Row): ProductName | null {
  const code = row.text('code', 100);
  const barcode = row.text('barcode', 64).replace(/ /g, '');
  const name = row.text('name', 200);
  // A spreadsheet that shows 6.04E+12 has lost the barcode's digits.
  if (SCIENTIFIC.test(code)) row.fault('scientific', 'code');
  if (SCIENTIFIC.test(barcode)) row.fault('scientific', 'barcode');
  if (row.failed) return null;
  if (code === '' && barcode === '' && name === '') {
    row.fault('no-product', null);
    return null;
  }
  return { code, barcode, name };
}

/** Products that rows name and the shop does not know. */
export class Unknown {
  readonly #names = new Map<string, string>();

  note(name: ProductName): void {
    const key = name.code || name.barcode || name.name;
    if (!this.#names.has(key)) this.#names.set(key, name.name || key);
  }

  get count(): number {
    return this.#names.size;
  }

  get first(): string[] {
    return [...this.#names.values()].slice(0, UNKNOWN_SHOWN);
  }
}

/**
 * The product that a sale or a count means. One that the shop does not know is created when `create` says so (with the
 * content it gives), else the row is at fault.
 */
export function productOf(
  row: Row,
  name: ProductName,
  book: Book,
  unknown: Unknown,
  create: (() => Partial<Product>) | null,
): Product | null {
  const found = book.find(name);
  if (found === 'several') {
    row.fault('ambiguous-name', 'name');
    return null;
  }
  if (found) return isAnotherArticle(row, name, found) ? null : book.revive(found);
  unknown.note(name);
  if (create) return book.create(name, create());
  row.fault('unknown-product', name.code ? 'code' : name.barcode ? 'barcode' : 'name');
  return null;
}

/**
 * Whether the row calls the product that its code means by the name of another article, and the person did not say that
 * they are one: then the row is left out. Asked of products that were there before the file, not of its own.
 */
export function isAnotherArticle(row: Row, { code, barcode, name }: ProductName, known: Product): boolean {
  if (name === '' || (code === '' && barcode === '') || sameArticle(known.name, name)) return false;
  return row.ask('other-article', { product: known.name, before: known.name, after: name }) === 'leave';
}

/** A key of what a row says in the mapped columns, to find rows that repeat another. */
export const rowText = (row: Row, mapping: Mapping): string =>
  (Object.keys(mapping) as (keyof Mapping)[])
    .map((field) => String(row.cell(field) ?? '').slice(0, 300))
    .join('\u0000');
