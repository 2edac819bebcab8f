import { expect, type Page } from '@playwright/test';
import { accessibilityFaults, screenFaults } from './support/screen-rules.ts';
import { test } from './support/shop-test.ts';
import { card } from './support/steps.ts';

const SEARCH = /^Produit, client/;
const BRING = { name: /^Apporter / } as const;

/** The months of the demo's first sales: longer ago than what a phone holds in detail. */
const firstMonth = async (page: Page): Promise<string> => {
  const text = await page.getByRole('button', BRING).innerText();
  return /mois (?:de |d’)(\S+ \d{4})/.exec(text)?.[1] ?? '';
};

test('old months come when they are asked for, stay without a network, and leave their room', async ({ phone }) => {
  test.setTimeout(180_000);
  let { page } = phone;
  const libraries: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/on-demand/')) libraries.push(request.url());
  });
  await phone.goto('/rapports');
  await page.getByLabel('Rapport', { exact: true }).selectOption('Comptes SMT (PDF)');
  await page.getByLabel('Période').selectOption('Cette année');
  await expect(page.getByRole('button', BRING)).toBeVisible();
  // Nothing of the archive has come by then.
  expect(libraries).toEqual([]);
  await page.getByRole('button', BRING).click();
  await expect(card(page, 'Aperçu').getByText(/^Comptes SMT/)).toBeVisible({ timeout: 60_000 });
  const result = await card(page, 'Aperçu').locator('.value').first().innerText();
  expect(result).toMatch(/F$/);

  await phone.link.cut();
  await phone.restart();
  ({ page } = phone);
  await phone.goto('/rapports');
  await page.getByLabel('Rapport', { exact: true }).selectOption('Comptes SMT (PDF)');
  await page.getByLabel('Période').selectOption('Cette année');
  await expect(card(page, 'Aperçu').getByText(/tels que le serveur les avait/)).toBeVisible({ timeout: 30_000 });
  expect(await card(page, 'Aperçu').locator('.value').first().innerText()).toBe(result);
  expect(await screenFaults(page)).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);

  await phone.goto('/reglages/stockage');
  const months = page.getByRole('region', { name: /^Anciens mois/ }).getByRole('listitem');
  const [newest = '', oldest = newest] = [await months.first().innerText(), await months.last().innerText()].map(
    (text) => text.split('\n')[0] ?? '',
  );
  expect(oldest).toMatch(/^\S+ \d{4}$/);
  expect(await screenFaults(page)).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);

  // A ticket of the oldest month is found and read.
  await phone.goto('/vendre/tickets');
  await page.getByLabel(SEARCH).fill(oldest);
  await expect(page.getByText(/anciens? tickets? trouvés?/)).toBeVisible();
  expect(await screenFaults(page)).toEqual([]);
  await page.getByRole('list', { name: 'Anciens tickets' }).getByRole('link').first().click();
  await expect(page.getByText('Ce ticket vient des anciens mois', { exact: false })).toBeVisible();
  await expect(page.getByText(oldest, { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Annuler ce ticket' })).toHaveCount(0);

  await phone.goto('/reglages/stockage');
  await page.getByRole('button', { name: 'Libérer la place' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Libérer la place' }).click();
  await expect(page.getByText('Les anciens mois sont sur le serveur')).toBeVisible();
  await phone.goto('/vendre/tickets');
  await page.getByLabel(SEARCH).fill(oldest);
  expect(await firstMonth(page)).toBe(oldest);
});

test('a line that is cut while months come leaves a sentence, and what had come goes on', async ({ phone }) => {
  test.setTimeout(120_000);
  const { page } = phone;
  await phone.goto('/rapports');
  await page.getByLabel('Rapport', { exact: true }).selectOption('Comptes SMT (PDF)');
  await expect(page.getByRole('button', BRING)).toBeVisible();
  await phone.link.cut();
  await page.getByRole('button', BRING).click();
  await expect(page.getByText(/La connexion s’est coupée|n’ont pas pu être ouverts/)).toBeVisible({ timeout: 30_000 });
  await phone.reconnect();
  await page.getByRole('button', BRING).click();
  await expect(card(page, 'Aperçu').getByText(/^Comptes SMT/)).toBeVisible({ timeout: 60_000 });
});
