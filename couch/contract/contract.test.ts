import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCouch } from '@digiboost/couch/embedded';
import { describeCouch } from './index.ts';

describeCouch('embedded engine', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'contract-'));
  const couch = await startEmbeddedCouch({ dataDir, admin: { name: 'admin', password: 'secret' }, jwtKeys: {} });
  return {
    url: couch.url.replace('//', '//admin:secret@'),
    async close() {
      await couch.close();
      await rm(dataDir, { recursive: true });
    },
  };
});

const { COUCHDB_URL } = process.env;
if (COUCHDB_URL) {
  describeCouch('Apache CouchDB', async () => ({ url: COUCHDB_URL, close: async () => undefined }));
}
