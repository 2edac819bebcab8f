import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClient } from '../../../scripts/shared/build-client.ts';
import { Installation } from './installation.ts';
import { Phone } from './phone.ts';
import { announcePrepared, dataIn, phoneIn } from './prepared.ts';
import { OTHER_SHOPS } from './shops.ts';

/**
 * Once before the first test: builds the app, makes the shops, and signs the demo's manager in on a phone. Tests take
 * copies of both, which costs a tenth of making them. A CouchDB of one's own is not copied: there each test makes its
 * own.
 */
export default async function prepare(): Promise<(() => Promise<void>) | undefined> {
  process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));
  await buildClient();
  if (process.env.COUCHDB_URL) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'digiboost-prepared-'));
  const installation = await Installation.start();
  try {
    const phone = await Phone.start(installation.url);
    try {
      await phone.signIn(installation.login);
      // A phone that has been the manager's for some time: the shop's whole past is on it.
      await phone.goto('/previsions');
      await phone.page.getByRole('list', { name: 'Ruptures prévues sous 15 jours' }).waitFor({ timeout: 120_000 });
      await phone.goto('/');
      await phone.waitUntilSafe();
      await phone.keep(phoneIn(folder));
    } finally {
      await phone.remove();
    }
    await installation.make(OTHER_SHOPS);
    await installation.keep(dataIn(folder));
  } finally {
    await installation.remove();
  }
  announcePrepared(folder);
  return () => rm(folder, { recursive: true, force: true });
}
