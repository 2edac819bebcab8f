import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CouchAdmin, couchAdmin } from '@digiboost/couch/provisioning';
import { categoryId } from '@digiboost/domain/documents';
import { aCategory } from '@digiboost/domain/documents/testing/examples';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import { backupsIn } from './backup-config.ts';
import { revisionsOf } from './copy.ts';
import { lastDrill, noteDrill } from './drills.ts';
import { type Backups, makeBackup } from './make-backup.ts';
import { backupsOn } from './manifest.ts';
import { nightlyBackup } from './nightly.ts';
import { backupOf, drill, refill } from './restore-backup.ts';
import { plainSeal } from './seal.ts';
import { folderShelf } from './shelf.ts';
import { startBucket } from './testing/bucket.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const HOUR_MS = 3_600_000;

let world: World;
let admin: CouchAdmin;
let one: TestShop;
let two: TestShop;
let folder: string;
beforeAll(async () => {
  world = await createWorld();
  admin = couchAdmin(world.couchUrl);
  one = await world.newShop();
  two = await world.newShop();
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const couch = () => ({ couchUrl: world.couchUrl, admin });
const at = (hours: number): Date => new Date(Date.UTC(2026, 10, 29) + hours * HOUR_MS);
const onFolder = (name: string, key: string | undefined = KEY): Backups => {
  const backups = backupsIn({ BACKUP_TO: join(folder, name), BACKUP_KEY: key });
  if (!backups) throw new Error('no place');
  return backups;
};
async function write(shop: TestShop, ...docs: object[]): Promise<void> {
  const { body } = await admin.request('POST', `/${shop.database}/_bulk_docs`, { docs, new_edits: false });
  expect(body).toEqual([]);
}
const note = (id: string, rev: string, ...ancestors: string[]) => ({
  ...aCategory({ _id: categoryId(id), name: rev }),
  _rev: rev,
  _revisions: { start: Number(rev.split('-')[0]), ids: [rev, ...ancestors].map((one) => one.split('-')[1]) },
});
const rev = (generation: number, digit: string): string => `${generation}-${digit.repeat(32)}`;

test('the second backup reads only the shop that changed, and both can be restored, forks too', async () => {
  const backups = onFolder('two');
  await write(one, note('a', rev(1, 'a')), note('b', rev(1, 'b')));
  await makeBackup(couch(), backups, at(0));
  await write(one, note('a', rev(2, 'c'), rev(1, 'a')), note('a', rev(2, 'd'), rev(1, 'a')));
  await write(one, { ...note('b', rev(2, 'e'), rev(1, 'b')), isActive: false });
  await makeBackup(couch(), backups, at(24));
  // Other shops of a CouchDB that tests share may have changed as well.
  const [earlier, newest] = [await backupOf(backups, at(12).toISOString()), await backupOf(backups, null)];
  expect(earlier.at).toBe(at(0).toISOString());
  expect(earlier.databases[two.database]).toEqual(newest.databases[two.database]);
  const [before, after] = [earlier, newest].map(({ databases }) => databases[one.database]?.parts ?? []);
  expect(after?.slice(0, -1)).toEqual(before);
  expect(after?.at(-1)?.leaves).toBe(3);

  const wanted = await revisionsOf(admin, one.database);
  expect(wanted).toContain(`category:a ${rev(2, 'c')}`);
  const restored = `restored_${one.id}`;
  await admin.request('PUT', `/${restored}`);
  await refill(admin, backups, newest.databases[one.database] ?? { seq: '', parts: [] }, restored);
  expect(await revisionsOf(admin, restored)).toEqual(wanted);
  await admin.request('DELETE', `/${restored}`);
  await expect(backupOf(backups, at(-1).toISOString())).rejects.toThrow('The oldest is of 2026-11-29T00:00:00.000Z');
});

test('a drill restores every database beside the shops, and finds what is missing or damaged', async () => {
  const backups = onFolder('drill');
  await makeBackup(couch(), backups, at(0));
  const made = await backupOf(backups, null);
  for await (const drilled of drill(admin, backups, made)) expect(drilled).toMatchObject({ fault: null });

  const [part] = made.databases[one.database]?.parts ?? [];
  if (!part) throw new Error('no part');
  const bytes = await backups.shelf.get(part.name);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await backups.shelf.put(part.name, bytes);
  const found = [];
  for await (const drilled of drill(admin, backups, made)) if (drilled.fault) found.push(drilled);
  expect(found).toEqual([
    { database: one.database, documents: 0, fault: expect.stringContaining('is not what was written') },
  ]);
  const { body } = await admin.request('GET', '/_all_dbs');
  expect((body as string[]).filter((name) => name.startsWith('drill_'))).toEqual([]);
});

test('what is encrypted needs its key, and holds the keys of the installation', async () => {
  const backups = onFolder('sealed');
  await makeBackup(couch(), backups, at(0), { 'jwt_private_key.pem': 'secret' });
  expect((await backupOf(backups, null)).files).toEqual({ 'jwt_private_key.pem': 'secret' });
  const other = onFolder('sealed', Buffer.alloc(32, 8).toString('base64'));
  await expect(backupOf(other, null)).rejects.toThrow('another key than BACKUP_KEY');
  await expect(backupOf({ shelf: backups.shelf, seal: plainSeal }, null)).rejects.toThrow('BACKUP_KEY');

  const open = { shelf: folderShelf(join(folder, 'open')), seal: plainSeal };
  await makeBackup(couch(), open, at(0), { 'jwt_private_key.pem': 'secret' });
  expect((await backupOf(open, null)).files).toEqual({});
});

test('old backups go, and with them what no kept one needs', async () => {
  const backups = onFolder('old');
  await makeBackup(couch(), backups, at(-10 * 24));
  await makeBackup(couch(), backups, at(0));
  await write(two, note('late', rev(1, 'f')));
  const report = await makeBackup(couch(), backups, at(2));
  expect(report.dropped).toEqual([at(0).toISOString()]);
  const stored = await backups.shelf.list('parts');
  const needed = new Set(
    (await Promise.all((await backupsOn(backups.shelf)).map((instant) => backupOf(backups, instant)))).flatMap(
      ({ databases }) => Object.values(databases).flatMap(({ parts }) => parts.map(({ name }) => name)),
    ),
  );
  expect([...needed].filter((name) => !stored.includes(name))).toEqual([]);
});

test('a bucket takes the same backups, and never readable ones', async () => {
  const bucket = await startBucket();
  try {
    const env = {
      BACKUP_TO: 's3://shops/dakar',
      S3_ENDPOINT: bucket.endpoint,
      S3_ACCESS_KEY_ID: 'writer',
      S3_SECRET_ACCESS_KEY: 'secret',
    };
    expect(() => backupsIn(env)).toThrow('needs BACKUP_KEY');
    const backups = backupsIn({ ...env, BACKUP_KEY: KEY });
    if (!backups) throw new Error('no place');
    await makeBackup(couch(), backups, at(0));
    const made = await backupOf(backups, null);
    expect(Object.keys(made.databases)).toContain(one.database);
    for await (const drilled of drill(admin, backups, made)) expect(drilled).toMatchObject({ fault: null });
    const stranger = backupsIn({ ...env, BACKUP_KEY: KEY, S3_ACCESS_KEY_ID: 'stranger' });
    await expect(stranger?.shelf.list('parts')).rejects.toThrow('answered 403');
  } finally {
    bucket.close();
  }
});

test('the server backs up once a day, catches up after an outage, and says how old the backup is', async () => {
  let hours = 0;
  let onDuty = false;
  const register = new Registry();
  const nightly = nightlyBackup({
    config: { ...onFolder('nightly'), at: '02:30' },
    ...couch(),
    files: {},
    isOnDuty: () => onDuty,
    log: pino({ level: 'silent' }),
    now: () => at(hours),
    register,
  });
  const age = async () => Number(/backup_last_timestamp_seconds (\d+)/.exec(await register.metrics())?.[1]);
  expect(await nightly.catchUp()).toBe(false);
  expect(await age()).toBe(0);
  onDuty = true;
  expect(await nightly.catchUp()).toBe(true);
  expect(await age()).toBe(at(0).getTime() / 1000);
  hours = 20;
  expect(await nightly.catchUp()).toBe(false);
  hours = 30;
  // Two that ask at once make one.
  expect(await Promise.all([nightly.catchUp(), nightly.catchUp()])).toEqual([true, false]);
  expect(await age()).toBe(at(30).getTime() / 1000);
});

test('variables that are wrong are named', () => {
  expect(backupsIn({ BACKUP_TO: '' })).toBeNull();
  expect(() => backupsIn({ BACKUP_TO: '/b', BACKUP_KEY: 'short' })).toThrow('32 bytes');
  expect(() => backupsIn({ BACKUP_TO: '/b', BACKUP_AT: '25:00' })).toThrow('BACKUP_AT must be a time of day');
  expect(() => backupsIn({ BACKUP_TO: 's3://shops' })).toThrow('S3_ENDPOINT');
});

test('a drill is noted on the shelf, and its age is told beside the backup’s', async () => {
  const backups = onFolder('drilled');
  const register = new Registry();
  const config = { ...backups, at: '02:30' };
  const nightly = nightlyBackup({
    config,
    ...couch(),
    files: {},
    isOnDuty: () => true,
    log: pino({ level: 'silent' }),
    now: () => at(1),
    register,
  });
  await nightly.catchUp();
  expect(await register.metrics()).toMatch(/^backup_last_drill_timestamp_seconds 0$/m);
  await noteDrill(backups.shelf, at(2), at(1).toISOString());
  await noteDrill(backups.shelf, at(3), at(1).toISOString());
  expect(await lastDrill(backups.shelf)).toBe(at(3).toISOString());
  await nightly.catchUp();
  expect(await register.metrics()).toContain(`backup_last_drill_timestamp_seconds ${at(3).getTime() / 1000}`);
});
