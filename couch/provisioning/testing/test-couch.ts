import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedCouch } from '../../embedded/index.ts';

/** A CouchDB to test against, by the address of its administrator. */
interface TestCouch {
  readonly url: string;
  close(): Promise<void>;
}

/** The CouchDB that COUCHDB_URL names (with an administrator's credentials), or an embedded one in a new folder. */
export async function startTestCouch(): Promise<TestCouch> {
  const { COUCHDB_URL } = process.env;
  if (COUCHDB_URL) return { url: COUCHDB_URL.replace(/\/$/, ''), close: async () => undefined };
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'provisioning-'));
  const embedded = await startEmbeddedCouch({ dataDir, admin: { name: 'admin', password: 'admin' }, jwtKeys: {} });
  return {
    url: embedded.url.replace('//', '//admin:admin@').replace(/\/$/, ''),
    async close() {
      await embedded.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
