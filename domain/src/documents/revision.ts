/** Edits that a document may have seen; PouchDB counts them in numbers, and stops for good near 2^53. */
export const MOST_GENERATIONS = 1_000_000;

const REVISION_ID = /^[0-9a-f]{32}$/;

/** A revision's history as CouchDB gives it, newest first; `start` is the generation of the first id. */
export interface RevisionHistory {
  readonly start?: number;
  readonly ids?: readonly string[];
}

/** Whether a history is one that PouchDB or CouchDB makes: a phone's own database hangs on others. */
export const isRevisionHistory = ({ start = 0, ids = [] }: RevisionHistory): boolean =>
  start <= MOST_GENERATIONS && ids.every((id) => REVISION_ID.test(id));
