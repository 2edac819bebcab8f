import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { faultsOf, makeBackup } from '@digiboost/server';
import { backupsAt } from './shared/backups.ts';
import { type Installation, openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const backups = backupsAt(values.to);
  const installation = await openInstallation();
  try {
    const { couchUrl } = installation;
    const admin = couchAdmin(couchUrl);
    const files = await secretFilesOf(installation);
    const made = await makeBackup({ couchUrl, admin }, backups, new Date(), files);
    process.stdout.write(`${made.at}: ${made.databases} databases, of which ${made.changed} had changed; `);
    process.stdout.write(`${made.leaves} documents written and read back, ${made.bytes} bytes.\n`);
    for (const { reason } of (await faultsOf(admin)).setAside) {
      process.stderr.write(`${reason} It is not in this backup.\n`);
    }
    if (made.damaged.length > 0) {
      process.stderr.write(`Of ${made.damaged.join(', ')}, damaged now, stands what the backup before held.\n`);
      process.exitCode = 1;
    }
    process.stdout.write(`Backup at ${backups.shelf.place}\n`);
    if (!backups.seal.isEncrypted) {
      process.stdout.write('It is not encrypted (BACKUP_KEY) and holds no keys: keep secrets.json in a safe place.\n');
    }
  } finally {
    await installation.close();
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

async function secretFilesOf({ folder, external, jwt }: Installation): Promise<Record<string, string>> {
  if (external) return { 'jwt_private_key.pem': jwt.privateKey };
  return { 'secrets.json': await readFile(join(folder, 'secrets.json'), 'utf8') };
}
