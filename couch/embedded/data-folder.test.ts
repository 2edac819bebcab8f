import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataFolder } from './data-folder.ts';
import { openStore } from './store.ts';

test.each(['..', '.', '', 'notes', 'shop_a.0a1b2c3d/..'])(
  'a catalogue that names the folder %j is not opened',
  async (folder) => {
    const location = await mkdtemp(join(tmpdir(), 'data-folder-'));
    await (await DataFolder.open(location)).close();
    const catalogue = openStore(join(location, 'catalogue'));
    await catalogue.put({ _id: 'db:shop_a', folder, security: {} });
    await catalogue.close();
    await expect(DataFolder.open(location)).rejects.toThrow('names the folder');
    await rm(location, { recursive: true });
  },
);

test('a database that the catalogue could not keep does not exist', async () => {
  const location = await mkdtemp(join(tmpdir(), 'data-folder-'));
  const folder = await DataFolder.open(location);
  await folder.create('shop_kept');
  await folder.close();
  await expect(folder.create('shop_lost')).rejects.toThrow();
  expect(folder.names()).toEqual(['shop_kept']);
  await rm(location, { recursive: true });
});
