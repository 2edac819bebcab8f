import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCouch } from '@digiboost/couch/embedded';
import { couchAdmin } from '@digiboost/couch/provisioning';

/** A CouchDB for one test file. */
export interface TestCouch {
  /** Its address with the administrator's credentials. */
  readonly url: string;
  /** A name that no other test uses, 11 characters of [a-z0-9] that begin with a letter. */
  uniqueId(): string;
  /** Takes away what the test made. */
  close(): Promise<void>;
}

/** The CouchDB of COUCHDB_URL when there is one, or else the embedded engine in a folder of its own. */
export async function openTestCouch(): Promise<TestCouch> {
  const external = process.env.COUCHDB_URL;
  if (!external) return openEngine(startEmbeddedCouch);
  const run = newRun();
  return { url: external, uniqueId: idsOf(run), close: () => removeTraces(external, run) };
}

/** The embedded engine in a folder of its own, which `start` starts as it pleases. */
export async function openEngine(start: typeof startEmbeddedCouch): Promise<TestCouch> {
  const folder = await mkdtemp(join(tmpdir(), 'couch-'));
  const admin = { name: 'admin', password: randomBytes(12).toString('base64url') };
  const engine = await start({ dataDir: folder, admin, jwtKeys: {} });
  const url = new URL(engine.url);
  url.username = admin.name;
  url.password = admin.password;
  return {
    url: url.href.replace(/\/$/, ''),
    uniqueId: idsOf(newRun()),
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const newRun = (): string => `t${randomBytes(3).toString('hex')}`;

function idsOf(run: string): () => string {
  let made = 0;
  return () => `${run}${String(made++).padStart(4, '0')}`;
}

/** Removes the databases and the token keys that bear the run's name. */
async function removeTraces(url: string, run: string): Promise<void> {
  const admin = couchAdmin(url);
  const keys = '/_node/_local/_config/jwt_keys';
  const { body: databases } = await admin.request('GET', '/_all_dbs');
  const { body: stored } = await admin.request('GET', keys);
  const isOwn = (name: string) => name.includes(run);
  for (const name of (databases as string[]).filter(isOwn)) await admin.request('DELETE', `/${name}`);
  for (const name of Object.keys(stored ?? {}).filter(isOwn)) await admin.request('DELETE', `${keys}/${name}`);
}
