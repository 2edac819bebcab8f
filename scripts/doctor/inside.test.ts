import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backups, backupsIn, noteDrill } from '@digiboost/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { lookInside } from './inside.ts';

const NOW = new Date('2026-12-01T12:00:00Z');
const seconds = (hoursAgo: number): number => NOW.getTime() / 1000 - hoursAgo * 3600;

let folder: string;
let server: Server;
let base: URL;
/** What /metrics tells; nothing: it is not there. */
let told = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  server = createServer((req, res) => {
    if (req.url === '/') return res.end('{"couchdb":"Welcome","version":"3.4.2"}');
    res.writeHead(told === '' ? 404 : 200).end(told);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function statesOf(backups: Backups | null, couchUrl: string | null = null) {
  const metrics = new URL('/metrics', base);
  const findings = await lookInside({ metrics, backups, couchUrl, folders: [folder], now: () => NOW });
  return Object.fromEntries(findings.map(({ what, state, said }) => [what, `${state}: ${said}`]));
}

const metricsOf = (backup: number, drill: number): string =>
  `backup_configured 1\nbackup_last_timestamp_seconds ${backup}\nbackup_last_drill_timestamp_seconds ${drill}\n`;

test('the ages of backup and drill come from the server’s own figures', async () => {
  told = metricsOf(seconds(10), seconds(24 * 20));
  expect(await statesOf(null)).toMatchObject({ backup: 'ok: 10 h old', 'restore drill': 'ok: 20 days ago' });
  told = metricsOf(seconds(50), 0);
  expect(await statesOf(null)).toMatchObject({ backup: 'fault: 50 h old', 'restore drill': 'fault: never' });
  told = 'backup_configured 0\n';
  expect(await statesOf(null)).toMatchObject({ backup: 'fault: there is none' });
});

test('or from where backups are; and a copy on this machine alone, or one that anybody reads, is told', async () => {
  told = '';
  const plain = backupsIn({ BACKUP_TO: join(folder, 'plain') });
  const key = Buffer.alloc(32, 7).toString('base64');
  const sealed = backupsIn({ BACKUP_TO: join(folder, 'sealed'), BACKUP_KEY: key });
  if (!plain || !sealed) throw new Error('no place');
  expect(await statesOf(plain)).toMatchObject({
    backup: 'fault: there is none',
    'restore drill': 'fault: never',
    'backups off site': 'fault: not encrypted',
  });
  await noteDrill(sealed.shelf, new Date(NOW.getTime() - 40 * 86_400_000), 'x');
  expect(await statesOf(sealed)).toMatchObject({ 'restore drill': 'fault: 40 days ago' });
  await noteDrill(sealed.shelf, new Date(NOW.getTime() - 86_400_000), 'x');
  expect(await statesOf(sealed)).toMatchObject({
    'restore drill': 'ok: 1 days ago',
    'backups off site': expect.stringMatching(/^unknown: encrypted, on this machine/),
  });
});

test('an old CouchDB is a fault, and what cannot be seen from here is none', async () => {
  expect(await statesOf(null, base.href)).toMatchObject({ CouchDB: 'fault: 3.4.2 is too old' });
  const states = await statesOf(null);
  expect(states.CouchDB).toMatch(/^unknown/);
  expect(states[`disk of ${folder}`]).toMatch(/GB free, \d+ %$/);
});

test('npm run doctor prints a line for each look, says what to do, and ends with 1 when something is at fault', {
  timeout: 60_000,
}, async () => {
  const { code, out, err } = await runCommand(folder, 'doctor', '--url', base.href, '--data', folder);
  expect([code, err]).toEqual([1, '']);
  expect(out).toMatch(/^✘ certificate +the address is not https\n +→ set DOMAIN/m);
  expect(out).toMatch(/^\? mail: SPF, DKIM, DMARC/m);
  expect(out).toMatch(/\d+ at fault, \d+ not seen from here\n$/);
  const without = await runCommand(folder, 'doctor');
  expect([without.code, without.err]).toEqual([1, expect.stringContaining('Usage: npm run doctor -- --url')]);
});
