import { expect, type Locator, type Page } from '@playwright/test';
import { numberIn } from './product-steps.ts';

/** Opens what to order, and waits until it is worked out. */
export async function openPurchases(page: Page): Promise<void> {
  await page.goto(new URL('/previsions?vue=achats', page.url()).href);
  await expect(page.getByText(/^Total : /)).toBeVisible({ timeout: 30_000 });
}

/** The card of a supplier among what to order. */
export const supplierCard = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** FCFA of everything that stands to be ordered. */
export async function purchaseTotal(page: Page): Promise<number> {
  return numberIn((await page.getByText(/^Total : /).textContent()) ?? '');
}

/** What the sheet of reasons says of a product: a fact by its name. */
export const reason = (page: Page, label: string): Locator =>
  page
    .getByRole('dialog')
    .locator('dt', { hasText: new RegExp(`^${label}$`) })
    .locator('xpath=following-sibling::dd[1]');

/** Opens the reasons of the supplier's product of that name. */
export async function openReasons(page: Page, product: string): Promise<void> {
  await page.getByRole('button', { name: `Pourquoi ? ${product}` }).click();
  await expect(page.getByRole('dialog', { name: product })).toBeVisible();
}

/** The order's text as WhatsApp would be given it, and the number that it would open. */
export async function whatsAppMessage(page: Page): Promise<{ number: string; text: string }> {
  const href = await page.getByRole('link', { name: 'Envoyer par WhatsApp' }).getAttribute('href');
  const url = new URL(href ?? '');
  expect(url.origin).toBe('https://wa.me');
  return { number: url.pathname.slice(1), text: url.searchParams.get('text') ?? '' };
}

/** Marks the open draft as sent. */
export async function markSent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Marquer comme envoyée' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Oui, envoyée' }).click();
  await expect(page.getByText('Envoyée', { exact: true }).first()).toBeVisible();
}

/** Receives so many units of one product of the open order, at that price, and nothing else. */
export async function receivePart(page: Page, product: string, units: number, cost: number): Promise<void> {
  await page.getByRole('link', { name: 'Recevoir' }).click();
  await page.getByRole('button', { name: 'Rien n’est arrivé' }).click();
  await page.getByLabel(`Quantité de ${product}`).fill(String(units));
  await page.getByLabel(`Prix d’achat de ${product}`).fill(String(cost));
  await page.getByRole('button', { name: 'Enregistrer la réception' }).click();
  await expect(page.getByText('Reçue en partie')).toBeVisible();
}
