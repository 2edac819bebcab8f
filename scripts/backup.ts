import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { backupDatabase, databasesOf, faultsOf } from './shared/couch-copy.ts';
import { openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

const { values } = parseArgs({ options: { to: { type: 'string' } } });
const stamp = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
const folder = resolve(values.to ?? join('backups', stamp));

try {
  const installation = await openInstallation();
  try {
    const admin = couchAdmin(installation.couchUrl);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const databases = await databasesOf(admin);
    for (const database of databases) {
      const file = join(folder, `${database}.ndjson.gz`);
      // Under its own name only once it is whole and was read back.
      const zip = createGzip();
      const written = pipeline(zip, createWriteStream(`${file}.partial`, { mode: 0o600 }));
      const documents = await backupDatabase(admin, database, zip);
      zip.end();
      await written;
      await pipeline(createReadStream(`${file}.partial`), createGunzip(), async (chunks) => {
        for await (const _ of chunks);
      });
      await rename(`${file}.partial`, file);
      process.stdout.write(`${database}: ${documents} documents\n`);
    }
    const { damaged: found, setAside } = await faultsOf(admin);
    for (const { reason } of setAside) process.stderr.write(`${reason} It is not in this backup.\n`);
    const damaged = found.filter(({ name }) => databases.includes(name));
    if (damaged.length > 0) {
      const names = damaged.map(({ name }) => name).join(', ');
      process.stderr.write(`This backup holds only what can be read of ${names}: keep the one before it.\n`);
      process.exitCode = 1;
    }
    await writeFile(join(folder, 'backup.json'), JSON.stringify({ at: new Date().toISOString(), databases }, null, 2));
    process.stdout.write(
      `Backup in ${folder}\nKeep secrets.json of the data folder with it, in a safe place of its own.\n`,
    );
  } finally {
    await installation.close();
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
