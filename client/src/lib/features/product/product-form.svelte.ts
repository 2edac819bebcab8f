import { type Count, count, newDocument, type Product, productId, revise } from '@digiboost/domain/documents';
import { productForm as words } from '../../i18n/fr/product-form.ts';
import type { ShopModel } from '../../model/types.ts';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import { present } from '../../replica/present.ts';
import type { Replica } from '../../replica/types.ts';
import {
  changesOf,
  contentOf,
  faultsOf,
  fieldsOf,
  newFields,
  type ProductFaults,
  type ProductFields,
} from './product-fields.ts';

/** What the form needs from the rest of the app. */
export interface ProductFormDeps {
  readonly replica: Pick<Replica, 'put' | 'author' | 'newId' | 'newKey'>;
  readonly model: Pick<ShopModel, 'products' | 'product' | 'shop'>;
}

/** Creates a product, or edits one. */
export class ProductForm extends DocumentWriter {
  readonly fields = $state<ProductFields>(newFields());
  /** What lies on the shelf when a product is created; recorded as a count. */
  initialStock = $state<number | null>(null);
  faults = $state.raw<ProductFaults>({});
  readonly #deps: ProductFormDeps;
  readonly #before: ProductFields;
  readonly #editing: Product | null;

  constructor(deps: ProductFormDeps, editing: Product | null) {
    super(deps.replica);
    this.#deps = deps;
    this.#editing = editing;
    this.#before = editing ? fieldsOf(editing) : newFields();
    Object.assign(this.fields, this.#before);
  }

  get isNew(): boolean {
    return this.#editing === null;
  }

  /** Takes the complaint about a field away once it is typed in again. */
  touch(field: keyof ProductFaults): void {
    if (!this.faults[field]) return;
    const { [field]: _mended, ...others } = this.faults;
    this.faults = others;
  }

  /** The product's id once it is durable on this phone; null when something stands in the way. */
  async save(): Promise<Product['_id'] | null> {
    if (this.saving) return null;
    this.fault = null;
    this.faults = this.#check();
    if (Object.keys(this.faults).length > 0) return null;
    const stored = await this.store((): [] | [Product, ...Count[]] =>
      this.#editing ? this.#revised(this.#editing) : this.#created(),
    );
    return stored && (this.#editing?._id ?? stored[0]?._id ?? null);
  }

  #check(): ProductFaults {
    const faults = faultsOf(this.fields, this.#deps.model.products, this.#editing?._id);
    if (this.initialStock !== null && this.initialStock < 0) faults.initialStock = words.faults.level;
    return faults;
  }

  #revised(editing: Product): [] | [Product] {
    // The newest version held here: another phone's edit of another field stays.
    const current = this.#deps.model.product(editing._id)?.product ?? editing;
    const revised = revise(current, changesOf(this.#before, this.fields, current.code), this.#deps.replica.author());
    return revised === current ? [] : [revised];
  }

  #created(): [Product, ...Count[]] {
    const { replica, model } = this.#deps;
    const author = replica.author();
    const key = replica.newKey();
    const content = present(contentOf(this.fields, `P-${key.slice(-6).toUpperCase()}`));
    const product = newDocument<Product>({ ...content, _id: productId(key), type: 'product', isActive: true }, author);
    if (this.initialStock === null) return [product];
    const id = replica.newId('count', author.at);
    const timezone = model.shop?.settings.timezone;
    return [product, count({ productId: product._id, counted: this.initialStock }, { id, author, timezone })];
  }
}
