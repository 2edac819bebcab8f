import { ok, type Result } from '@digiboost/domain/shared/result';
import type { ApiFault } from '../../session/api-call.ts';

/** Every entry of a list that the server tells page by page; `page` asks for one, `entries` are those it holds. */
export async function wholeList<P extends { readonly next: string | null }, T>(
  page: (query: `?${string}`) => Promise<Result<P, ApiFault>>,
  entries: (page: P) => readonly T[],
): Promise<Result<T[], ApiFault>> {
  const all: T[] = [];
  let query: `?${string}` = '?limit=500';
  for (;;) {
    const answer = await page(query);
    if (!answer.ok) return answer;
    all.push(...entries(answer.value));
    const { next } = answer.value;
    if (next === null) return ok(all);
    query = `?limit=500&after=${encodeURIComponent(next)}`;
  }
}
