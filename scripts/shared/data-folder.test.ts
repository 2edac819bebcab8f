import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepPrivate, pushKeyOf, secretsOf } from './data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the secrets are made once, for their owner only', async () => {
  const secrets = await secretsOf(folder);
  expect(await secretsOf(folder)).toEqual(secrets);
  expect(await readdir(folder)).toEqual(['secrets.json']);
  if (process.platform !== 'win32') expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

test.runIf(process.platform !== 'win32')('a folder that others could read is its owner’s alone', async () => {
  const before = process.umask(0o022);
  try {
    const shop = join(folder, 'couch', 'shop_demo.0a1b2c3d');
    await mkdir(shop, { recursive: true });
    const elsewhere = join(await mkdtemp(join(tmpdir(), 'elsewhere-')), 'public');
    for (const file of [join(folder, 'secrets.json'), join(shop, '000003.log'), elsewhere]) await writeFile(file, '');
    await symlink(elsewhere, join(folder, 'link'));
    await keepPrivate(folder);
    const mode = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777;
    expect([await mode(), await mode('couch'), await mode('couch', 'shop_demo.0a1b2c3d')]).toEqual([
      0o700, 0o700, 0o700,
    ]);
    expect([await mode('secrets.json'), await mode('couch', 'shop_demo.0a1b2c3d', '000003.log')]).toEqual([
      0o600, 0o600,
    ]);
    expect(await mode('link')).toBe(0o644);
    await writeFile(join(shop, '000004.log'), '');
    expect(await mode('couch', 'shop_demo.0a1b2c3d', '000004.log')).toBe(0o600);
  } finally {
    process.umask(before);
  }
});

test('two first starts at once take the same secrets', async () => {
  const [one, other] = await Promise.all([secretsOf(folder), secretsOf(folder)]);
  expect(other).toEqual(one);
});

test.each(['', '{"couchPassword":', 'null', '{"couchPassword":"x"}'])('%j is told, and left alone', async (text) => {
  const file = join(folder, 'secrets.json');
  await writeFile(file, text);
  await expect(secretsOf(folder)).rejects.toThrow('restore it from a backup');
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('the key of the notifications is made once, beside secrets that are older than it', async () => {
  await secretsOf(folder);
  const [one, other] = await Promise.all([pushKeyOf(folder), pushKeyOf(folder)]);
  expect(one).toMatch(/^[\w-]{43}$/);
  expect([other, await pushKeyOf(folder)]).toEqual([one, one]);
  expect((await readdir(folder)).sort()).toEqual(['secrets.json', 'vapid.key']);
});
