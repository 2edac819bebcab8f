import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { couchAdmin, provisionServer, tenantDatabase, upgradeTenants } from '@digiboost/couch/provisioning';
import { backupOf, databasesOf, drill, noteDrill, refill } from '@digiboost/server';
import { backupsAt } from './shared/backups.ts';
import { dataFolder } from './shared/data-folder.ts';
import { type Installation, openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

const USAGE = `Usage: npm run restore -- [FOLDER] [--at 2026-11-29T12:00:00Z] [--shop ID]
       npm run restore -- [FOLDER] --drill [--at …]
The newest backup of that moment or before comes back into databases that do not exist; --drill restores it beside the
shops, compares every document and revision, and removes it again. FOLDER is BACKUP_TO when it is not given.
`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { at: { type: 'string' }, shop: { type: 'string' }, drill: { type: 'boolean' } },
  });
  if (positionals.length > 1) throw new Error(USAGE);
  const moment = values.at === undefined ? null : new Date(values.at);
  if (moment && Number.isNaN(moment.getTime())) throw new Error(USAGE);
  const backups = backupsAt(positionals[0]);
  const made = await backupOf(backups, moment?.toISOString() ?? null);
  await giveBackSecrets(made.files['secrets.json']);
  const installation = await openInstallation();
  try {
    process.stdout.write(`The backup of ${made.at} at ${backups.shelf.place}\n`);
    if (values.drill) await practise(installation);
    else await restore(installation, values.shop);
  } finally {
    await installation.close();
  }

  async function practise({ couchUrl }: Installation): Promise<void> {
    for await (const { database, documents, fault } of drill(couchAdmin(couchUrl), backups, made)) {
      process.stdout.write(`${database}: ${fault ?? `${documents} documents came back, each revision of them`}\n`);
      if (fault) process.exitCode = 1;
    }
    // A drill that found a fault is none.
    if (!process.exitCode) await noteDrill(backups.shelf, new Date(), made.at);
  }

  async function restore({ couchUrl, jwt }: Installation, shop: string | undefined): Promise<void> {
    const admin = couchAdmin(couchUrl);
    const present = new Set(await databasesOf(admin));
    const only = shop === undefined ? null : tenantDatabase(shop);
    const wanted = Object.entries(made.databases).filter(([name]) => only === null || name === only);
    if (wanted.length === 0) throw new Error(`This backup holds no shop ${shop}.`);
    const taken = wanted.map(([name]) => name).filter((name) => present.has(name));
    if (taken.length > 0) {
      throw new Error(
        `A restore writes into empty databases only; here ${taken.join(', ')} exist already. Nothing was changed.`,
      );
    }
    for (const [database, backedUp] of wanted) {
      const { status } = await admin.request('PUT', `/${database}?q=1`);
      if (status >= 300) throw new Error(`The database ${database} could not be made: ${status}.`);
      process.stdout.write(`${database}: ${await refill(admin, backups, backedUp, database)} documents\n`);
    }
    await provisionServer(admin, { kid: jwt.kid, publicKeyPem: jwt.publicKey });
    const failed = (await upgradeTenants(admin)).filter(({ error }) => error);
    if (failed.length > 0) throw new Error(failed.map(({ tenantId, error }) => `${tenantId}: ${error}`).join('\n'));
    process.stdout.write('Restored. Views build at their first use.\n');
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

/** An empty data folder takes its keys from the backup, so that every phone goes on without signing in again. */
async function giveBackSecrets(text: string | undefined): Promise<void> {
  const file = join(dataFolder(), 'secrets.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (text === undefined || isThere || process.env.COUCHDB_URL) return;
  await mkdir(dataFolder(), { recursive: true, mode: 0o700 });
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  process.stdout.write('The keys of the installation come from the backup.\n');
}
