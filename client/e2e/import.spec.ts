import { fileURLToPath } from 'node:url';
import type { Return } from '@digiboost/domain/documents';
import { formatMoney } from '@digiboost/domain/french';
import { expect, type Page } from '@playwright/test';
import type { Installation } from './support/installation.ts';
import type { Phone } from './support/phone.ts';
import { numberIn } from './support/product-steps.ts';
import { documentsBetween } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { card } from './support/steps.ts';

/** 314 real sales of 11 products on 65 days; see the README beside it. */
const WHOLESALE = fileURLToPath(new URL('../../domain/src/import/fixtures/wholesale.csv', import.meta.url));
const LINES = 314;
const DAYS = 65;
/** Products of a catalogue that takes a while: as many counts come with them. */
const MANY = 2000;

test.beforeEach(({ phone }) => phone.goto('/reglages/import'));

/** How many tickets the imports have made, as the server holds them. */
async function importedTickets(installation: Installation): Promise<number> {
  const tickets = await documentsBetween(installation, 'sale:', 'sale;');
  return tickets.filter(({ _id }) => _id.includes(':import-')).length;
}

/** How many products the phone's overview knows, whatever their stock; it is opened for it if need be. */
async function productsShown(phone: Phone): Promise<number> {
  if (new URL(phone.page.url()).pathname !== '/') await phone.goto('/');
  // In rupture, low, on the shelf; and those to count, while there are any.
  const tiles = card(phone.page, 'Santé du stock').locator('a[href^="/stock"]');
  await expect(tiles.nth(2)).toBeVisible();
  return (await tiles.allInnerTexts()).map(numberIn).reduce((sum, count) => sum + count);
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

test('a year of sales becomes tickets once, although the file comes twice', async ({ installation, phone }) => {
  const { page } = phone;
  await choose(page, WHOLESALE);
  await page.getByLabel('Francs CFA pour 1 unité de prix').fill('780');
  await check(page);
  await expect(page.locator('dl')).toContainText(`Lignes de vente${LINES}`);
  await expect(page.getByRole('switch', { name: /Ne pas toucher au stock/ })).toBeChecked();
  await page.getByRole('button', { name: /^Importer :/ }).click();
  await expect(page.getByText('Import terminé')).toBeVisible();
  await phone.waitUntilSafe();
  expect(await importedTickets(installation)).toBe(DAYS);

  await page.getByRole('button', { name: 'Importer un autre fichier' }).click();
  await choose(page, WHOLESALE);
  await page.getByLabel('Francs CFA pour 1 unité de prix').fill('780');
  await check(page);
  await expect(page.getByText('Rien de nouveau à enregistrer')).toBeVisible();
  await expect(page.locator('dl')).toContainText(`Lignes déjà importées ou inchangées${LINES}`);
});

test('an import that a dead battery interrupts is finished at the next opening', async ({ phone }) => {
  const { page } = phone;
  const known = await productsShown(phone);
  await phone.goto('/reglages/import');
  const rows = Array.from({ length: MANY }, (_, n) => `C${n};Article ${n};${500 + n};10`);
  await choose(page, csv('catalogue.csv', `Code;Produit;Prix de vente;Stock\n${rows.join('\n')}\n`));
  await check(page);
  await page.getByRole('button', { name: /^Importer :/ }).click();
  const written = page.getByRole('progressbar', { name: 'Enregistrement sur le téléphone' });
  await expect.poll(() => written.evaluate((bar: HTMLProgressElement) => bar.position)).toBeGreaterThan(0);
  await phone.kill();

  // By itself, before anybody looks at the import: all the products, which are written first.
  await phone.open();
  await expect.poll(() => productsShown(phone), { timeout: 60_000 }).toBe(known + MANY);
  await phone.goto('/reglages/import');
  const done = phone.page.getByRole('listitem').filter({ hasText: 'catalogue.csv' });
  await expect(done).toContainText(/4.000 enregistrements/, { timeout: 60_000 });
  await expect(phone.page.getByText('Un import n’est pas terminé')).toBeHidden();
});

test('faulty rows are named, left out only when asked for, and shown as plain text', async ({ phone }) => {
  const { page } = phone;
  const alerts: string[] = [];
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  const text = [
    'Date;Produit;Qt\u00e9;PU',
    '12/03/2025;<img src=x onerror=alert(1)>;2;12 500 FCFA',
    '12/03/2025;=cmd();0;12 500',
    '31/02/2025;Huile;1;1.400',
  ].join('\r\n');
  await choose(page, csv('ventes.csv', text));
  await check(page);
  await expect(page.getByRole('heading', { name: '2 lignes en erreur' })).toBeVisible();
  await page.getByText('Quantité nulle', { exact: true }).click();
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

test('goods that came back are taken off on their own day, and taken back with the import', async ({
  installation,
  phone,
}) => {
  const { page } = phone;
  const text = [
    'Date;Ticket;Produit;Qté;PU',
    '12/03/2025;T1;Pagne wax;4;7 500',
    '14/03/2025;T1;Pagne wax;-1;7 500',
    '15/03/2025;T9;Pagne wax;-1;7 500',
  ].join('\r\n');
  await choose(page, csv('retours.csv', text));
  await check(page);
  const told = page.getByRole('region', { name: 'Ce qui va être enregistré' });
  for (const [label, value] of [
    ['Retours', '2'],
    ['Ventes', formatMoney(30_000)],
    ['Retours déduits', formatMoney(15_000)],
    ['Montant net', formatMoney(15_000)],
  ] as const)
    await expect(told.locator('div', { has: page.getByText(label, { exact: true }) }).last()).toContainText(value);
  await expect(page.getByText('Retour dont le ticket n’est pas dans le fichier')).toBeVisible();
  await page.getByRole('button', { name: /^Importer :/ }).click();
  await expect(page.getByText('Import terminé')).toBeVisible();
  await phone.waitUntilSafe();
  const returns = await documentsBetween<Return>(installation, 'return:2025-03-12', 'return:2025-03-16');
  expect(returns.map(({ day, saleId, lines }) => [day, saleId.slice(0, 15), lines[0]?.amount])).toEqual([
    ['2025-03-14', 'sale:2025-03-12', 7500],
    ['2025-03-15', 'sale:2025-03-15', 7500],
  ]);
  await page.getByRole('button', { name: 'Annuler : retours.csv' }).click();
  await expect(page.getByRole('dialog')).toContainText('2 retours importés seront annulés');
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler cet import' }).click();
  await expect(page.getByText('Import annulé')).toBeVisible();
});
