import type { AlertEvent } from '@digiboost/domain/documents';
import type { Database } from '../couch/client.ts';

interface Answer {
  readonly id: string;
  readonly error?: string;
  readonly reason?: string;
}

/** What became of events that were to be stored. */
export interface Written {
  /** Ids of those that somebody else changed first. */
  readonly contended: ReadonlySet<string>;
  /** Those that the database does not take, and why. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Events in one request: it must stay below what CouchDB takes. */
const AT_ONCE = 100;

/** Stores the events; what the database refuses of one is no reason for the others to wait. */
export async function writeEvents(shop: Database, events: readonly AlertEvent[]): Promise<Written> {
  const contended = new Set<string>();
  const refused = new Map<string, string>();
  for (let from = 0; from < events.length; from += AT_ONCE) {
    const docs = events.slice(from, from + AT_ONCE);
    for (const { id, error, reason } of await shop.request<Answer[]>('post', '_bulk_docs', { docs })) {
      if (error === 'conflict') contended.add(id);
      else if (error !== undefined) refused.set(id, reason ?? error);
    }
  }
  return { contended, refused };
}
