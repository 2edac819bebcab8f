import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatMoney } from '@digiboost/domain/french';
import { businessDay } from '@digiboost/domain/shared/clock';
import { expect } from '@playwright/test';
import { words } from '../src/lib/features/import/fr.ts';
import { summaryLines } from '../src/lib/features/import/plan-words.ts';
import { ShopOfFiles } from '../src/lib/features/import/testing/shop-of-files.ts';
import { test } from './support/shop-test.ts';
import { EMPTY_SHOP } from './support/shops.ts';

/** What other products stumbled over; what each must become is told beside the import's session. */
const FILES = fileURLToPath(new URL('../../domain/src/import/fixtures/files', import.meta.url));

/** What the files must become, as the screen counts it before anything is written. */
const RIGHT: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  'bon-de-livraison.csv': { Livraisons: 1 },
  'champ-facultatif-faux.csv': { 'Nouveaux produits': 5, Inventaires: 3 },
  'codes-barres-upc-ean.csv': { 'Nouveaux produits': 4 },
  'colonnes-prestashop.csv': { 'Nouveaux produits': 3, Inventaires: 3 },
  'colonnes-shopify-variantes.csv': { 'Nouveaux produits': 3, Inventaires: 3 },
  'colonnes-square.csv': { 'Nouveaux produits': 3, Inventaires: 2 },
  'colonnes-woocommerce-fr.csv': { 'Nouveaux produits': 3, 'Nouvelles catégories': 2, Inventaires: 2 },
  'dates.csv': { 'Lignes de vente': 15 },
  'encodage-cp850.csv': { 'Nouveaux produits': 2 },
  'encodage-macroman.csv': { 'Nouveaux produits': 4 },
  'encodage-utf8-double.csv': { 'Nouveaux produits': 2 },
  'excel95.xls': { 'Nouveaux produits': 3 },
  'export-avec-resume.csv': { 'Nouveaux produits': 2, 'Lignes mises de côté': 7 },
  'feuille-masquee.xlsx': { 'Nouveaux produits': 2 },
  'feuille-mode-d-emploi.xlsx': { 'Nouveaux produits': 1 },
  'ht-et-ttc.csv': { 'Nouveaux produits': 3 },
  'inventaire-soustotaux.csv': { 'Nouveaux produits': 3, Inventaires: 3, 'Lignes mises de côté': 7 },
  'noms-longs-sans-code.csv': { 'Nouveaux produits': 4 },
  'unites-dans-les-cellules.csv': { 'Nouveaux produits': 7, Inventaires: 4 },
  'ventes-prises-pour-catalogue.csv': { 'Lignes de vente': 2, 'Nouveaux produits': 2 },
  'ventes-quincaillerie.csv': { 'Lignes de vente': 5, Montant: formatMoney(25_200) },
  'ventes-total.csv': { 'Lignes de vente': 3, Montant: formatMoney(29_250), 'Lignes mises de côté': 3 },
};

test('every file that others stumbled over is read by the screen as it is read elsewhere', async ({
  installation,
  newPhone: phone,
}) => {
  test.setTimeout(300_000);
  await installation.make([EMPTY_SHOP]);
  await phone.signIn(EMPTY_SHOP.login);
  await phone.goto('/reglages/import');
  const { page } = phone;
  const names = readdirSync(FILES).sort();
  expect(names.length).toBeGreaterThan(25);
  expect(names).toEqual(expect.arrayContaining(Object.keys(RIGHT)));
  for (const name of names) {
    const path = join(FILES, name);
    const shop = new ShopOfFiles(businessDay(new Date().toISOString()));
    const { view, plan } = await shop.import({ name, bytes: Uint8Array.from(readFileSync(path)) });

    await page.locator('input[type=file]').setInputFiles(path);
    const kind = page.getByRole('radio', { name: words.kinds[view.kind] });
    if (!view.isSure) await kind.check({ force: true });
    await expect(kind, name).toBeChecked();
    await page.getByRole('button', { name: words.check }).click();
    await expect(page.getByRole('heading', { name: words.preview }), name).toBeVisible();
    const lines = summaryLines(plan.summary).map(({ label, value }) => `${label}${value}`);
    await expect(page.locator('dl > div'), name).toHaveText(lines);
    const right = Object.entries(RIGHT[name] ?? {}).map(([label, value]) => `${label}${value}`);
    expect(lines, name).toEqual(expect.arrayContaining(right));
    const confirm = page.getByRole('button', { name: words.confirm(plan.documentCount), exact: true });
    await expect(confirm, name).toBeVisible({ visible: plan.documentCount > 0 });
    await page.getByRole('button', { name: words.other }).click();
  }
});
