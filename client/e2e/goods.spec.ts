import type { Return, Sale } from '@digiboost/domain/documents';
import { expect } from '@playwright/test';
import { openProduct, stockShown } from './support/product-steps.ts';
import { documentsBetween } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { card, follow, recordButton, recordedNote, scan } from './support/steps.ts';

const CODE = '6181100001237';
const WATER = 'Eau 1,5 L';

test('a carton is sold by its barcode, found again and comes back in part: without a network, then on the server', async ({
  phone,
  installation,
}) => {
  const { page } = phone;
  await phone.link.cut();
  let key = '';

  await test.step('a product that is sold by the carton too', async () => {
    await follow(page, '/stock/nouveau');
    await page.getByLabel('Nom', { exact: true }).fill(WATER);
    await page.getByLabel('Prix de vente', { exact: true }).fill('400');
    await page.getByLabel('Prix d’achat').fill('250');
    await page.getByLabel('Quantité en rayon').fill('30');
    const units = card(page, 'Vendu aussi par');
    await units.getByRole('button', { name: 'Ajouter un conditionnement' }).click();
    await units.getByLabel('Nom (Carton, Sac…)').fill('Carton');
    await units.getByLabel(/^Contient/).fill('12');
    await units.getByLabel('Prix du conditionnement').fill('4500');
    await units.getByLabel('Code-barres du conditionnement').fill(CODE);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByText('En stock', { exact: true })).toBeVisible();
    key = new URL(page.url()).pathname.split('/')[2] ?? '';
  });

  await test.step('the ticket of its barcode waits under a name, and outlives the page', async () => {
    await follow(page, '/vendre');
    await expect(page.getByRole('searchbox')).toBeVisible();
    await scan(page, CODE);
    await page.getByRole('button', { name: 'Voir le ticket' }).click();
    await page.getByRole('button', { name: 'Mettre en attente' }).click();
    const naming = page.getByRole('dialog', { name: 'Mettre le ticket en attente' });
    await naming.getByLabel('Nom du ticket').fill('Moussa');
    await naming.getByRole('button', { name: 'Mettre en attente' }).click();
    await expect(recordButton(page)).toBeHidden();
    await page.reload();
    await page.getByRole('button', { name: '1 ticket en attente' }).click();
    await page
      .getByRole('dialog', { name: 'Tickets en attente' })
      .getByRole('button', { name: /^\d.*Moussa/ })
      .click();
    await page.getByRole('dialog', { name: 'Ticket en cours' }).getByRole('button', { name: 'Fermer' }).click();
  });

  await test.step('it sells the carton, at its own price', async () => {
    await recordButton(page).click();
    await expect(recordedNote(page)).toContainText(/4.500.F/);
    await openProduct(page, key);
    await expect.poll(() => stockShown(page)).toBe(18);
  });

  await test.step('the ticket is found by its product and amount', async () => {
    await follow(page, '/vendre/tickets');
    await page.getByRole('searchbox').fill('eau 4 500');
    await page.getByRole('list', { name: 'Tickets' }).getByRole('link', { name: WATER }).click();
    await expect(page.getByText('1 Carton × 4', { exact: false })).toBeVisible();
  });

  await test.step('three of its bottles come back, one of them broken: two returns', async () => {
    const take = async (times: number, isBroken: boolean) => {
      await page.getByRole('button', { name: 'Retour d’articles' }).click();
      const sheet = page.getByRole('dialog', { name: 'Retour d’articles' });
      for (let n = 0; n < times; n += 1) await sheet.getByRole('button', { name: 'Plus' }).click();
      if (isBroken) await sheet.getByRole('switch', { name: /^Remettre en rayon/ }).click();
      await sheet.getByRole('button', { name: 'Enregistrer le retour' }).click();
      await expect(sheet).toBeHidden();
    };
    await take(2, false);
    await take(1, true);
    const returns = card(page, 'Retours');
    await expect(returns.getByText(/750.F/).first()).toBeVisible();
    await expect(returns.getByText('(non remis en rayon)')).toBeVisible();
    await returns.getByRole('button', { name: 'Reçu du retour' }).first().click();
    const receipt = page.getByRole('dialog', { name: 'Reçu' });
    await expect(receipt.getByRole('img')).toHaveAttribute('alt', /RETOUR/);
    await receipt.getByRole('button', { name: 'Fermer' }).click();
    await openProduct(page, key);
    await expect.poll(() => stockShown(page)).toBe(20);
  });

  await test.step('the server holds the same', async () => {
    await phone.reconnect();
    await phone.waitUntilSafe();
    const today = new Date().toISOString().slice(0, 10);
    const productId = `product:${key}`;
    const sales = await documentsBetween<Sale>(installation, `sale:${today}`, 'sale;');
    const sale = sales.find(({ lines }) => lines[0]?.productId === productId);
    const unit = { name: 'Carton', factor: 12, count: 1 };
    expect(sale?.lines).toEqual([{ productId, quantity: 12, unitPrice: 4500, unit }]);
    const returns = await documentsBetween<Return>(installation, `return:${today}`, 'return;');
    expect(returns.map(({ saleId, lines, refunds }) => ({ saleId, lines, refunds }))).toEqual(
      [
        { quantity: 2, amount: 750, restocked: true },
        { quantity: 1, amount: 375, restocked: false },
      ].map((line) => ({
        saleId: sale?._id,
        lines: [{ line: 0, productId, ...line }],
        refunds: [{ method: 'CASH', amount: line.amount }],
      })),
    );
  });
});
