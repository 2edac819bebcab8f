import {
  type Author,
  type Category,
  categoryId,
  DEFAULT_LEAD_TIME_DAYS,
  documentFault,
  newDocument,
  revise,
  type Supplier,
  supplierId,
} from '@digiboost/domain/documents';
import { fold } from '../../i18n/fold.ts';
import { catalogue as words } from '../../i18n/fr/product.ts';
import type { Replica, ReplicaErrorCode } from '../../replica/types.ts';
import { writeFaultOf } from '../../replica/write-fault.ts';
import { present } from './product-fields.ts';

type Entity = Category | Supplier;
type Faults = Readonly<Record<string, string>>;

/** What is particular to categories or to suppliers; `F` is what their form holds. */
export interface EntityKind<D extends Entity, F> {
  /** What the form opens with, for a new one (null) or a held one. */
  fields(doc: D | null): F;
  /** A sentence per field that is wrong. */
  faults(fields: F, others: readonly D[]): Faults;
  create(fields: F, key: string, author: Author): D;
  revise(doc: D, fields: F, author: Author): D;
  activate(doc: D, isActive: boolean, author: Author): D;
}

/** Creates, edits and archives the categories or the suppliers of the shop. */
export class CatalogueEditor<D extends Entity, F extends object> {
  /** The one that is edited; null for a new one, undefined while the form is closed. */
  editing = $state.raw<D | null | undefined>();
  fields = $state<F | null>(null);
  faults = $state.raw<Faults>({});
  fault = $state<ReplicaErrorCode | null>(null);
  saving = $state(false);
  readonly #kind: EntityKind<D, F>;
  readonly #replica: Pick<Replica, 'put' | 'author' | 'newKey'>;
  readonly #held: () => readonly D[];

  constructor(kind: EntityKind<D, F>, replica: Pick<Replica, 'put' | 'author' | 'newKey'>, held: () => readonly D[]) {
    this.#kind = kind;
    this.#replica = replica;
    this.#held = held;
  }

  open(doc: D | null): void {
    this.editing = doc;
    this.fields = this.#kind.fields(doc);
    this.faults = {};
    this.fault = null;
  }

  close(): void {
    this.editing = undefined;
    this.fields = null;
  }

  /** True once it is durable on this phone; the form then closes. */
  async save(): Promise<boolean> {
    const { editing, fields } = this;
    if (editing === undefined || !fields) return false;
    const others = this.#held().filter((doc) => doc._id !== editing?._id);
    this.faults = this.#kind.faults(fields, others);
    if (Object.keys(this.faults).length > 0) return false;
    return this.#put((author) =>
      editing
        ? this.#kind.revise(this.#newest(editing), fields, author)
        : this.#kind.create(fields, this.#replica.newKey(), author),
    );
  }

  /** Archives the one that is edited, or takes it out of the archive. */
  async setActive(isActive: boolean): Promise<boolean> {
    const { editing } = this;
    return editing ? this.#put((author) => this.#kind.activate(this.#newest(editing), isActive, author)) : false;
  }

  #newest(doc: D): D {
    return this.#held().find((held) => held._id === doc._id) ?? doc;
  }

  async #put(make: (author: Author) => Entity): Promise<boolean> {
    if (this.saving) return false;
    this.saving = true;
    this.fault = null;
    try {
      const doc = make(this.#replica.author());
      if (documentFault({ ...doc })) {
        this.fault = 'invalid-document';
        return false;
      }
      await this.#replica.put([doc]);
      this.close();
      return true;
    } catch (error) {
      this.fault = writeFaultOf(error);
      return false;
    } finally {
      this.saving = false;
    }
  }
}

/** A category as its form holds it. */
export interface CategoryFields {
  name: string;
  description: string;
}

export const CATEGORY_KIND: EntityKind<Category, CategoryFields> = {
  fields: (doc) => ({ name: doc?.name ?? '', description: doc?.description ?? '' }),
  faults: ({ name }, others) => {
    if (!name.trim()) return { name: words.categories.nameFault };
    return others.some((other) => fold(other.name) === fold(name)) ? { name: words.categories.usedName } : {};
  },
  create: (fields, key, author) =>
    newDocument<Category>(
      { ...present(categoryContent(fields)), _id: categoryId(key), type: 'category', isActive: true },
      author,
    ),
  revise: (doc, fields, author) => revise(doc, categoryContent(fields), author),
  activate: (doc, isActive, author) => revise(doc, { isActive }, author),
};

function categoryContent({ name, description }: CategoryFields) {
  return { name: name.trim(), description: description.trim() || undefined };
}

/** A supplier as its form holds it. */
export interface SupplierFields {
  name: string;
  code: string;
  contact: string;
  phone: string;
  email: string;
  leadTimeDays: number | null;
}

const PHONE = /^\+?[\d\s().-]{6,20}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const SUPPLIER_KIND: EntityKind<Supplier, SupplierFields> = {
  fields: (doc) => ({
    name: doc?.name ?? '',
    code: doc?.code ?? '',
    contact: doc?.contact ?? '',
    phone: doc?.phone ?? '',
    email: doc?.email ?? '',
    leadTimeDays: doc?.leadTimeDays ?? DEFAULT_LEAD_TIME_DAYS,
  }),
  faults: ({ name, code, phone, email, leadTimeDays: days }, others) => {
    const same = (field: 'name' | 'code', text: string): boolean =>
      text.trim() !== '' && others.some((other) => fold(other[field]) === fold(text));
    const wrong: [string, boolean, string][] = [
      ['name', !name.trim(), words.suppliers.nameFault],
      ['name', same('name', name), words.suppliers.usedName],
      ['code', same('code', code), words.suppliers.usedCode],
      ['phone', phone.trim() !== '' && !PHONE.test(phone.trim()), words.suppliers.phoneFault],
      ['email', email.trim() !== '' && !EMAIL.test(email.trim()), words.suppliers.emailFault],
      [
        'leadTimeDays',
        days === null || days < 0 || days > 365 || !Number.isInteger(days),
        words.suppliers.leadTimeFault,
      ],
    ];
    return Object.fromEntries(wrong.filter(([, isWrong]) => isWrong).map(([field, , sentence]) => [field, sentence]));
  },
  create: (fields, key, author) =>
    newDocument<Supplier>(
      {
        ...present(supplierContent(fields, `F-${key.slice(-6).toUpperCase()}`)),
        _id: supplierId(key),
        type: 'supplier',
        isActive: true,
      },
      author,
    ),
  revise: (doc, fields, author) => revise(doc, supplierContent(fields, doc.code), author),
  activate: (doc, isActive, author) => revise(doc, { isActive }, author),
};

function supplierContent(fields: SupplierFields, code: string) {
  return {
    name: fields.name.trim(),
    code: fields.code.trim() || code,
    contact: fields.contact.trim() || undefined,
    phone: fields.phone.trim() || undefined,
    email: fields.email.trim() || undefined,
    leadTimeDays: fields.leadTimeDays ?? DEFAULT_LEAD_TIME_DAYS,
  };
}
