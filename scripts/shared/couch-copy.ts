import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CONTROL_DATABASE, type CouchAdmin, listTenants, tenantDatabase } from '@digiboost/couch/provisioning';

const PAGE = 500;

interface ChangesPage {
  readonly results: readonly { readonly id: string; readonly changes: readonly { readonly rev: string }[] }[];
  readonly last_seq: string | number;
}

interface BulkGet {
  readonly results: readonly { readonly docs: readonly { readonly ok?: object }[] }[];
}

/** The databases that hold what people entered: the control database and every shop's. */
export async function databasesOf(admin: CouchAdmin): Promise<string[]> {
  const control = (await admin.request('GET', `/${CONTROL_DATABASE}`)).status === 200 ? [CONTROL_DATABASE] : [];
  return [...control, ...(await listTenants(admin)).map(tenantDatabase)];
}

/**
 * Writes every leaf revision of every document, with its ancestry, as one line of JSON each; returns how many. Design
 * documents are left out: they come with the program. What is written meanwhile may or may not be in the copy.
 */
export async function backupDatabase(admin: CouchAdmin, database: string, to: Writable): Promise<number> {
  let since: string | number = 0;
  let count = 0;
  for (;;) {
    const query = `since=${encodeURIComponent(since)}&limit=${PAGE}&style=all_docs`;
    const page: ChangesPage = await ask(admin, 'GET', `/${database}/_changes?${query}`);
    if (page.results.length === 0) return count;
    since = page.last_seq;
    const docs = page.results
      .filter(({ id }) => !id.startsWith('_design/'))
      .flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })));
    if (docs.length === 0) continue;
    const { results } = await ask<BulkGet>(admin, 'POST', `/${database}/_bulk_get?revs=true`, { docs });
    for (const result of results) {
      for (const { ok } of result.docs) {
        if (!ok) continue;
        count += 1;
        if (!to.write(`${JSON.stringify(ok)}\n`)) await once(to, 'drain');
      }
    }
  }
}

/**
 * Creates `database` and fills it with the lines that `backupDatabase` wrote, revision by revision; returns how many.
 */
export async function restoreDatabase(admin: CouchAdmin, database: string, from: Readable): Promise<number> {
  await ask(admin, 'PUT', `/${database}`);
  return refillDatabase(admin, database, from);
}

/** Adds to `database` what the lines hold and it does not; returns how many lines there were. */
export async function refillDatabase(admin: CouchAdmin, database: string, from: Readable): Promise<number> {
  let count = 0;
  let docs: unknown[] = [];
  const store = async () => {
    if (docs.length === 0) return;
    const refused = await ask<unknown[]>(admin, 'POST', `/${database}/_bulk_docs`, { docs, new_edits: false });
    if (refused.length > 0)
      throw new Error(`${database} refused ${refused.length} documents: ${JSON.stringify(refused[0])}`);
    count += docs.length;
    docs = [];
  };
  for await (const line of createInterface({ input: from, crlfDelay: Number.POSITIVE_INFINITY })) {
    docs.push(JSON.parse(line));
    if (docs.length >= PAGE) await store();
  }
  await store();
  return count;
}

/** What the embedded engine found wrong with a database, as a sentence. */
export interface Fault {
  readonly name: string;
  readonly reason: string;
}

/** The databases whose files are damaged, and the documents that were set aside; CouchDB tells of none. */
export async function faultsOf(admin: CouchAdmin): Promise<{ damaged: readonly Fault[]; setAside: readonly Fault[] }> {
  // Whoever asks for a database makes the engine look at its files.
  for (const database of await databasesOf(admin)) await admin.request('GET', `/${database}`);
  const up = await ask<{ damaged?: Fault[]; set_aside?: Fault[] }>(admin, 'GET', '/_up');
  return { damaged: up.damaged ?? [], setAside: up.set_aside ?? [] };
}

async function ask<T>(admin: CouchAdmin, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await admin.request(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: CouchDB answered ${answer.status}.`);
  return answer.body as T;
}
