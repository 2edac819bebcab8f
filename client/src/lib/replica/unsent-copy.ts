import type { Replica } from './types.ts';

/** The shop of a copy of the unsent, so that it is never recorded in another. */
interface CopiedShop {
  readonly tenantId: string;
  readonly shopName: string;
}

/**
 * What a copy of the unsent holds: everything the server has not, why it refused what it refused, and of which shop it
 * is.
 */
export async function unsentCopy(
  replica: Pick<Replica, 'unsent' | 'refused'>,
  of: CopiedShop | null,
  at: string,
): Promise<string> {
  const [unsent, refused] = await Promise.all([replica.unsent(), replica.refused()]);
  const shop = of && { id: of.tenantId, name: of.shopName };
  return JSON.stringify({ format: 'digiboost-unsent', version: 1, shop, exportedAt: at, unsent, refused }, null, 1);
}
