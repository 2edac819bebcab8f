import type { Count, Return, Sale, ShopDocument } from '@digiboost/domain/documents';
import { isImported } from '@digiboost/domain/import';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Remote } from '../../replica/exchange/remote.ts';
import { RemoteError } from '../../replica/exchange/transport.ts';

/** What the server holds of the days before those that the phone holds in full. */
export interface ServerHistory {
  readonly imported: readonly Sale[];
  readonly returns: readonly Return[];
  readonly voidedIds: readonly string[];
  readonly recordedDays: readonly Day[];
  readonly counts: readonly Count[];
}

/** What is asked of the shop's database on the server. */
export type ServerAccess = Pick<Remote, 'idsOf' | 'held'>;

/**
 * Imported sales, returns and counts of the days `from`..`to`, and the days on which the app recorded sales,
 * from the server.
 */
export async function serverHistory(
  access: ServerAccess,
  from: Day,
  to: Day,
): Promise<Result<ServerHistory, 'offline'>> {
  const range = (type: string) => access.idsOf({ from: `${type}:${from}`, to: `${type}:${addDays(to, 1)}` });
  const whole = async <D extends ShopDocument>(ids: readonly string[]): Promise<D[]> => [
    ...((await access.held(ids.filter(isImported))) as Map<string, D>).values(),
  ];
  try {
    const [sales, returns, counts, ...voids] = await Promise.all([
      range('sale'),
      range('return'),
      range('count'),
      range('void:sale'),
      range('void:return'),
    ]);
    return ok({
      imported: await whole<Sale>(sales),
      returns: await whole<Return>(returns),
      voidedIds: voids.flat().map((id) => id.slice('void:'.length)),
      // The business day is that of the instant in the id, but for the hour of the zone: good enough for a warning.
      recordedDays: [...new Set(sales.filter((id) => !isImported(id)).map((id) => id.slice(5, 15)))],
      counts: await whole<Count>(counts),
    });
  } catch (error) {
    // A request that the server will never take is a fault of ours, not of the network.
    if (!(error instanceof RemoteError) || error.fault === 'rejected') throw error;
    return fail('offline');
  }
}
