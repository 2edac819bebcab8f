import { isDeepStrictEqual } from 'node:util';
import { type AskView, forkedEventsByType } from '@digiboost/design-docs';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Database, Stored } from '../couch/client.ts';

/** One version of a document that is written once. */
export interface Version extends Stored {
  readonly _rev: string;
  readonly [field: string]: unknown;
}

/** A document that is written once, and has versions that say different things: the first of them counts. */
export interface Fork {
  readonly id: string;
  readonly type: string;
  readonly versions: readonly Version[];
}

/** Who recorded a version, and when: two phones may rightly record the same thing. */
const STAMPS = ['_rev', '_conflicts', '_revisions', 'createdAt', 'createdBy', 'deviceId', 'reason'];

/**
 * The forks of a shop that `known` does not name yet; those found are added to it. CouchDB keeps every version, so the
 * original is still there: an administrator says which one stands.
 */
export async function findForks(shop: Database, ask: AskView, known = new Set<string>()): Promise<Fork[]> {
  const [answer] = await ask(forkedEventsByType, [{}]);
  const forks: Fork[] = [];
  for (const { id = '', key: type, value: losing } of answer?.rows ?? []) {
    const name = `${id} ${[...losing].sort().join(' ')}`;
    if (known.has(name)) continue;
    known.add(name);
    const versions = await versionsOf(shop, id, losing);
    const [first, ...others] = versions.map(contentOf);
    if (others.some((content) => !isDeepStrictEqual(content, first))) forks.push({ id, type, versions });
  }
  return forks;
}

/**
 * Lets the version `rev` of a forked event stand: the server writes it again on top of itself, so that it wins wherever
 * it is read, and phones that counted another one take the figures anew.
 */
export async function letStand(
  shop: Database,
  ask: AskView,
  { id, rev }: { readonly id: string; readonly rev: string },
): Promise<Result<Version, 'not-found' | 'conflict'>> {
  const fork = (await findForks(shop, ask)).find((one) => one.id === id);
  const version = fork?.versions.find(({ _rev }) => _rev === rev);
  if (!version) return fail('not-found');
  const [stored] = await shop.request<{ error?: string }[]>('post', '_bulk_docs', { docs: [version] });
  return stored?.error === undefined ? ok(version) : fail('conflict');
}

/** The versions of `id`, the one that wins first. */
async function versionsOf(shop: Database, id: string, losing: readonly string[]): Promise<Version[]> {
  const docs = [{ id }, ...losing.map((rev) => ({ id, rev }))];
  const { results } = await shop.request<{ results: { docs: { ok?: Version }[] }[] }>('post', '_bulk_get', { docs });
  // Asked without a revision, a document may come in all of them.
  const versions = new Map<string, Version>();
  for (const { ok: found } of results.flatMap((result) => result.docs)) {
    if (!found) continue;
    const { _revisions, _conflicts, ...version } = found;
    versions.set(found._rev, version as Version);
  }
  const isLosing = ({ _rev }: Version): boolean => losing.includes(_rev);
  return [...versions.values()].sort((a, b) => Number(isLosing(a)) - Number(isLosing(b)));
}

const contentOf = (version: Version): object =>
  Object.fromEntries(Object.entries(version).filter(([field]) => !STAMPS.includes(field)));
