/** Levels of nesting: a lost value of an order's lines in its history has 6. */
const MAX_DEPTH = 12;
/** Characters and values together; a ticket of 500 lines has some 60,000. */
const MAX_EXTENT = 1_000_000;

/**
 * Whether a document is neither deep nor large enough to harm who reads it: a value of any shape may stand in its
 * history, and CouchDB's view server crashes for good on one nested a few thousand times. A field that would become
 * the prototype of its copy harms too.
 */
export function hasModestExtent(doc: object): boolean {
  let level: unknown[] = [doc];
  let extent = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return false;
    const next: unknown[] = [];
    for (const value of level) {
      extent += typeof value === 'string' ? value.length : 1;
      if (extent > MAX_EXTENT) return false;
      if (typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value)) {
        // Not its entries: the names of a long list's places cost more than all the rest.
        if (extent + value.length > MAX_EXTENT) return false;
        for (const inner of value) next.push(inner);
        continue;
      }
      for (const [name, inner] of Object.entries(value)) {
        if (name === '__proto__') return false;
        extent += name.length;
        next.push(inner);
      }
    }
    level = next;
  }
  return true;
}
