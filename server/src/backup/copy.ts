import { CONTROL_DATABASE, type CouchAdmin, listTenants, tenantDatabase } from '@digiboost/couch/provisioning';

/** Changes that are asked for at once. */
const PAGE = 500;

/** A leaf revision of a document with its ancestry, as CouchDB gives and takes it. */
export interface Leaf {
  readonly _id: string;
  readonly _rev: string;
  readonly [field: string]: unknown;
}

interface ChangesPage {
  readonly results: readonly { readonly id: string; readonly changes: readonly { readonly rev: string }[] }[];
  readonly last_seq: string | number;
}

interface BulkGet {
  readonly results: readonly { readonly docs: readonly { readonly ok?: Leaf }[] }[];
}

/** The databases that hold what people entered: the control database and every shop's. */
export async function databasesOf(admin: CouchAdmin): Promise<string[]> {
  const control = (await admin.request('GET', `/${CONTROL_DATABASE}`)).status === 200 ? [CONTROL_DATABASE] : [];
  return [...control, ...(await listTenants(admin)).map(tenantDatabase)];
}

/** A page of what has changed in a database, and the sequence after it. */
export interface ChangedLeaves {
  readonly leaves: readonly Leaf[];
  readonly seq: string;
}

/**
 * Every leaf revision that was written after `since` (null: ever), page by page. Design documents are left out: they
 * come with the program. What is written meanwhile may or may not be among them.
 */
export async function* leavesSince(
  admin: CouchAdmin,
  database: string,
  since: string | null,
): AsyncGenerator<ChangedLeaves> {
  let seq = since ?? '0';
  for (;;) {
    const query = `since=${encodeURIComponent(seq)}&limit=${PAGE}&style=all_docs`;
    const page: ChangesPage = await ask(admin, 'GET', `/${database}/_changes?${query}`);
    seq = String(page.last_seq);
    const docs = page.results
      .filter(({ id }) => !id.startsWith('_design/'))
      .flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })));
    const { results } =
      docs.length > 0
        ? await ask<BulkGet>(admin, 'POST', `/${database}/_bulk_get?revs=true`, { docs })
        : { results: [] };
    yield { leaves: results.flatMap((result) => result.docs.flatMap(({ ok }) => ok ?? [])), seq };
    if (page.results.length === 0) return;
  }
}

/** How many leaf revisions a database holds, by id and revision, design documents apart. */
export async function revisionsOf(admin: CouchAdmin, database: string): Promise<Set<string>> {
  const query = 'style=all_docs';
  const { results }: ChangesPage = await ask(admin, 'GET', `/${database}/_changes?${query}`);
  return new Set(
    results
      .filter(({ id }) => !id.startsWith('_design/'))
      .flatMap(({ id, changes }) => changes.map(({ rev }) => `${id} ${rev}`)),
  );
}

/** Makes an empty database; throws when there is one of that name. */
export const createDatabase = (admin: CouchAdmin, database: string): Promise<unknown> =>
  ask(admin, 'PUT', `/${database}?q=1`);

/** Adds leaf revisions to a database that may hold some of them already. */
export async function addLeaves(admin: CouchAdmin, database: string, leaves: readonly Leaf[]): Promise<void> {
  for (let from = 0; from < leaves.length; from += PAGE) {
    const docs = leaves.slice(from, from + PAGE);
    const refused = await ask<unknown[]>(admin, 'POST', `/${database}/_bulk_docs`, { docs, new_edits: false });
    if (refused.length > 0) {
      throw new Error(`${database} refused ${refused.length} documents: ${JSON.stringify(refused[0])}`);
    }
  }
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
