import { type HandIn, handInOf, type UnsentFile } from '@digiboost/domain/import';
import type { Replica } from '../../replica/types.ts';
import type { ShopSources } from './existing.ts';

/** What the copy of another phone's unsent documents brings, and how many lines of it nobody can read. */
export interface UnsentView extends HandIn, Pick<UnsentFile, 'unreadable'> {
  /** The name of the shop that it is of, when that is another: then nothing of it may be recorded here. */
  readonly otherShop: string | null;
}

interface UnsentContext {
  readonly tenantId: string;
  readonly replica: Pick<Replica, 'get' | 'author'>;
  readonly sources: Pick<ShopSources, 'copied' | 'products'>;
  /** Whether this person may hand in what others recorded. */
  readonly mayBringOthers: boolean;
}

/** Holds such a copy against this shop, once it is all on this phone. Writes nothing. */
export async function lookAtUnsent(
  { tenantId, replica, sources, mayBringOthers }: UnsentContext,
  file: UnsentFile,
): Promise<UnsentView> {
  const { shop: own, unreadable } = file;
  if (own && own.id !== tenantId)
    return { otherShop: own.name, documents: [], already: 0, foreign: 0, elsewhere: 0, unreadable: 0 };
  await sources.copied();
  const ids = new Set<string>((await sources.products()).map(({ id }) => id));
  const docs = await Promise.all(file.documents.map(({ _id }) => replica.get(_id)));
  const held = new Map(docs.flatMap((doc) => (doc ? [[doc._id as string, doc]] : [])));
  const shop = { held, knows: (id: string) => ids.has(id) };
  return { ...handInOf(file, shop, replica.author(), mayBringOthers), otherShop: null, unreadable };
}
