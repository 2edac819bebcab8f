import { expect, type Page } from '@playwright/test';

/** Sells one unit of the product, for cash; returns the total as the screen wrote it. */
export async function sellOne(page: Page, product: string): Promise<{ total: string }> {
  if (!page.url().endsWith('/vendre')) await page.getByRole('link', { name: 'Vendre' }).first().click();
  await page.getByRole('searchbox').fill(product);
  await page.getByRole('button', { name: new RegExp(`^Ajouter ${escaped(product)}`) }).click();
  const record = page.getByRole('button', { name: 'Enregistrer' }).first();
  if (!(await record.isVisible())) await page.getByRole('button', { name: /Voir le ticket/ }).click();
  await record.click();
  const note = page.locator('p', { hasText: 'Enregistré' }).first();
  await expect(note).toBeVisible();
  const total = /[\d\s\u202f\u00a0]+F/.exec((await note.textContent()) ?? '')?.[0].trim() ?? '';
  expect(total).not.toBe('');
  return { total };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
