import type { Count, Sale, ShopDocument } from '@digiboost/domain/documents';
import { isImported } from '@digiboost/domain/import';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';

/** What the server holds of the days before those that the phone holds in full. */
export interface ServerHistory {
  readonly imported: readonly Sale[];
  readonly voidedIds: readonly string[];
  readonly recordedDays: readonly Day[];
  readonly counts: readonly Count[];
}

export interface ServerAccess {
  /** The shop's database on the server. */
  readonly url: string;
  readonly fetch: typeof fetch;
  /** A token that the server takes; null without a session or a network. */
  token(): Promise<string | null>;
}

interface Answer {
  readonly rows: readonly { readonly id: string; readonly doc?: ShopDocument | null }[];
}
const KEYS_AT_ONCE = 100;

/** Imported sales and counts of the days `from`..`to`, and the days on which the app recorded sales, from the server. */
export async function serverHistory(
  access: ServerAccess,
  from: Day,
  to: Day,
): Promise<Result<ServerHistory, 'offline'>> {
  const token = await access.token();
  if (token === null) return fail('offline');
  const ask = async (query: string, body?: object): Promise<Answer['rows']> => {
    const response = await access.fetch(`${access.url}/_all_docs${query}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${response.status}`);
    return ((await response.json()) as Answer).rows;
  };
  const range = (type: string) => {
    const [start, end] = [`${type}:${from}`, `${type}:${addDays(to, 1)}`].map((key) => JSON.stringify(key)) as [
      string,
      string,
    ];
    return ask(`?${new URLSearchParams({ startkey: start, endkey: end, inclusive_end: 'false' })}`);
  };
  const whole = async <D extends ShopDocument>(ids: readonly string[]): Promise<D[]> => {
    const docs: D[] = [];
    for (let start = 0; start < ids.length; start += KEYS_AT_ONCE) {
      const rows = await ask('?include_docs=true', { keys: ids.slice(start, start + KEYS_AT_ONCE) });
      docs.push(...rows.flatMap(({ doc }) => (doc ? [doc as D] : [])));
    }
    return docs;
  };
  try {
    const [sales, voids, counts] = await Promise.all([range('sale'), range('void:sale'), range('count')]);
    return ok({
      imported: await whole<Sale>(sales.map(({ id }) => id).filter(isImported)),
      voidedIds: voids.map(({ id }) => id.slice('void:'.length)),
      // The business day is that of the instant in the id, but for the hour of the zone: good enough for a warning.
      recordedDays: [...new Set(sales.filter(({ id }) => !isImported(id)).map(({ id }) => id.slice(5, 15)))],
      counts: await whole<Count>(counts.map(({ id }) => id).filter(isImported)),
    });
  } catch {
    return fail('offline');
  }
}
