import {
  type Author,
  type Category,
  categoryId,
  DEFAULT_LEAD_TIME_DAYS,
  newDocument,
  type Product,
  productId,
  revise,
  type Supplier,
  supplierId,
} from '../documents/index.ts';
import { barcodeKey } from '../shared/gtin.ts';
import { isSamePhone } from '../shared/phone.ts';
import type { Existing } from './existing.ts';
import { entityKey, shortMark, slug } from './keys.ts';
import { mayHaveBeen, spoiltKey } from './spoilt.ts';
import { fold } from './text.ts';

/** How a row names a product; '' for what it does not say. */
export interface ProductName {
  readonly code: string;
  readonly barcode: string;
  readonly name: string;
}

type Named = Product | Category | Supplier;
const UNIT = 'pièce';
/** Letters of a code that is made from a name. */
const CODE_LENGTH = 40;

const lower = (text: string): string => text.trim().toLowerCase();

/** The shop's products, categories and suppliers as the file leaves them, and which of them must be written. */
export class Book {
  readonly #author: Author;
  readonly #takenBack: ReadonlySet<string>;
  readonly #existing = new Map<string, Named>();
  readonly #current = new Map<string, Named>();
  readonly #byCode = new Map<string, Product['_id']>();
  readonly #byBarcode = new Map<string, Product['_id']>();
  /** By what a spreadsheet leaves of codes and barcodes. */
  readonly #bySpoilt = new Map<string, Set<Product['_id']>>();
  readonly #byName = new Map<string, Product['_id'] | 'several'>();
  readonly #categories = new Map<string, Category['_id']>();
  readonly #suppliers = new Map<string, Supplier['_id']>();
  /** What the file says of the suppliers' lead times, in days. */
  readonly #leadTimes = new Map<Supplier['_id'], number>();

  constructor(existing: Existing, author: Author) {
    this.#author = author;
    this.#takenBack = existing.takenBack;
    for (const doc of [...existing.categories, ...existing.suppliers, ...existing.products]) {
      this.#existing.set(doc._id, doc);
      this.#keep(doc);
    }
  }

