import { type MutableDocument, revise, type ShopDocument } from '@digiboost/domain/documents';
import { DocumentWriter, type WritingReplica } from './document-writer.svelte.ts';

/** A sentence per field that is wrong. */
export type FieldFaults<F> = { readonly [K in keyof F]?: string };

/** What of `checks` is wrong; of one field the first. */
export function faultsAmong<F>(checks: readonly (readonly [keyof F, isWrong: boolean, string])[]): FieldFaults<F> {
  const faults: { [K in keyof F]?: string } = {};
  for (const [field, isWrong, sentence] of checks) if (isWrong) faults[field] ??= sentence;
  return faults;
}

/** Fields of a document as a form says them; undefined for what was left empty. */
export type Content<D> = { readonly [K in keyof D]?: D[K] | undefined };

/** How documents of one kind are edited; `F` is what their form holds: texts as typed, null for what is no number. */
export interface FormKind<D extends MutableDocument, F extends object> {
  /** What the form opens with; null: a new one. */
  fieldsOf(doc: D | null): F;
  /** What is wrong with what was typed. `doc` is the one that is edited, if any. */
  faultsOf(fields: F, doc: D | null): FieldFaults<F>;
  /** Fields that are judged together: a change of one takes the complaint about the others away too. */
  readonly together?: readonly (readonly (keyof F)[])[];
  /** The document's own fields. */
  contentOf(fields: F, doc: D | null): Content<D>;
  /** The newest version of `doc` that this phone holds. */
  newest(doc: D): D | null | undefined | Promise<D | null | undefined>;
  /** A new document, of fields without a fault, and what is recorded with it. Without it there is no new one. */
  create?(fields: F, replica: WritingReplica): readonly [D, ...ShopDocument[]];
}

/** The form of a document, new or held: says field by field what is wrong, and writes only what the person changed. */
export class DocumentForm<D extends MutableDocument, F extends object> extends DocumentWriter {
  readonly fields: F = $state({} as F);
  readonly #kind: FormKind<D, F>;
  #editing: D | null;
  /** What the form opened with: what is still the same is not written. */
  #opened: F;
  #judged = $state.raw<{ readonly fields: F; readonly faults: FieldFaults<F> } | null>(null);
  /** What the last attempt found; a complaint goes as soon as its field is changed. */
  readonly faults: FieldFaults<F> = $derived.by(() => {
    if (!this.#judged) return {};
    const { fields, faults } = this.#judged;
    const isSame = (name: keyof F): boolean => JSON.stringify(this.fields[name]) === JSON.stringify(fields[name]);
    const left = Object.entries(faults).filter(([name]) => this.#judgedWith(name as keyof F).every(isSame));
    return Object.fromEntries(left) as FieldFaults<F>;
  });

  constructor(replica: WritingReplica, kind: FormKind<D, F>, editing: D | null) {
    super(replica);
    this.#kind = kind;
    this.#editing = editing;
    this.#opened = kind.fieldsOf(editing);
    Object.assign(this.fields, kind.fieldsOf(editing));
  }

  get isNew(): boolean {
    return this.#editing === null;
  }

  /** Why the last attempt wrote nothing; `check`: the fields say it. */
  get complaint(): NonNullable<DocumentWriter['fault']> | 'check' | null {
    return this.fault ?? (Object.keys(this.faults).length > 0 ? 'check' : null);
  }

  /** The document's id once it is durable on this phone; null when something stands in the way. */
  async save(): Promise<D['_id'] | null> {
    if (this.saving) return null;
    this.fault = null;
    const fields = this.#typed;
    const faults = this.#kind.faultsOf(fields, this.#editing);
    this.#judged = { fields, faults };
    if (Object.keys(faults).length > 0) return null;
    const editing = this.#editing;
    const stored = await this.store(() => (editing ? this.#revised(editing, fields) : this.#created(fields)));
    if (!stored) return null;
    this.#editing = stored[0] ?? editing;
    this.#opened = fields;
    return this.#editing?._id ?? null;
  }

  /** Changes the document that is edited beside what is typed: archives it. True once durable. */
  async set(changes: Content<D>): Promise<boolean> {
    const editing = this.#editing;
    return editing !== null && this.revise((await this.#kind.newest(editing)) ?? editing, changes);
  }

  get #typed(): F {
    return $state.snapshot(this.fields) as F;
  }

  #judgedWith(name: keyof F): readonly (keyof F)[] {
    return this.#kind.together?.find((names) => names.includes(name)) ?? [name];
  }

  async #revised(editing: D, fields: F): Promise<[] | [D]> {
    // The newest version held here: another phone's edit of another field stays.
    const current = (await this.#kind.newest(editing)) ?? editing;
    const [before, after] = [this.#opened, fields].map((one) => this.#kind.contentOf(one, current));
    const revised = revise(current, changedFields(before ?? {}, after ?? {}) as Content<D>, this.replica.author());
    return revised === current ? [] : [revised];
  }

  #created(fields: F): readonly [] | readonly [D, ...ShopDocument[]] {
    return this.#kind.create?.(fields, this.replica) ?? [];
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of `after` that differ from those of `before`; of a nested object, those of its fields that do. */
function changedFields(before: Fields, after: Fields): Fields {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(after)) {
    if (JSON.stringify(before[name]) === JSON.stringify(value)) continue;
    changes[name] = isNested(value) ? changedFields((before[name] ?? {}) as Fields, value) : value;
  }
  return changes;
}

const isNested = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
