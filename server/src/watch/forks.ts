import { isDeepStrictEqual } from 'node:util';
import { type AskView, forkedEventsByType } from '@digiboost/design-docs';
import type { Database } from '../couch/client.ts';

/** A document that is written once, and has versions that say different things. */
export interface Fork {
  readonly id: string;
  readonly type: string;
}

interface Version {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** Who recorded a version, and when: two phones may rightly record the same thing. */
const STAMPS = ['_rev', '_conflicts', '_revisions', 'createdAt', 'createdBy', 'deviceId', 'reason'];

/**
 * The forks of a shop that `known` does not name yet; those found are added to it. CouchDB keeps every version, so the
 * original is still there: whoever runs the platform decides.
 */
export async function findForks(shop: Database, ask: AskView, known: Set<string>): Promise<Fork[]> {
  const [answer] = await ask(forkedEventsByType, [{}]);
  const forks: Fork[] = [];
  for (const { id = '', key: type, value: losing } of answer?.rows ?? []) {
    const name = `${id} ${[...losing].sort().join(' ')}`;
    if (known.has(name)) continue;
    known.add(name);
    const docs = [{ id }, ...losing.map((rev) => ({ id, rev }))];
    const { results } = await shop.request<{ results: { docs: { ok?: Version }[] }[] }>('post', '_bulk_get', { docs });
    const contents = results.flatMap((result) => result.docs.flatMap(({ ok }) => (ok ? [contentOf(ok)] : [])));
    if (contents.some((content) => !isDeepStrictEqual(content, contents[0]))) forks.push({ id, type });
  }
  return forks;
}

const contentOf = (version: Version): object =>
  Object.fromEntries(Object.entries(version).filter(([field]) => !STAMPS.includes(field)));