  #keep(doc: Named): void {
    const known = this.#current.has(doc._id);
    this.#current.set(doc._id, doc);
    if (doc.type === 'category') this.#categories.set(fold(doc.name), doc._id);
    else if (doc.type === 'supplier') {
      this.#suppliers.set(fold(doc.name), doc._id);
      this.#suppliers.set(fold(doc.code), doc._id);
    } else {
      this.#byCode.set(lower(doc.code), doc._id);
      if (doc.barcode) this.#byBarcode.set(barcodeKey(doc.barcode), doc._id);
      for (const text of [doc.code, doc.barcode ?? '']) {
        const key = spoiltKey(text);
        if (key !== '') this.#bySpoilt.set(key, (this.#bySpoilt.get(key) ?? new Set()).add(doc._id));
      }
      const name = fold(doc.name);
      const other = this.#byName.get(name);
      this.#byName.set(name, other === undefined || other === doc._id ? doc._id : known ? other : 'several');
    }
  }

  product(id: string): Product | undefined {
    const doc = this.#current.get(id);
    return doc?.type === 'product' ? doc : undefined;
  }

  /** The product that a row means; null when the shop does not know it, `several` when the name fits more than one. */
  find(row: ProductName): Product | 'several' | null {
    const id =
      this.#byOwnCode(row) ??
      this.#ofBarcode(row.barcode) ??
      (row.name && (this.#byName.get(fold(row.name)) ?? this.#byCode.get(lower(row.name)))) ??
      '';
    return id === 'several' ? id : (this.product(id || this.#idOf(row)) ?? null);
  }

  /** As `find` for a row that describes the product: a known name under another code is another product. */
  findDescribed(row: ProductName): Product | 'several' | null {
    return this.find(row.code || row.barcode ? { ...row, name: '' } : row);
  }

  /** The product that has that very code, or that code as its barcode. */
  withCode(code: string): Product | null {
    return this.product(this.#byOwnCode({ code }) ?? '') ?? null;
  }

  /** The product that has that barcode, whatever its length. */
  withBarcode(barcode: string): Product | null {
    return this.product(this.#ofBarcode(barcode) ?? '') ?? null;
  }

  /**
   * The one product whose code or barcode differs from the row's by what spreadsheets do to numbers: zeros lost before
   * it, digits lost behind 6,04E+12. Null without any, or with several.
   */
  findSpoilt({ code, barcode }: Pick<ProductName, 'code' | 'barcode'>): Product | null {
    const ids = new Set<Product['_id']>();
    for (const text of [code, barcode]) {
      for (const id of this.#bySpoilt.get(spoiltKey(text)) ?? []) ids.add(id);
      if (text === '' || ids.size > 0) continue;
      for (const id of this.#byCode.values()) {
        const product = this.product(id);
        if (product && [product.code, product.barcode ?? ''].some((known) => mayHaveBeen(text, known))) ids.add(id);
      }
    }
    const [only] = ids;
    return ids.size === 1 && only ? (this.product(only) ?? null) : null;
  }

  #byOwnCode({ code }: Pick<ProductName, 'code'>): Product['_id'] | undefined {
    return code === '' ? undefined : (this.#byCode.get(lower(code)) ?? this.#ofBarcode(code));
  }

  #ofBarcode(barcode: string): Product['_id'] | undefined {
    return barcode === '' ? undefined : this.#byBarcode.get(barcodeKey(barcode));
  }

  /** Whether another product than `id` has that name. */
  sameName(name: string, id: string): boolean {
    const found = this.#byName.get(fold(name));
    return found !== undefined && found !== id;
  }

  #idOf(row: ProductName): Product['_id'] {
    return productId(entityKey(row.code || row.barcode || row.name));
  }

  /** A new product, called as the row calls it. */
  create(row: ProductName, content: Partial<Product>): Product {
    const { code, barcode, name } = row;
    const doc = newDocument<Product>(
      {
        purchasePrice: 0,
        salePrice: 0,
        unit: UNIT,
        minStock: 0,
        isActive: true,
        ...content,
        _id: this.#idOf(row),
        type: 'product',
        code: this.#codeOf(row),
        name: name || code || barcode,
        ...(barcode ? { barcode } : {}),
      },
      this.#author,
    );
    this.#keep(doc);
    return doc;
  }

  /** The code of a new product: its own, or the words of its name, told from every other's by a mark. */
  #codeOf({ code, barcode, name }: ProductName): string {
    if (code || barcode) return code || barcode;
    const words = slug(name, 100).toUpperCase();
    const short = words === '' ? name.slice(0, 40) : words;
    if (short.length <= CODE_LENGTH && !this.#byCode.has(lower(short))) return short;
    return `${short.slice(0, CODE_LENGTH - 7).replace(/-+$/, '')}-${shortMark(name)}`;
  }

  /** Changes a product that this file created. */
  amend(id: Product['_id'], content: Partial<Product>): void {
    const doc = this.product(id);
    if (doc && !this.#existing.has(id)) this.#keep({ ...doc, ...content });
  }

  /** Brings back what went with the import that had created it; any other stays as the shop left it. */
  revive<D extends Named>(doc: D): D {
    return doc.isActive || !this.#takenBack.has(doc._id) ? doc : (this.revise<Named>(doc, { isActive: true }) as D);
  }

  isNew(id: string): boolean {
    return !this.#existing.has(id);
  }

  revise<D extends Named>(doc: D, changes: { [K in keyof D]?: D[K] | undefined }): D {
    const revised = revise<D>(doc, changes, this.#author);
    if (revised !== doc) this.#keep(revised);
    return revised;
  }

  /** The lead time that an earlier row of the file gave that supplier, in days. */
  leadTimeOf(name: string): number | undefined {
    const id = this.#suppliers.get(fold(name));
    return id === undefined ? undefined : this.#leadTimes.get(id);
  }

  /** The category of that name, created when the shop has none. */
  category(name: string): Category['_id'] {
    const id = this.#categories.get(fold(name)) ?? categoryId(entityKey(name));
    const known = this.#current.get(id);
    if (known?.type === 'category') this.revive(known);
    else this.#keep(newDocument<Category>({ _id: id, type: 'category', name, isActive: true }, this.#author));
    return id;
  }

  /**
   * The supplier of that name or code, created when the shop has none; what the row says besides is updated. Of several
   * lead times in one file the longest stands.
   */
  supplier(name: string, given: { phone?: string; leadTimeDays?: number }): Supplier['_id'] {
    const id = this.#suppliers.get(fold(name)) ?? supplierId(entityKey(name));
    const longest = Math.max(given.leadTimeDays ?? -1, this.#leadTimes.get(id) ?? -1);
    if (longest >= 0) this.#leadTimes.set(id, longest);
    const details = longest >= 0 ? { ...given, leadTimeDays: longest } : given;
    const known = this.#current.get(id);
    if (known?.type === 'supplier') {
      const isSame = details.phone !== undefined && isSamePhone(known.phone ?? '', details.phone);
      this.revise<Supplier>(this.revive(known), isSame ? { ...details, phone: known.phone } : details);
    } else {
      const content = {
        code: name.slice(0, 50),
        name,
        leadTimeDays: DEFAULT_LEAD_TIME_DAYS,
        isActive: true,
        ...details,
      };
      this.#keep(newDocument<Supplier>({ ...content, _id: id, type: 'supplier' }, this.#author));
    }
    return id;
  }

  /** What differs from what the shop holds: categories first, then suppliers, then products. */
  changes(): { created: Named[]; updated: Named[] } {
    const rank = { category: 0, supplier: 1, product: 2 };
    const changed = [...this.#current.values()]
      .filter((doc) => this.#existing.get(doc._id) !== doc)
      .sort((a, b) => rank[a.type] - rank[b.type]);
    return {
      created: changed.filter((doc) => !this.#existing.has(doc._id)),
      updated: changed.filter((doc) => this.#existing.has(doc._id)),
    };
  }
}
