import type { AnyDocument, Emit } from '../view.ts';

export type ForkedEventsByTypeKey = string;
/** The revisions that do not stand. */
export type ForkedEventsByTypeValue = readonly string[];

/**
 * Documents that are written once, and all the same have more than one version: CouchDB hands the map a document's
 * `_conflicts`. Two phones may innocently have recorded the same (a void, an import, an acknowledgement); versions that
 * differ in what they say were forged. Once the server has written one of them again, that one stands.
 */
export function map(doc: AnyDocument, emit: Emit<ForkedEventsByTypeKey, ForkedEventsByTypeValue>): void {
  switch (doc.type) {
    case 'sale':
    case 'return':
    case 'void':
    case 'movement':
    case 'count':
    case 'cash':
    case 'closing':
    case 'acknowledgement':
      if (doc._conflicts && doc._conflicts.length > 0 && /^1-/.test(doc._rev || '')) emit(doc.type, doc._conflicts);
  }
}
