import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './testing/run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repair-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (name: string, ...args: string[]) => runCommand(join(folder, 'data'), name, ...args);
const couch = (...names: string[]) => join(folder, 'data', 'couch', ...names);

// Each call starts the whole program anew.
describe('npm run repair', { timeout: 240_000 }, () => {
  it('names a shop whose files are lost, and gives it back what the backup holds', async () => {
    const tenant = ['--id', 'boutique1', '--name', 'Boutique', '--admin-email', 'awa@boutique1.sn'];
    expect((await run('provision', 'create-tenant', ...tenant)).code).toBe(0);
    expect((await run('repair')).out).toBe('No database is damaged.\n');
    const backup = join(folder, 'backup');
    expect((await run('backup', '--to', backup)).code).toBe(0);

    const [lost = ''] = (await readdir(couch())).filter((name) => name.startsWith('shop_boutique1.'));
    await rm(couch(lost), { recursive: true });
    expect((await run('repair')).out).toContain('The database shop_boutique1 is damaged: its files are missing.');
    const partial = await run('backup', '--to', backup);
    expect([partial.code, partial.err]).toEqual([1, expect.stringContaining('stands what the backup before held')]);

    const repaired = await run('repair', 'boutique1', '--from', backup);
    expect([repaired.code, repaired.out]).toEqual([0, expect.stringContaining('documents of the backup of ')]);
    expect((await run('repair')).out).toBe('No database is damaged.\n');
    const { code, err } = await run('repair', 'boutique1');
    expect([code, err]).toEqual([1, 'The database shop_boutique1 is not damaged.\n']);
  });

  it('makes a lost catalogue anew from the folders beside it', async () => {
    await rename(couch('catalogue'), join(folder, 'catalogue'));
    const refused = await run('provision', 'list');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('npm run repair -- catalogue')]);
    expect((await run('repair', 'catalogue')).out).toContain('control, shop_boutique1');
    const { code, out } = await run('provision', 'list');
    expect([code, out]).toEqual([0, expect.stringContaining('awa@boutique1.sn  admin')]);
  });
});
