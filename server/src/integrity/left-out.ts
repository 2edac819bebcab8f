import { type AskView, uncountedEventsByType } from '@digiboost/design-docs';
import { DOCUMENT_TYPES, documentFault, type LeftOut, type MutableDocument } from '@digiboost/domain/documents';
import type { Database, Stored } from '../couch/client.ts';
import { readable } from '../shop/catalogue.ts';
import { documentsById } from '../shop/shop-reading.ts';
import { type Fork, findForks } from './forks.ts';

/** A document that counts nowhere, or in one of several versions. */
export type LeftOutDocument =
  | { readonly kind: 'FORKED'; readonly doc: Stored; readonly fork: Fork }
  | { readonly kind: 'SET_ASIDE' | 'UNREADABLE'; readonly doc: Stored }
  | { readonly kind: 'INVALID'; readonly doc: Stored; readonly field: string; readonly reason: string };

const EDITED = Object.entries(DOCUMENT_TYPES).flatMap(([type, { immutable }]) => (immutable ? [] : [type]));

/** Everything that the server leaves out of a shop; `unreadable` is what its engine has set aside. */
export async function leftOutOf(
  shop: Database,
  ask: AskView,
  unreadable: readonly Stored[],
): Promise<LeftOutDocument[]> {
  const [forks, uncounted, ...catalogue] = await Promise.all([
    findForks(shop, ask),
    uncountedEvents(shop, ask),
    ...EDITED.map((type) => readable(shop, type as MutableDocument['type'])),
  ]);
  const versions = catalogue.flatMap(({ leftOut }) => leftOut);
  const winners = await documentsById<Stored>(shop, [...new Set(versions.map(({ id }) => id))]);
  return [
    ...forks.flatMap((fork): LeftOutDocument[] =>
      fork.versions[0] ? [{ kind: 'FORKED', doc: fork.versions[0], fork }] : [],
    ),
    ...uncounted,
    ...versions.map(
      ({ id, fault }: LeftOut): LeftOutDocument => ({ kind: 'INVALID', doc: winners.get(id) ?? { _id: id }, ...fault }),
    ),
    ...unreadable.map((doc): LeftOutDocument => ({ kind: 'UNREADABLE', doc })),
  ];
}

async function uncountedEvents(shop: Database, ask: AskView): Promise<LeftOutDocument[]> {
  const [answer] = await ask(uncountedEventsByType, [{}]);
  const docs = await documentsById<Stored>(
    shop,
    (answer?.rows ?? []).flatMap(({ id }) => id ?? []),
  );
  return [...docs.values()].map((doc): LeftOutDocument => {
    if ('setAside' in doc && doc.setAside !== undefined) return { kind: 'SET_ASIDE', doc };
    const { field, reason } = documentFault({ ...doc }) ?? { field: '_id', reason: 'not counted' };
    return { kind: 'INVALID', doc, field, reason };
  });
}
