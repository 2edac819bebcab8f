import type { AnyDocument, Emit } from '../src/view.ts';

/** The rows that `map` emits for `doc`, as [key, value]. */
export function rowsOf<Key, Value>(map: (doc: AnyDocument, emit: Emit<Key, Value>) => void, doc: AnyDocument) {
  const rows: [Key, Value][] = [];
  map(doc, (key, value) => rows.push([key, value]));
  return rows;
}
