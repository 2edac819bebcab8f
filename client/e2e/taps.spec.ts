import { expect } from '@playwright/test';
import { test } from './support/shop-test.ts';
import { recordButton, recordedNote } from './support/steps.ts';
import { Taps } from './support/taps.ts';

test('what a shop does all day takes few taps', async ({ phone }) => {
  const { page } = phone;
  const main = page.getByRole('main');
  const taps = new Taps(page);

  await taps.count('Sale of two products', 4, async () => {
    await main.getByRole('link', { name: 'Vendre' }).click();
    const tiles = main.getByRole('button', { name: /^Ajouter / });
    await tiles.nth(0).click();
    await tiles.nth(1).click();
    await recordButton(page).click();
    await expect(recordedNote(page)).toBeVisible();
  });

  await taps.count('Reception', 4, async () => {
    await page.getByRole('link', { name: 'Stock', exact: true }).first().click();
    await main.getByRole('link', { name: 'Réception' }).first().click();
    await main.getByLabel(/^Quantité/).click();
    await page.keyboard.type('12');
    await main.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page).not.toHaveURL(/reception/);
  });

  await taps.count('Order to WhatsApp', 5, async () => {
    // What to do next, or the bar and its tab.
    await page.getByRole('link', { name: 'Prévisions', exact: true }).first().click();
    await main.getByText('À commander').first().click();
    await main
      .getByRole('button', { name: /^Préparer la commande/ })
      .first()
      .click({ timeout: 30_000 });
    const opened = page.context().waitForEvent('page');
    await main.getByRole('link', { name: 'Envoyer par WhatsApp' }).click();
    const whatsApp = await opened;
    await whatsApp.close();
    await page.getByRole('button', { name: 'Oui, envoyée' }).click();
    await expect(main.getByText('Envoyée').first()).toBeVisible();
  });

  await taps.count('Payment of a debt', 3, async () => {
    await main.getByRole('link', { name: /^On vous doit/ }).click();
    await main.getByRole('link', { name: 'Encaisser' }).first().click();
    await page.getByRole('button', { name: /^Tout : / }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await taps.count('Last month by category', 2, async () => {
    await main.getByRole('link', { name: 'Voir toutes les ventes' }).click();
    await main.getByText('Mois dernier').click();
    await expect(main.getByRole('region', { name: 'Par catégorie' })).toBeVisible();
  });
  process.stdout.write(`${taps.table}\n`);
});
