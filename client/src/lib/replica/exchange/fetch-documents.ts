import { isReadable, type ShopDocument } from '@digiboost/domain/documents';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { FetchFault } from '../types.ts';
import type { IdRange, Remote } from './remote.ts';
import { RemoteError } from './transport.ts';

/** Documents of the server by ranges of ids, as they are there: for days that this phone does not hold. */
export async function fetchDocuments(
  remote: Pick<Remote, 'ranges'>,
  ranges: readonly IdRange[],
): Promise<Result<ShopDocument[], FetchFault>> {
  try {
    const { docs } = await remote.ranges(ranges);
    return ok(docs.map(({ _conflicts, ...doc }) => doc as unknown as ShopDocument).filter(isReadable));
  } catch (error) {
    if (error instanceof RemoteError) return fail(faultOf(error));
    throw error;
  }
}

/** Why nothing was fetched, as people are told it. */
export function faultOf({ fault }: RemoteError): FetchFault {
  if (fault === 'offline' || fault === 'aborted') return 'offline';
  return fault === 'signed-out' || fault === 'forbidden' ? 'signed-out' : 'unavailable';
}
