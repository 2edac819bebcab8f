import { readFile } from 'node:fs/promises';
import { read } from '@e965/xlsx';
import { expect, type Page, test } from '@playwright/test';
import { pdfText } from '../../papers/src/testing/pdf-text.ts';
import { Installation } from './support/installation.ts';
import type { Phone } from './support/phone.ts';
import { accessibilityFaults, screenFaults } from './support/screen-rules.ts';
import { managersPhone } from './support/shop-test.ts';
import { card } from './support/steps.ts';

let installation: Installation;
let phone: Phone;

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  installation = await Installation.start();
  phone = await managersPhone(installation);
});
test.afterAll(async () => {
  await phone?.remove();
  await installation?.remove();
});

/** Makes the chosen report, saves it, and returns its bytes. */
async function made(page: Page, button: string): Promise<Uint8Array> {
  const all = card(page, 'Faits sur ce téléphone').getByRole('listitem');
  const before = await all.count();
  await page.getByRole('button', { name: button }).click();
  await expect(all).toHaveCount(before + 1, { timeout: 60_000 });
  const mine = all.first();
  const saved = page.waitForEvent('download');
  await mine.getByRole('button', { name: /^(?:Enregistrer|Partager)$/ }).click();
  return new Uint8Array(await readFile(await (await saved).path()));
}

/** The CA as the preview says it: "5 018 800 F". */
const shownRevenue = (page: Page): Promise<string> => card(page, 'Aperçu').locator('.value').first().innerText();

test('without a network the phone makes the papers of the shop, and they say what the screen says', async () => {
  test.setTimeout(180_000);
  const { page } = phone;
  // Where files cannot be handed on they are saved: that is what this test reads.
  await page.addInitScript(() => Object.defineProperty(navigator, 'canShare', { value: undefined }));
  await phone.goto('/plus');
  await phone.link.cut();
  await page.getByRole('link', { name: /^Rapports/ }).click();
  await expect(page.getByRole('heading', { name: 'Rapports' })).toBeVisible();
  await page.getByLabel('Période').selectOption('Ce mois-ci');
  await expect(card(page, 'Aperçu').getByText(/^Synthèse mensuelle/)).toBeVisible();
  const revenue = await shownRevenue(page);
  expect(revenue).toMatch(/^[\d\s]+F$/);
  expect(await screenFaults(page)).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(pdfText(await made(page, 'Faire le PDF'))).toContain(revenue);

  await page.getByLabel('Rapport', { exact: true }).selectOption('Analyse des ventes (Excel)');
  await expect(card(page, 'Aperçu').getByText(/^Analyse des ventes/)).toBeVisible();
  expect(await shownRevenue(page)).toBe(revenue);
  const book = read(await made(page, 'Faire le fichier Excel'), { type: 'array' });
  const cells = Object.values(book.Sheets['Par produit'] ?? {}) as { v?: unknown; f?: string }[];
  expect(cells.some(({ v, f }) => f?.startsWith('SUBTOTAL') && v === Number(revenue.replaceAll(/\D/g, '')))).toBe(true);

  await page.getByLabel('Période').selectOption('Du … au …');
  await page.getByLabel('Au', { exact: true }).fill('2020-01-01');
  await expect(page.getByText('La fin vient avant le début', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Faire le fichier Excel' })).toHaveCount(0);
});

test('what the server is asked for without a network it makes once it hears of it, and says what became of it', async () => {
  test.setTimeout(120_000);
  const { page } = phone;
  await page.getByLabel('Rapport', { exact: true }).selectOption('Inventaire du stock (Excel)');
  await page.getByLabel('Période').selectOption('Ce mois-ci');
  await page.getByRole('button', { name: 'Envoyer par le serveur' }).click();
  const sheet = page.getByRole('dialog', { name: 'Envoyer par le serveur' });
  await sheet.getByLabel('Autre numéro ou adresse').fill('Banque@Exemple.SN');
  await sheet.getByRole('button', { name: 'Ajouter' }).click();
  await expect(sheet.getByLabel('banque@exemple.sn')).toBeChecked();
  expect(await accessibilityFaults(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Envoyer', exact: true }).click();
  const server = card(page, 'Faits par le serveur');
  await expect(server.getByText('Demandé. Le serveur ne l’a pas encore fait.')).toBeVisible();

  await phone.link.open();
  await expect(server.getByText('Gardé dans la boîte d’envoi', { exact: false })).toBeVisible({ timeout: 60_000 });
  await expect(server.getByText('Demandé', { exact: false })).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await server.getByRole('button', { name: 'Recevoir le fichier' }).click();
  const book = read(new Uint8Array(await readFile(await (await saved).path())), { type: 'array' });
  expect(book.SheetNames).toContain('Stock');

  await page.getByRole('button', { name: 'Prévoir un rapport' }).click();
  const form = page.getByRole('dialog', { name: 'Prévoir un rapport' });
  await form.getByLabel('Quand').selectOption('Chaque semaine');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  const automatic = card(page, 'Automatiques');
  await expect(automatic.getByText(/^Prochain : le .+ à 06:00\.$/)).toBeVisible();
  await automatic.getByRole('switch').click();
  await expect(automatic.getByText('Arrêté.')).toBeVisible();
  expect(await screenFaults(page)).toEqual([]);
});

test('the accounts start from what an administrator says once, and tell it', async () => {
  test.setTimeout(120_000);
  const { page } = phone;
  await phone.goto('/rapports');
  await page.getByLabel('Rapport', { exact: true }).selectOption('Comptes SMT (PDF)');
  const start = card(page, 'Au départ et plafonds');
  await expect(start.getByText('Banque : pas encore dit')).toBeVisible();
  await expect(start.getByText(/^Wave : le premier comptage fait foi/)).toBeVisible();
  await start.getByRole('button', { name: 'Dire les montants' }).click();
  const form = page.getByRole('dialog', { name: 'Au départ et plafonds' });
  await form.getByLabel('Banque').fill('250 000');
  await form.getByLabel('Emprunt à rembourser au départ').fill('400 000');
  await form.getByLabel('Plafond de la CGU').fill('45 000 000');
  expect(await screenFaults(page)).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(start.getByText(/^Banque : 250\s000\sF, dit le /)).toBeVisible();
  await expect(start.getByText(/^Emprunt à rembourser : 400\s000\sF$/)).toBeVisible();
  await expect(start.getByText(/^Plafonds : CGU 45\s000\s000\sF, SMT 60\s000\s000\sF$/)).toBeVisible();
  await start.getByRole('button', { name: 'Dire les montants' }).click();
  await expect(form.getByLabel('Emprunt à rembourser au départ')).toHaveValue(/^400\s000$/);
  await expect(form.getByLabel('Banque')).toHaveCount(0);
});
