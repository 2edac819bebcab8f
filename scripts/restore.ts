import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { couchAdmin, provisionServer, upgradeTenants } from '@digiboost/couch/provisioning';
import { databasesOf, restoreDatabase } from './shared/couch-copy.ts';
import { openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

const [from] = process.argv.slice(2);
if (!from) {
  process.stderr.write('Usage: npm run restore -- FOLDER, where FOLDER is one that `npm run backup` wrote.\n');
  process.exit(1);
}
const folder = resolve(from);

try {
  const { databases } = JSON.parse(await readFile(join(folder, 'backup.json'), 'utf8')) as { databases: string[] };
  const installation = await openInstallation();
  try {
    const admin = couchAdmin(installation.couchUrl);
    const present = new Set(await databasesOf(admin));
    const taken = databases.filter((database) => present.has(database));
    if (taken.length > 0) {
      throw new Error(
        `A restore writes into empty databases only; here ${taken.join(', ')} exist already. Nothing was changed.`,
      );
    }
    for (const database of databases) {
      const lines = createReadStream(join(folder, `${database}.ndjson.gz`)).pipe(createGunzip());
      const documents = await restoreDatabase(admin, database, lines);
      process.stdout.write(`${database}: ${documents} documents\n`);
    }
    const { kid, publicKey: publicKeyPem } = installation.jwt;
    await provisionServer(admin, { kid, publicKeyPem });
    const failed = (await upgradeTenants(admin)).filter(({ error }) => error);
    if (failed.length > 0) throw new Error(failed.map(({ tenantId, error }) => `${tenantId}: ${error}`).join('\n'));
    process.stdout.write('Restored. Views build at their first use.\n');
  } finally {
    await installation.close();
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
