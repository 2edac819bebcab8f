import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repairCatalogue } from '@digiboost/couch/embedded';
import {
  CONTROL_DATABASE,
  type CouchAdmin,
  couchAdmin,
  isTenantId,
  provisionServer,
  tenantDatabase,
  upgradeTenants,
} from '@digiboost/couch/provisioning';
import { backupOf, faultsOf, refill } from '@digiboost/server';
import { backupsAt } from './shared/backups.ts';
import { dataFolder } from './shared/data-folder.ts';
import { type Installation, openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

const USAGE = `Usage: npm run repair                           says which databases are damaged
       npm run repair -- SHOP [--from FOLDER]   lets what can be read take its place, and adds that backup
       npm run repair -- control [--from FOLDER]
       npm run repair -- catalogue
`;

try {
  const { values, positionals } = parseArgs({ options: { from: { type: 'string' } }, allowPositionals: true });
  const [what, ...extra] = positionals;
  if (extra.length > 0) throw new Error(USAGE);
  if (what === 'catalogue') await catalogue();
  else await withInstallation((installation) => (what ? repair(installation, what, values.from) : list(installation)));
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

async function withInstallation(task: (installation: Installation) => Promise<void>): Promise<void> {
  const installation = await openInstallation();
  try {
    await task(installation);
  } finally {
    await installation.close();
  }
}

async function catalogue(): Promise<void> {
  const names = await repairCatalogue(join(dataFolder(), 'couch'));
  process.stdout.write(`The catalogue names ${names.join(', ')} again; the old one is kept beside it. `);
  process.stdout.write('The next start gives each database back to its shop.\n');
}

async function list({ couchUrl }: Installation): Promise<void> {
  const { damaged, setAside } = await faultsOf(couchAdmin(couchUrl));
  for (const { reason } of [...damaged, ...setAside]) process.stdout.write(`${reason}\n`);
  process.stdout.write(damaged.length > 0 ? `\n${USAGE}` : 'No database is damaged.\n');
}

async function repair(installation: Installation, what: string, from: string | undefined): Promise<void> {
  const admin = couchAdmin(installation.couchUrl);
  const shop = what.replace(/^shop_/, '');
  if (what !== CONTROL_DATABASE && !isTenantId(shop)) throw new Error(USAGE);
  const database = what === CONTROL_DATABASE ? CONTROL_DATABASE : tenantDatabase(shop);
  // CouchDB checks its files by itself; it may still be given what a backup holds and it does not.
  if (!installation.external || from === undefined) await replaceDamaged(admin, database, from !== undefined);
  if (from !== undefined) {
    const backups = backupsAt(from);
    const made = await backupOf(backups, null);
    const backedUp = made.databases[database];
    if (!backedUp) throw new Error(`The backup of ${made.at} holds no ${database}.`);
    const documents = await refill(admin, backups, backedUp, database);
    process.stdout.write(`${documents} documents of the backup of ${made.at} are there.\n`);
  }
  const { kid, publicKey: publicKeyPem } = installation.jwt;
  await provisionServer(admin, { kid, publicKeyPem });
  const failed = (await upgradeTenants(admin)).filter(({ tenantId, error }) => error && tenantId === shop);
  if (failed.length > 0) throw new Error(failed.map(({ error }) => error).join('\n'));
  const { doc_count } = (await admin.request('GET', `/${database}`)).body as { doc_count: number };
  process.stdout.write(`${database} holds ${doc_count} documents and takes new ones. `);
  process.stdout.write('What it lost since the backup comes from the phones that recorded it, by itself.\n');
}

async function replaceDamaged(admin: CouchAdmin, database: string, hasBackup: boolean): Promise<void> {
  const { status, body } = await admin.request('POST', `/${database}/_repair`);
  const { reason, held, readable } = (body ?? {}) as { reason?: string; held?: number | null; readable?: number };
  if (status === 200) {
    const known = held === null ? '' : ` of ${held}`;
    process.stdout.write(`${readable}${known} documents could be read; the damaged files are kept as ….corrupt.\n`);
  } else if (status !== 412 || !hasBackup) {
    throw new Error(reason ?? `The database ${database} could not be repaired: ${status}.`);
  }
}
