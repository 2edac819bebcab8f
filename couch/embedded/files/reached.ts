/** How PouchDB lays its data out in LevelDB: stores within the store, each under a prefix. */
export const within = (store: string, key = ''): string => `\u00ff${store}\u00ff${key}`;

/** Where PouchDB keeps the last sequence. */
export const SEQ_KEY = within('meta-store', '_local_last_update_seq');
/** Where PouchDB keeps how many documents there are. */
export const COUNT_KEY = within('meta-store', '_local_doc_count');

/** How far a store has come: its last sequence, and how many documents it held then. */
export interface Reached {
  readonly seq: number;
  readonly documents: number;
}

/** How far a store has come, from its own values; null when they do not say. */
export function reachedOf(values: ReadonlyMap<string, string>): Reached | null {
  const seq = Number(values.get(SEQ_KEY) ?? Number.NaN);
  const documents = Number(values.get(COUNT_KEY) ?? Number.NaN);
  return Number.isNaN(seq) || Number.isNaN(documents) ? null : { seq, documents };
}
