import { expect, type Page } from '@playwright/test';
import { card } from './steps.ts';

/** Opens the product's page by the search of Stock; its key. */
export async function findProduct(page: Page, name: string): Promise<string> {
  await page.goto(new URL('/stock', page.url()).href);
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('list', { name: 'Stock' }).getByRole('link').filter({ hasText: name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** Opens the page of the product of that key. */
export async function openProduct(page: Page, key: string): Promise<void> {
  await page.goto(new URL(`/stock/${key}`, page.url()).href);
  await expect(page.getByText('En stock', { exact: true })).toBeVisible();
}

/** Creates a product with what the form asks for at least; its key. */
export async function createProduct(page: Page, name: string): Promise<string> {
  await page.goto(new URL('/stock/nouveau', page.url()).href);
  await page.getByLabel('Nom', { exact: true }).fill(name);
  await page.getByLabel('Prix de vente').fill('150');
  await page.getByLabel('Prix d’achat').fill('100');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('En stock', { exact: true })).toBeVisible();
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** A French quantity, money or count as a number: "−1 234,5 kg" is -1234.5. */
export const numberIn = (text: string): number =>
  Number(
    text
      .replace(/[\s\u202f\u00a0]/g, '')
      .replace('−', '-')
      .replace(',', '.')
      .replace(/[^\d.-]/g, ''),
  );

const kpi = (page: Page, label: string) => page.locator('.kpi').filter({ has: page.getByText(label, { exact: true }) });

/** The stock that the open page of a product shows, in its unit. */
export async function stockShown(page: Page): Promise<number> {
  return numberIn((await kpi(page, 'En stock').locator('.value').textContent()) ?? '');
}

/** A fact of the open page of a product: its price, its minimum… */
export const factOf = (page: Page, label: string) =>
  card(page, 'Fiche')
    .locator('dt', { hasText: new RegExp(`^${label}$`) })
    .locator('xpath=following-sibling::dd[1]');

/** Changes one field of a product on its form, and waits until it is on the phone. */
export async function edit(page: Page, key: string, field: string, value: string): Promise<void> {
  await openProduct(page, key);
  await page.getByRole('link', { name: 'Modifier' }).click();
  await page.getByLabel(field, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Produit modifié')).toBeVisible();
}

/** Records a movement or a count from the open page of a product; the page is back when it is on the phone. */
export async function recordStock(
  page: Page,
  action: 'Réception' | 'Sortie' | 'Ajuster' | 'Inventaire',
  fill: (page: Page) => Promise<void>,
): Promise<void> {
  await page.getByRole('navigation', { name: 'Mouvements de stock' }).getByRole('link', { name: action }).click();
  await expect(page.getByText(/^En stock : /)).toBeVisible();
  await fill(page);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('En stock', { exact: true })).toBeVisible();
}

/** Counts the shelf of a product. */
export async function count(page: Page, key: string, counted: number): Promise<void> {
  await openProduct(page, key);
  await recordStock(page, 'Inventaire', (form) => form.getByLabel('Quantité comptée en rayon').fill(String(counted)));
}
