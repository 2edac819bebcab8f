/** What the replica uses of a PouchDB database with a local adapter. */
export interface Pouch {
  info(): Promise<{ readonly update_seq: number | string }>;
  get(id: string, options?: { rev?: string; conflicts?: boolean; revs?: boolean }): Promise<RawDocument>;
  bulkDocs(docs: readonly object[], options?: { new_edits: boolean }): Promise<WriteResult[]>;
  allDocs(options: AllDocsOptions): Promise<{ readonly rows: readonly AllDocsRow[] }>;
  changes(options: ChangesOptions): Promise<{ readonly results: readonly LocalChange[] }>;
  revsDiff(revs: Record<string, readonly string[]>): Promise<Record<string, { readonly missing?: readonly string[] }>>;
  close(): Promise<void>;
  destroy(): Promise<unknown>;
}

export interface RawDocument {
  readonly type?: unknown;
  readonly _id: string;
  readonly _rev: string;
  readonly _conflicts?: readonly string[];
  readonly _revisions?: { readonly start: number; readonly ids: readonly string[] };
  readonly [field: string]: unknown;
}

export interface WriteResult {
  readonly id?: string;
  readonly rev?: string;
  readonly error?: boolean | string;
  readonly message?: string;
}

export interface AllDocsOptions {
  readonly keys?: string[];
  readonly startkey?: string;
  readonly endkey?: string;
  readonly inclusive_end?: boolean;
  readonly descending?: boolean;
  readonly include_docs?: boolean;
  readonly conflicts?: boolean;
  readonly limit?: number;
}

export interface AllDocsRow {
  readonly key: string;
  readonly id?: string;
  readonly value?: { readonly rev: string; readonly deleted?: boolean } | null;
  readonly doc?: RawDocument | null;
  readonly error?: string;
}

export interface ChangesOptions {
  readonly since: number;
  readonly limit: number;
  readonly include_docs: boolean;
  readonly style?: 'all_docs' | 'main_only';
  readonly return_docs?: boolean;
}

export interface LocalChange {
  readonly id: string;
  readonly seq: number | string;
  readonly changes: readonly { readonly rev: string }[];
  readonly deleted?: boolean;
  readonly doc?: RawDocument;
}
