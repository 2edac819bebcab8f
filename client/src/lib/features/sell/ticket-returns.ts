import type { Return, Sale, Void } from '@digiboost/domain/documents';
import { isReturnedTooOften } from '@digiboost/domain/ledger';
import type { Replica } from '../../replica/types.ts';

/** A return with its void, when it was cancelled. */
export interface TakenBack {
  readonly taken: Return;
  readonly voided: Void | null;
}

/** The held returns made from `from` on (an instant, '' for all), newest first. */
export async function returnsSince(documents: Pick<Replica, 'range'>, from: string): Promise<TakenBack[]> {
  const [returns, voids] = await Promise.all([
    documents.range<Return>({ from: `return:${from}`, to: 'return;', descending: true }),
    documents.range<Void>({ from: `void:return:${from}`, to: 'void:return;' }),
  ]);
  const voided = new Map<string, Void>(voids.map((doc) => [doc._id, doc]));
  return returns.map((taken) => ({ taken, voided: voided.get(`void:${taken._id}`) ?? null }));
}

/** Those that stand. */
export const standing = (returns: readonly TakenBack[]): Return[] =>
  returns.flatMap(({ taken, voided }) => (voided ? [] : [taken]));

/** The tickets of which more came back than they sold, or that were voided too. */
export async function returnedTooOften(
  documents: Pick<Replica, 'get'>,
  returns: readonly TakenBack[],
): Promise<Sale[]> {
  const bySale = new Map<Sale['_id'], Return[]>();
  for (const taken of standing(returns)) bySale.set(taken.saleId, [...(bySale.get(taken.saleId) ?? []), taken]);
  const found = await Promise.all(
    [...bySale].map(async ([saleId, own]) => {
      const [sale, voided] = await Promise.all([documents.get<Sale>(saleId), documents.get<Void>(`void:${saleId}`)]);
      return sale && isReturnedTooOften(sale, own, voided !== null) ? [sale] : [];
    }),
  );
  return found.flat();
}
