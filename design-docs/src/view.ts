import type { ShopDocument } from '@digiboost/domain/documents';

/** A document as a map sees it: one of ours, or something else that has no type of ours. */
export type AnyDocument = ShopDocument | { readonly _id: string; readonly type?: undefined };

/** What a map writes its rows with. */
export type Emit<Key, Value> = (key: Key, value: Value) => void;

/** CouchDB's own reduces; a view without one has rows only. */
export type Reduce = '_sum' | '_count' | '_stats';

/** A view by its names. `Key` and `Value` are those of its answer, reduced when the view has a reduce. */
export interface View<Key = unknown, Value = unknown> {
  readonly ddoc: string;
  readonly name: string;
  readonly reduce?: Reduce;
  /** Never set: it only carries the types. */
  readonly answers?: { readonly key: Key; readonly value: Value };
}

/** The options of one query, as CouchDB's JSON API takes them. */
export interface ViewQuery {
  readonly startkey?: unknown;
  readonly endkey?: unknown;
  readonly inclusive_end?: boolean;
  readonly keys?: readonly unknown[];
  readonly reduce?: boolean;
  readonly group?: boolean;
  readonly group_level?: number;
  /** From `startkey` down to `endkey`. */
  readonly descending?: boolean;
  readonly limit?: number;
  readonly skip?: number;
  readonly include_docs?: boolean;
  readonly update_seq?: boolean;
}

/** One row of an answer; `id`, the document's, only when the rows are not reduced. */
export interface ViewRow<Key = unknown, Value = unknown> {
  readonly id?: string;
  readonly key: Key;
  readonly value: Value;
  /** When it was asked for; null when it has gone meanwhile. */
  readonly doc?: unknown;
}

/** CouchDB's answer to one query. */
export interface ViewAnswer<Key = unknown, Value = unknown> {
  readonly rows: readonly ViewRow<Key, Value>[];
  /** The sequence that the index had reached, when the query asked for it. */
  readonly update_seq?: string | number;
}

/**
 * Asks one view several queries at once and returns the answers in their order (one POST to the view's `/queries`).
 * Whoever provides it may add options of its own to each query, such as `update_seq`, and look at the answers.
 */
export type AskView = <Key, Value>(
  view: View<Key, Value>,
  queries: readonly ViewQuery[],
) => Promise<readonly ViewAnswer<Key, Value>[]>;
