import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataFolder } from './data-folder.ts';

test('a database that the catalogue could not keep does not exist', async () => {
  const location = await mkdtemp(join(tmpdir(), 'data-folder-'));
  const folder = await DataFolder.open(location);
  await folder.create('shop_kept');
  await folder.close();
  await expect(folder.create('shop_lost')).rejects.toThrow();
  expect(folder.names()).toEqual(['shop_kept']);
  await rm(location, { recursive: true });
});
