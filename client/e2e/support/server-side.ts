import { accessToken } from '../../../scripts/bench/sale-watch.ts';
import type { Installation } from './installation.ts';

/** Asks the installation's CouchDB as its manager, behind the phones' backs. */
export async function askServer<T>(installation: Installation, path: string): Promise<T> {
  const { token, database } = await accessToken(installation.url, installation.login);
  const answer = await fetch(`${installation.url}/db/${database}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** How many sale documents the server holds. */
export async function ticketsOnServer(installation: Installation): Promise<number> {
  const range = `startkey=${encodeURIComponent('"sale:"')}&endkey=${encodeURIComponent('"sale;"')}`;
  const { rows } = await askServer<{ rows: { id: string }[] }>(installation, `/_all_docs?${range}`);
  return rows.length;
}
