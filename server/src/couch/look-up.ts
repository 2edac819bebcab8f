import { CouchError } from './couch-error.ts';

/**
 * By what documents of a kind are looked up: Mango's index of that name over `fields`, in which only the documents that
 * have them all and match `only` are. Another index needs another name.
 */
export interface LookUp {
  readonly name: string;
  readonly only: Readonly<Record<string, unknown>>;
  readonly fields: readonly [string, ...string[]];
}

/**
 * The documents whose first fields are `values`, sorted by the other fields, from the last when `isDescending`; of the
 * next field, not less than `from`.
 */
export interface Asked {
  readonly values: readonly [string, ...string[]];
  readonly from?: string;
  readonly limit: number;
  readonly isDescending?: boolean;
}

type Request = <T>(method: 'post', path: string, body: unknown) => Promise<T>;

/** Looks documents up over a database's `request`; the index is made when it is first asked for. */
export function lookUpBy(request: Request) {
  const made = new Map<string, Promise<unknown>>();

  const indexed = (by: LookUp): Promise<unknown> => {
    const known = made.get(by.name);
    if (known) return known;
    const making = make(by).catch((error: unknown) => {
      made.delete(by.name);
      throw error;
    });
    made.set(by.name, making);
    return making;
  };

  const make = ({ name, only, fields }: LookUp): Promise<unknown> =>
    request('post', '_index', {
      ddoc: `by_${name}`,
      name,
      type: 'json',
      index: { fields, partial_filter_selector: only },
    }).catch((error: unknown) => {
      // Another server makes the same one at this moment; CouchDB calls that a 500.
      if (!(error instanceof CouchError && (error.status === 409 || /conflict/.test(error.message)))) throw error;
    });

  return async <D>(by: LookUp, { values, from, limit, isDescending = false }: Asked): Promise<D[]> => {
    await indexed(by);
    const { name, only, fields } = by;
    const wanted = fields.map((field, place) => [
      field,
      values[place] ?? (place === values.length && from !== undefined ? { $gte: from } : { $gt: null }),
    ]);
    const { docs } = await request<{ docs: D[] }>('post', '_find', {
      selector: { ...only, ...Object.fromEntries(wanted) },
      sort: fields.map((field) => ({ [field]: isDescending ? 'desc' : 'asc' })),
      limit,
      use_index: `by_${name}`,
    });
    return docs;
  };
}
