import { randomBytes } from 'node:crypto';
import { couchAdmin } from '@digiboost/couch/provisioning';

/** A CouchDB for one test file. */
export interface TestCouch {
  readonly url: string;
  /** A name that no other test uses, 11 characters of [a-z0-9] that begin with a letter. */
  uniqueId(): string;
  /** Takes away what the test made. */
  close(): Promise<void>;
}

/** Connects to the CouchDB of COUCHDB_URL, and takes its own databases away afterwards. */
export function openTestCouch(): TestCouch {
  const url = process.env.COUCHDB_URL ?? 'http://admin:admin@127.0.0.1:5984';
  const run = `t${randomBytes(3).toString('hex')}`;
  let made = 0;
  return {
    url,
    uniqueId: () => `${run}${String(made++).padStart(4, '0')}`,
    async close() {
      const admin = couchAdmin(url);
      const { body } = await admin.request('GET', '/_all_dbs');
      const own = (body as string[]).filter((name) => name.includes(run));
      for (const name of own) await admin.request('DELETE', `/${name}`);
    },
  };
}
