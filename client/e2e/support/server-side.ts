import type { ShopDocument } from '@digiboost/domain/documents';
import type { Overview } from '@digiboost/domain/kpis';
import { accessToken } from '../../../scripts/bench/sale-watch.ts';
import type { Installation } from './installation.ts';
import type { Login } from './shops.ts';

const tokens = new Map<string, Promise<{ token: string; database: string }>>();

/** A manager's token is asked for once: signing in at each question would meet the limit of requests. */
async function signedIn(installation: Installation, login: Login): Promise<{ token: string; database: string }> {
  const key = `${installation.url} ${login.email}`;
  const known = tokens.get(key) ?? accessToken(installation.url, login);
  tokens.set(key, known);
  return known;
}

async function answer<T>(url: string, token: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

/** Asks the installation's CouchDB as its manager, behind the phones' backs. */
export async function askServer<T>(
  installation: Installation,
  path: string,
  body?: unknown,
  login: Login = installation.login,
): Promise<T> {
  const { token, database } = await signedIn(installation, login);
  return answer<T>(`${installation.url}/db/${database}${path}`, token, body);
}

/** The server's documents with from <= id < to, with the revisions of their conflicts. */
export async function documentsBetween<D extends { readonly _id: string }>(
  installation: Installation,
  from: string,
  to: string,
): Promise<D[]> {
  const range = { startkey: from, endkey: to, inclusive_end: false, limit: 10_000 };
  const query = { ...range, include_docs: true, conflicts: true, update_seq: true };
  const { results } = await askServer<{ results: { rows: { doc: D }[] }[] }>(installation, '/_all_docs/queries', {
    queries: [query],
  });
  return results.flatMap(({ rows }) => rows.map(({ doc }) => doc));
}

/** How many sale documents the server holds. */
export async function ticketsOnServer(installation: Installation): Promise<number> {
  return (await documentsBetween(installation, 'sale:', 'sale;')).length;
}

/** How many times a ticket was voided, as the server holds it. */
export async function voidsOnServer(installation: Installation, saleId: string): Promise<number> {
  return (await documentsBetween(installation, `void:${saleId}`, `void:${saleId}\uffff`)).length;
}

/** One document as the server holds it. */
export async function documentOnServer<D extends ShopDocument>(
  installation: Installation,
  id: string,
): Promise<D & { _conflicts?: string[] }> {
  const [doc] = await documentsBetween<D & { _conflicts?: string[] }>(installation, id, `${id}\u0000`);
  if (!doc) throw new Error(`The server has no document ${id}.`);
  return doc;
}

/** The overview as the API gives it. */
export async function overviewOnServer(installation: Installation): Promise<Overview> {
  const { token } = await signedIn(installation, installation.login);
  return answer<Overview>(`${installation.url}/api/v1/dashboards/overview`, token);
}
