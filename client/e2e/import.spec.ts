import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import { Phone } from './support/phone.ts';
import { askServer } from './support/server-side.ts';

/** 314 real sales of 11 products on 65 days; see the README beside it. */
const WHOLESALE = fileURLToPath(new URL('../../domain/src/import/fixtures/wholesale.csv', import.meta.url));
const LINES = 314;
const DAYS = 65;

let installation: Installation;
let phone: Phone;

test.beforeEach(async () => {
  installation = await Installation.start();
  phone = await Phone.start(installation.url);
  await phone.signIn(installation.login);
  await phone.goto('/reglages/import');
});
test.afterEach(async () => {
  await phone.remove();
  await installation.remove();
});

/** How many tickets the imports have made, as the server holds them. */
async function importedTickets(): Promise<number> {
  const { rows } = await askServer<{ rows: { id: string }[] }>(
    installation,
    `/_all_docs?startkey=${encodeURIComponent('"sale:"')}&endkey=${encodeURIComponent('"sale;"')}`,
  );
  return rows.filter(({ id }) => id.includes(':import-')).length;
}

async function choose(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('heading', { name: 'Que contient ce fichier ?' })).toBeVisible();
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await expect(page.getByRole('heading', { name: 'Ce qui va être enregistré' })).toBeVisible();
}

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });

test('a year of sales becomes tickets once, although the file comes twice', async () => {
  const { page } = phone;
  await choose(page, WHOLESALE);
  await page.getByLabel('Francs CFA pour 1 unité de prix').fill('780');
  await check(page);
  await expect(page.locator('dl')).toContainText(`Lignes de vente${LINES}`);
  await expect(page.getByRole('switch', { name: /Ne pas toucher au stock/ })).toBeChecked();
  await page.getByRole('button', { name: /^Importer :/ }).click();
  await expect(page.getByText('Import terminé')).toBeVisible();
  await phone.waitUntilSafe();
  expect(await importedTickets()).toBe(DAYS);

  await page.getByRole('button', { name: 'Importer un autre fichier' }).click();
  await choose(page, WHOLESALE);
  await page.getByLabel('Francs CFA pour 1 unité de prix').fill('780');
  await check(page);
  await expect(page.getByText('Rien de nouveau à enregistrer')).toBeVisible();
  await expect(page.locator('dl')).toContainText(`Lignes déjà importées ou inchangées${LINES}`);
});

test('an import that a dead battery interrupts is finished at the next opening', async () => {
  const { page } = phone;
  const rows = Array.from({ length: 4000 }, (_, n) => `C${n};Article ${n};${500 + n};10`);
  await choose(page, csv('catalogue.csv', `Code;Produit;Prix de vente;Stock\n${rows.join('\n')}\n`));
  await check(page);
  await page.getByRole('button', { name: /^Importer :/ }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.waitForTimeout(1500);
  await phone.kill();

  // Chromium had no time to keep the session's cookie: the phone goes on by itself, signed out and offline.
  await phone.open();
  await phone.goto('/');
  await phone.page.waitForTimeout(3000);
  await phone.goto('/reglages/import');
  const done = phone.page.getByRole('listitem').filter({ hasText: 'catalogue.csv' });
  await expect(done).toContainText(/8.000 enregistrements/, { timeout: 60_000 });
  await expect(phone.page.getByText('Un import n’est pas terminé')).toBeHidden();
});

test('faulty rows are named, left out only when asked for, and shown as plain text', async () => {
  const { page } = phone;
  const alerts: string[] = [];
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  const text = [
    'Date;Produit;Qt\u00e9;PU',
    '12/03/2025;<img src=x onerror=alert(1)>;2;12 500 FCFA',
    '12/03/2025;=cmd();-1;12 500',
    '31/02/2025;Huile;1;1.400',
  ].join('\r\n');
  await choose(page, csv('ventes.csv', text));
  await check(page);
  await expect(page.getByRole('heading', { name: '2 lignes en erreur' })).toBeVisible();
  await page.getByText('Quantité négative (retour ou annulation)').click();
  await expect(page.getByText(/Ligne 3/)).toBeVisible();
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Importer :/ })).toBeDisabled();
  await page.getByRole('switch', { name: /Laisser de côté 2 lignes/ }).check();
  await page.getByRole('button', { name: /^Importer :/ }).click();
  await expect(page.getByText('Import terminé')).toBeVisible();
  expect(alerts).toEqual([]);

  await page.getByRole('button', { name: 'Annuler : ventes.csv' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler cet import' }).click();
  await expect(page.getByText('Import annulé')).toBeVisible();
});
