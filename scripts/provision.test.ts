import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCouch } from '@digiboost/couch/embedded';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './testing/run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provision-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const provision = (...args: string[]) => runCommand(folder, 'provision', ...args);

const tenant = ['create-tenant', '--id', 'boutique1', '--name', 'Boutique Médina', '--admin-email'];

// Each call starts the whole program anew.
describe('npm run provision', { timeout: 180_000 }, () => {
  it('makes a shop, its users and a platform administrator, and lists them', async () => {
    const made = await provision(...tenant, 'awa@boutique1.sn', '--admin-password', 'mot-de-passe-1');
    expect([made.code, made.err]).toEqual([0, '']);
    expect(made.out).toContain('The shop boutique1 is ready');
    expect(made.out).not.toContain('mot-de-passe-1');

    const user = await provision('create-user', '--tenant', 'boutique1', '--email', 'm@boutique1.sn', '--role', 'user');
    expect(user.out).toMatch(/Password, shown this once: [\w-]{12}\n/);
    expect((await provision('create-platform-admin', '--email', 'root@exemple.sn')).code).toBe(0);

    const { out } = await provision('list');
    expect(out).toContain('boutique1  Boutique Médina');
    expect(out).toContain('awa@boutique1.sn  admin');
    expect(out).toContain('m@boutique1.sn  user');
    expect(out).toContain('root@exemple.sn  platform');
    expect((await provision('upgrade')).out).toBe('boutique1: up to date\n');
  });

  it('says in a sentence what cannot be done', async () => {
    const cases = [
      [[...tenant, 'autre@boutique1.sn'], 'A shop has this id already'],
      [['create-platform-admin', '--email', 'awa@boutique1.sn'], 'has an account already'],
      [['create-user', '--tenant', 'absente', '--email', 'x@exemple.sn', '--role', 'user'], 'There is no such shop'],
      [['create-user', '--tenant', 'boutique1', '--email', 'x'], 'Missing or not valid: --email, --role.'],
      [['create-tenant', '--id', 'Boutique 1'], 'Missing or not valid: --id, --name, --admin-email.'],
      [['list', '--all'], "Unknown option '--all'"],
      [[], 'Usage: npm run provision'],
    ] as const;
    for (const [args, sentence] of cases) {
      const { code, out, err } = await provision(...args);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain(sentence);
      expect(err).not.toMatch(/\n\s+at /);
    }
  });

  it('says that the installation runs when its data folder is in use', async () => {
    const admin = { name: 'admin', password: 'pw' };
    const engine = await startEmbeddedCouch({ dataDir: join(folder, 'couch'), admin, jwtKeys: {} });
    try {
      const { code, err } = await provision('list');
      expect([code, err]).toEqual([1, 'The installation is running: stop it first, then start this command again.\n']);
    } finally {
      await engine.close();
    }
  });
});
