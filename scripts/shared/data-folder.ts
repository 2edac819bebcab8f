import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, link, lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newVapidPrivateKey } from '@digiboost/server';
import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose';

/** An ES256 key pair in PEM, and the name that tokens give it. */
export interface JwtKey {
  readonly kid: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

/** What an installation keeps secret: made once, kept in the data folder, readable by its owner only. */
export interface Secrets {
  readonly couchPassword: string;
  readonly jwt: JwtKey;
  /** Password of the demo shop's manager. */
  readonly demoPassword: string;
}

/** The folder that holds everything an installation stores, DATA_DIR or `.data`. */
export const dataFolder = (): string => resolve(process.env.DATA_DIR || '.data');

/**
 * Lets nobody but its owner read what is in a folder, also what was made before, and whatever this process makes from
 * now on. Where files know no owner, or another one, it changes nothing.
 */
export async function keepPrivate(folder: string): Promise<void> {
  process.umask(0o077);
  for (const path of [
    folder,
    ...(await readdir(folder, { recursive: true }).catch(nothingThere)).map(inside(folder)),
  ]) {
    const mode = (await lstat(path).catch(() => null))?.mode ?? 0;
    if ((mode & 0o077) !== 0 && (mode & S_IFMT) !== S_IFLNK) await chmod(path, mode & 0o700).catch(() => undefined);
  }
}

const { S_IFMT, S_IFLNK } = constants;
const inside = (folder: string) => (name: string) => join(folder, name);

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

/** The installation's secrets, made at random on the first call. */
export async function secretsOf(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json');
  const kept = await readSecrets(file);
  if (kept) return kept;
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const secrets: Secrets = {
    couchPassword: randomBytes(24).toString('base64url'),
    jwt: {
      kid: randomBytes(6).toString('hex'),
      privateKey: await exportPKCS8(privateKey),
      publicKey: await exportSPKI(publicKey),
    },
    demoPassword: randomBytes(9).toString('base64url'),
  };
  await writeOnce(folder, file, JSON.stringify(secrets, null, 2));
  return (await readSecrets(file)) ?? secrets;
}

/**
 * The key with which this installation sends notifications, made on the first call. A file of its own: installations
 * that are older than notifications have their other secrets already.
 */
export async function pushKeyOf(folder: string): Promise<string> {
  const file = join(folder, 'vapid.key');
  const read = async () => (await readFile(file, 'utf8')).trim();
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await writeOnce(folder, file, `${newVapidPrivateKey()}\n`);
  return read();
}

/**
 * Written aside, flushed and linked: a power cut leaves no file or a whole one, and of two first starts at once both
 * take what the first one wrote.
 */
async function writeOnce(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, text, { mode: 0o600, flush: true });
  try {
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(temporary);
  }
}

/** The secrets in `file`, null when there is no file; throws when it holds something else. */
async function readSecrets(file: string): Promise<Secrets | null> {
  try {
    const secrets = JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets> | null;
    if (secrets?.couchPassword && secrets.demoPassword && secrets.jwt?.kid && secrets.jwt.privateKey)
      return secrets as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  }
  throw new Error(`${file} cannot be read: restore it from a backup, or move it away to make new secrets.`);
}
