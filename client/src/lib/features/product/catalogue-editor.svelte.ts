import type { Author, Category, Supplier } from '@digiboost/domain/documents';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';

type Entity = Category | Supplier;
/** A sentence per field that is wrong. */
export type Faults = Readonly<Record<string, string>>;

/** What is particular to categories or to suppliers; `F` is what their form holds. */
export interface EntityKind<D extends Entity, F> {
  /** What the form opens with, for a new one (null) or a held one. */
  fields(doc: D | null): F;
  faults(fields: F, others: readonly D[]): Faults;
  create(fields: F, key: string, author: Author): D;
  revise(doc: D, fields: F, author: Author): D;
  activate(doc: D, isActive: boolean, author: Author): D;
}

/** Creates, edits and archives the categories or the suppliers of the shop. */
export class CatalogueEditor<D extends Entity, F extends object> extends DocumentWriter {
  /** The one that is edited; null for a new one, undefined while the form is closed. */
  editing = $state.raw<D | null | undefined>();
  fields = $state<F | null>(null);
  faults = $state.raw<Faults>({});
  readonly #kind: EntityKind<D, F>;
  readonly #replica: Pick<Replica, 'put' | 'author' | 'newKey'>;
  readonly #held: () => readonly D[];

  constructor(kind: EntityKind<D, F>, replica: Pick<Replica, 'put' | 'author' | 'newKey'>, held: () => readonly D[]) {
    super(replica);
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

  async #put(make: (author: Author) => D): Promise<boolean> {
    const isDurable = await this.write(() => [make(this.#replica.author())]);
    if (isDurable) this.close();
    return isDurable;
  }
}
