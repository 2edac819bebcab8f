import { join } from 'node:path';
import { startEmbeddedCouch } from '@digiboost/couch/embedded';
import { openPlatform, type Platform } from '@digiboost/server';
import { dataFolder, type Secrets, secretsOf } from './data-folder.ts';

/** An installation on this machine: its data folder, its secrets, and a CouchDB that answers. */
export interface Installation {
  readonly folder: string;
  readonly secrets: Secrets;
  /** CouchDB's address with the administrator's credentials. */
  readonly couchUrl: string;
  /** Whether CouchDB is one of its own (COUCHDB_URL) rather than the embedded engine. */
  readonly external: boolean;
  platform(): Promise<Platform>;
  close(): Promise<void>;
}

/** Opens the installation that the environment names: COUCHDB_URL, or the embedded engine in DATA_DIR. */
export async function openInstallation(): Promise<Installation> {
  const folder = dataFolder();
  const secrets = await secretsOf(folder);
  const external = process.env.COUCHDB_URL;
  const couch = external ? { couchUrl: external, close: async () => {} } : await embedded(folder, secrets);
  const { couchUrl, close } = couch;
  const { kid, privateKey } = secrets.jwt;
  return {
    folder,
    secrets,
    couchUrl,
    external: Boolean(external),
    platform: () => openPlatform({ couchUrl, jwtPrivateKey: privateKey, jwtKid: kid }),
    close,
  };
}

async function embedded(folder: string, secrets: Secrets): Promise<{ couchUrl: string; close(): Promise<void> }> {
  const couch = await startEmbeddedCouch({
    dataDir: join(folder, 'couch'),
    admin: { name: 'admin', password: secrets.couchPassword },
    jwtKeys: { [secrets.jwt.kid]: secrets.jwt.publicKey },
  });
  const url = new URL(couch.url);
  url.username = 'admin';
  url.password = secrets.couchPassword;
  return { couchUrl: url.href.replace(/\/$/, ''), close: () => couch.close() };
}
