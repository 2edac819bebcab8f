import type { Product } from '../documents/index.ts';
import { LIMITS } from '../documents/limits.ts';
import type { Book, ProductName } from './book.ts';
import { sameArticle } from './likeness.ts';
import type { Row } from './row.ts';
import { isScientific } from './spoilt.ts';
import type { Field, Mapping } from './table.ts';
import { fold } from './text.ts';

const UNKNOWN_SHOWN = 200;

/** How the row names its product, or null when it does not, or wrongly: then the fault is noted. */
export function productName(row: Row): ProductName | null {
  const own = row.text('code', LIMITS.product.code).replace(/^(\d+)[.,]0+$/, '$1');
  const barcode = row.barcode();
  const whole = row.productName();
  // "[CIM50] Ciment 50 kg": some systems write the code into the name.
  const [, inName = '', bare = whole] = /^\[([^\]]{1,40})\]\s*(\S.*)$/.exec(whole) ?? [];
  const isCode = own === '' || fold(inName) === fold(own);
  const [code, name] = isCode ? [own || inName, bare] : [own, whole];
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

/** The product that a row means, and how its new product is to be called; null when the row stays out. */
export interface Meant {
  readonly product: Product | null;
  readonly name: ProductName;
  /** The code or barcode of the file is what a spreadsheet left of the shop's, which stays. */
  readonly isSpoilt: boolean;
}

/**
 * Which product a row means: that of its very code, of its barcode where nothing speaks against it, of its name. Asks
 * where a spreadsheet may have spoilt the code, or the code comes with the name of another article. `described`: a
 * known name under another code is another product.
 */
export function meantBy(row: Row, name: ProductName, book: Book, { described }: { described: boolean }): Meant | null {
  if (isScientific(name.code) || isScientific(name.barcode)) return ofLostDigits(row, name, book, described);
  const own = name.code === '' ? null : book.withCode(name.code);
  if (!own && name.code !== '' && row.hasDayForCode()) {
    row.fault('day-for-code', 'code', { cost: name.barcode === '' && name.name === '' ? 'row' : 'field' });
    return row.failed ? null : meantBy(row, { ...name, code: '' }, book, { described });
  }
  if (own) return isAnotherArticle(row, name, own, book) ? null : meant(own, withoutTaken(row, name, own, book));
  const coded = ofBarcode(row, name, book);
  if (coded !== undefined) return coded;
  const spoilt = book.findSpoilt(name);
  if (spoilt) return asked(row, name, spoilt, book, true);
  return ofName(row, name, book, described);
}

const meant = (product: Product | null, name: ProductName, isSpoilt = false): Meant => ({ product, name, isSpoilt });

function ofName(row: Row, name: ProductName, book: Book, described: boolean): Meant | null {
  const found = described ? book.findDescribed(name) : book.find(name);
  if (found !== 'several') return meant(found, name);
  row.fault('ambiguous-name', 'name');
  return null;
}

/** What the row's barcode says; undefined when it says nothing, or belongs to another article. */
function ofBarcode(row: Row, name: ProductName, book: Book): Meant | null | undefined {
  const known = name.barcode === '' ? null : book.withBarcode(name.barcode);
  if (!known) return undefined;
  const isSame = name.name === '' || sameArticle(known.name, name.name);
  if (name.code === '') {
    if (isSame) return meant(known, name);
    if (!book.isNew(known._id)) return isAnotherArticle(row, name, known, book) ? null : meant(known, name);
  } else if (isSame && !book.isNew(known._id)) return asked(row, name, known, book, false);
  // Two articles of one file, or of two codes and names, do not share a barcode: the first keeps it.
  row.fault('barcode-taken', 'barcode');
  return ofName(row, { ...name, barcode: '' }, book, true);
}

/** Asks whether a row means `known`: the same, another one, or to be left out. */
function asked(row: Row, name: ProductName, known: Product, book: Book, isSpoilt: boolean): Meant | null {
  const told = (code: string, barcode: string, words: string) => [code || barcode, words].filter(Boolean).join(' · ');
  const choice = row.ask('same-product', {
    product: known.name,
    before: told(known.code, known.barcode ?? '', known.name),
    after: told(name.code, name.barcode, name.name),
  });
  if (choice === 'same') return meant(known, name, isSpoilt);
  if (choice === 'leave') return null;
  const isTaken = name.barcode !== '' && book.withBarcode(name.barcode) !== null;
  return meant(null, withoutLostDigits(isTaken ? { ...name, barcode: '' } : name));
}

/** A code or barcode that shows 6,04E+12: asked where one product may be meant, else left out of the row. */
function ofLostDigits(row: Row, name: ProductName, book: Book, described: boolean): Meant | null {
  const known = book.findSpoilt(name);
  if (known) return asked(row, name, known, book, true);
  const kept = withoutLostDigits(name);
  const isNamed = kept.code !== '' || kept.barcode !== '' || kept.name !== '';
  for (const field of ['code', 'barcode'] as const) {
    if (isScientific(name[field])) row.fault('scientific', field, { cost: isNamed ? 'field' : 'row' });
  }
  return row.failed ? null : meantBy(row, kept, book, { described });
}

/** What names the product without the codes of which a spreadsheet shows the first digits only. */
const withoutLostDigits = ({ code, barcode, name }: ProductName): ProductName => ({
  code: isScientific(code) ? '' : code,
  barcode: isScientific(barcode) ? '' : barcode,
  name,
});

/** The row's name without a barcode that is another product's. */
function withoutTaken(row: Row, name: ProductName, own: Product, book: Book): ProductName {
  const holder = name.barcode === '' ? null : book.withBarcode(name.barcode);
  if (!holder || holder._id === own._id) return name;
  row.fault('barcode-taken', 'barcode');
  return { ...name, barcode: '' };
}

/**
 * Whether the row calls the product that its code means by the name of another article, and the person did not say that
 * they are one: then the row is left out. Of products that the file itself made known, it is only noted.
 */
function isAnotherArticle(row: Row, { name }: ProductName, known: Product, book: Book): boolean {
  if (name === '' || sameArticle(known.name, name)) return false;
  if (book.isNew(known._id)) {
    row.fault('other-name', 'name');
    return false;
  }
  return row.ask('other-article', { product: known.name, before: known.name, after: name }) === 'leave';
}

/**
 * The product that a sale, a count or a delivery means. One that the shop does not know is created when `create` says
 * so (with the content it gives), else the row is at fault.
 */
export function productOf(
  row: Row,
  name: ProductName,
  book: Book,
  unknown: Unknown,
  create: (() => Partial<Product>) | null,
): Product | null {
  const found = meantBy(row, name, book, { described: false });
  if (!found) return null;
  if (found.product) return book.revive(found.product);
  unknown.note(name);
  if (create) return book.create(found.name, create());
  row.fault('unknown-product', nameField(name));
  return null;
}

/** The field by which a row names its product first. */
export const nameField = (name: ProductName): Field => (name.code ? 'code' : name.barcode ? 'barcode' : 'name');

/** A key of what a row says in the mapped columns, to find rows that repeat another. */
export const rowText = (row: Row, mapping: Mapping): string =>
  (Object.keys(mapping) as (keyof Mapping)[])
    .map((field) => String(row.cell(field) ?? '').slice(0, 300))
    .join('\u0000');
