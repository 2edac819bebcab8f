import { expect } from '@playwright/test';
import { screenFaults } from './support/screen-rules.ts';
import { test } from './support/shop-test.ts';
import { EMPTY_SHOP } from './support/shops.ts';
import { addToTicket, card, scan } from './support/steps.ts';

test('the first day of an empty shop: usual products, alerts and a ticket to practise, without a network and past a kill', async ({
  installation,
  newPhone: phone,
}) => {
  await installation.make([EMPTY_SHOP]);
  await phone.signIn(EMPTY_SHOP.login);
  // From here on nothing needs a network.
  await phone.link.cut();
  await phone.page.getByRole('link', { name: 'Commencer' }).click();
  await phone.page.getByText('Boutique', { exact: true }).click();
  const cereals = card(phone.page, 'Céréales et farines');
  await cereals.getByRole('button', { name: 'Tout cocher' }).click();
  await phone.page.getByLabel('Gaz butane 6 kg').check();
  await phone.page.getByRole('button', { name: 'Ajouter 10 produits' }).click();
  await expect(phone.page.getByText('1 produit coché n’a pas encore de prix.')).toBeVisible();
  expect(await screenFaults(phone.page)).toEqual([]);

  await phone.close();
  await phone.open();
  await phone.goto('/demarrer');
  await phone.page.getByLabel(/Prix de vente.*de Gaz butane 6 kg/).fill('7 000');
  await phone.page.getByRole('button', { name: 'Ajouter 10 produits' }).click();
  await expect(phone.page.getByText('10 produits à compter')).toBeVisible();
  await phone.page.getByRole('button', { name: 'Compter plus tard' }).click();

  await phone.page.getByRole('button', { name: 'Créer 3 alertes' }).click();
  await expect(phone.page.getByRole('heading', { name: 'Votre équipe' })).toBeVisible();
  // Half-way the overview leads back to it.
  await phone.goto('/');
  await phone.page.getByRole('link', { name: 'Finir l’installation' }).click();
  await phone.page.getByRole('button', { name: 'Passer' }).click();
  await expect(phone.page.getByRole('heading', { name: 'L’imprimante' })).toBeVisible();
  await phone.page.getByRole('button', { name: 'Passer' }).click();

  await phone.page.getByRole('link', { name: 'Essayer' }).click();
  // What nobody has counted is not missing.
  await expect(phone.page.getByText('À compter').first()).toBeVisible();
  await expect(phone.page.getByText('Stock 0')).toBeHidden();
  await phone.page.getByRole('button', { name: /^Ajouter Mil / }).click();
  await phone.page.getByRole('main').getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(phone.page.getByRole('status').filter({ hasText: 'Enregistré' })).toBeVisible();
  await phone.page.getByRole('button', { name: 'Terminer l’essai' }).click();
  await expect(phone.page.getByRole('heading', { name: 'Votre boutique est ouverte' })).toBeVisible();
  await phone.goto('/vendre/tickets');
  await expect(phone.page.getByRole('heading', { name: 'Aucun ticket aujourd’hui' })).toBeVisible();
  await phone.goto('/');
  await expect(phone.page.getByRole('link', { name: /^Compter 10 produits/ })).toBeVisible();
  await expect(phone.page.getByRole('link', { name: 'Finir l’installation' })).toBeHidden();

  // A code that nobody knows becomes a product, with what it needs made in place, and comes back to its ticket.
  await addToTicket(phone.page, 'Mil');
  await scan(phone.page, '3760001234561');
  await phone.page.getByRole('link', { name: 'Créer un produit' }).click();
  await expect(phone.page.getByLabel('Code-barres', { exact: false }).first()).toHaveValue('3760001234561');
  await phone.page.getByLabel('Nom').fill('Café Touba 250 g');
  await phone.page.getByLabel('Prix de vente').fill('700');
  await phone.page.getByLabel('Prix d’achat').fill('550');
  await phone.page.getByRole('button', { name: 'Nouvelle catégorie' }).click();
  await phone.page.getByRole('dialog').getByLabel('Nom').fill('Cafés et thés');
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(phone.page.getByRole('combobox', { name: 'Catégorie' })).toHaveValue(/^category:/);
  expect(await screenFaults(phone.page)).toEqual([]);
  // What was typed is not lost by a tap beside it.
  await phone.page.getByRole('link', { name: 'Retour' }).click();
  await phone.page.getByRole('button', { name: 'Rester' }).click();
  await phone.page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(phone.page).toHaveURL(/\/vendre$/);
  await expect(phone.page.getByText('1 100 F'.replace(' ', '\u202f')).first()).toBeVisible();

  await phone.reconnect();
  await phone.waitUntilSafe();
  await phone.goto('/alertes');
  const alerts = phone.page.getByRole('list', { name: /configurées/i }).getByRole('listitem');
  await expect(alerts).toHaveCount(3);
});
