import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { superviseEmbeddedCouch } from '@digiboost/couch/embedded/supervised';
import { loadSigningKey, openPlatform, type Platform } from '@digiboost/server';
import { dataFolder, type JwtKey, keepPrivate, type Secrets, secretsOf } from './data-folder.ts';

/** An installation on this machine: its data folder, its secrets, and a CouchDB that answers. */
export interface Installation {
  readonly folder: string;
  readonly secrets: Secrets;
  /** What signs the access tokens: JWT_PRIVATE_KEY(_FILE), or the data folder's own key. */
  readonly jwt: JwtKey;
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
  await keepPrivate(folder);
  const secrets = await secretsOf(folder);
  const external = process.env.COUCHDB_URL;
  const jwt = await signingKeyOf(secrets);
  const couch = external
    ? { couchUrl: external, close: async () => {} }
    : await embedded(folder, secrets.couchPassword, jwt);
  const { couchUrl, close } = couch;
  return {
    folder,
    secrets,
    jwt,
    couchUrl,
    external: Boolean(external),
    platform: () => openPlatform({ couchUrl, jwtPrivateKey: jwt.privateKey, jwtKid: jwt.kid }),
    close,
  };
}

async function signingKeyOf(secrets: Secrets): Promise<JwtKey> {
  const { JWT_PRIVATE_KEY: text, JWT_PRIVATE_KEY_FILE: file, JWT_KID: kid } = process.env;
  if (!text && !file) return secrets.jwt;
  const privateKey = (text || (await readFile(file ?? '', 'utf8'))).replaceAll('\\n', '\n');
  const key = await loadSigningKey(privateKey, kid);
  return { kid: key.kid, privateKey, publicKey: key.publicKeyPem };
}

async function embedded(
  folder: string,
  password: string,
  jwt: JwtKey,
): Promise<{ couchUrl: string; close(): Promise<void> }> {
  const couch = await superviseEmbeddedCouch({
    dataDir: join(folder, 'couch'),
    admin: { name: 'admin', password },
    jwtKeys: { [jwt.kid]: jwt.publicKey },
  });
  const url = new URL(couch.url);
  url.username = 'admin';
  url.password = password;
  return { couchUrl: url.href.replace(/\/$/, ''), close: () => couch.close() };
}
