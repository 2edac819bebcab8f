import { isDeepStrictEqual } from 'node:util';
import type { DesignDocument } from '@digiboost/design-docs/build';
import { type CouchAdmin, CouchError, expectStatus } from './client.ts';

type Stored = DesignDocument & { readonly _rev: string };

const TRIES = 8;
/** How long one question to an index under construction may wait; the construction goes on without it. */
const PATIENCE_MS = 30_000;
const STILL_BUILDING = { status: 0, body: { error: 'timeout' } };

/**
 * Makes sure that the database holds `ddoc`. When its views are to change, the new ones are first built under the name
 * `<name>-next` while the old ones keep answering; an index belongs to the text of its views and not to their name,
 * so that the final document finds its index warm. Two deployments at once end in the same state.
 */
export async function deploy(admin: CouchAdmin, database: string, ddoc: DesignDocument): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const stored = await read(admin, database, ddoc._id);
    if (stored && isDeepStrictEqual(contentOf(stored), ddoc)) {
      await clean(admin, database, ddoc);
      return;
    }
    if (stored?.views && ddoc.views && !isDeepStrictEqual(stored.views, ddoc.views)) {
      if (!(await buildAside(admin, database, ddoc))) continue;
    }
    await write(admin, database, ddoc, stored?._rev);
  }
  throw new CouchError(`Deploying ${database}/${ddoc._id}`, { status: 409, body: { error: 'conflict' } });
}

const pathOf = (database: string, id: string): string => `/${database}/${id}`;
const nextOf = (ddoc: DesignDocument): DesignDocument => ({ ...ddoc, _id: `${ddoc._id}-next` });
const contentOf = ({ _rev, ...ddoc }: Stored): DesignDocument => ddoc;

async function read(admin: CouchAdmin, database: string, id: string): Promise<Stored | null> {
  const { status, body } = await expectStatus(admin, [200, 404], 'GET', pathOf(database, id));
  return status === 200 ? (body as Stored) : null;
}

/** Writes the document over revision `rev`; a conflict is no failure, the caller looks again. */
async function write(admin: CouchAdmin, database: string, ddoc: DesignDocument, rev?: string): Promise<void> {
  const body = rev === undefined ? ddoc : { ...ddoc, _rev: rev };
  await expectStatus(admin, [201, 202, 409], 'PUT', pathOf(database, ddoc._id), body);
}

/** Builds the views under the staging name. False when someone else changed it meanwhile. */
async function buildAside(admin: CouchAdmin, database: string, ddoc: DesignDocument): Promise<boolean> {
  const next = nextOf(ddoc);
  const stored = await read(admin, database, next._id);
  if (!stored || !isDeepStrictEqual(contentOf(stored), next)) await write(admin, database, next, stored?._rev);
  for (const view of Object.keys(ddoc.views ?? {})) {
    if (!(await built(admin, `${pathOf(database, next._id)}/_view/${view}?limit=1`))) return false;
  }
  const ready = await read(admin, database, next._id);
  return ready !== null && isDeepStrictEqual(ready.views, ddoc.views);
}

/** Asks a view until its index is built. False when the view has gone. */
async function built(admin: CouchAdmin, question: string): Promise<boolean> {
  for (;;) {
    const answer = await admin.request('GET', question, undefined, PATIENCE_MS).catch((error: Error) => {
      if (error.name === 'TimeoutError') return STILL_BUILDING;
      throw error;
    });
    if (answer.status === 200) return true;
    if (answer.status === 404) return false;
    if ((answer.body as { error?: string } | null)?.error !== 'timeout') throw new CouchError(question, answer);
  }
}

/** Takes the staging document away, and the files of indexes that no document names any more. */
async function clean(admin: CouchAdmin, database: string, ddoc: DesignDocument): Promise<void> {
  const next = await read(admin, database, nextOf(ddoc)._id);
  if (!next) return;
  await expectStatus(admin, [200, 202, 404, 409], 'DELETE', `${pathOf(database, next._id)}?rev=${next._rev}`);
  // The embedded engine keeps no such files, and has no such request.
  await expectStatus(admin, [200, 202, 404, 405], 'POST', `/${database}/_view_cleanup`, {});
}
