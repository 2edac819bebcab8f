import type { AlertEvent } from '@digiboost/domain/documents';
import type { Database } from '../couch/client.ts';

interface Written {
  readonly id: string;
  readonly error?: string;
  readonly reason?: string;
}

/** Stores the events; returns the ids of those that somebody else changed first. Throws on what is refused. */
export async function writeEvents(shop: Database, events: readonly AlertEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = await shop.request<Written[]>('post', '_bulk_docs', { docs: events });
  const refused = rows.find(({ error }) => error !== undefined && error !== 'conflict');
  if (refused) throw new Error(`${refused.id} was refused: ${refused.reason ?? refused.error}`);
  return new Set(rows.filter(({ error }) => error === 'conflict').map(({ id }) => id));
}
