import { expect } from '@playwright/test';
import { screenFaults } from './support/screen-rules.ts';
import { test } from './support/shop-test.ts';
import { EMPTY_SHOP } from './support/shops.ts';

/** What each screen of a shop that holds nothing says, and what it offers to do. */
const NEXT: readonly (readonly [path: string, title: string, action: string])[] = [
  ['/', 'Votre boutique est prête', 'Importer un fichier'],
  ['/vendre', 'Aucun produit à vendre', 'Créer un produit'],
  ['/vendre/tickets', 'Aucun ticket aujourd’hui', 'Vendre'],
  ['/stock', 'Aucun produit pour l’instant', 'Nouveau produit'],
  ['/ventes', 'Aucune vente pour l’instant', 'Vendre'],
  ['/stock/categories', 'Aucune catégorie', 'Nouvelle catégorie'],
  ['/stock/fournisseurs', 'Aucun fournisseur', 'Nouveau fournisseur'],
  ['/previsions', 'Aucun produit à prévoir', 'Importer un fichier'],
  ['/commandes', 'Aucune commande pour l’instant', 'Voir quoi commander'],
  ['/commandes/order:inconnue', 'Cette commande n’existe pas', 'Voir les commandes'],
  ['/alertes', 'Aucune alerte configurée', 'Nouvelle alerte'],
  ['/alertes/historique', 'Aucune alerte pour l’instant', 'Voir les alertes'],
];

test('an empty shop says on every screen what to do next', async ({ installation, newPhone: phone }) => {
  // Some thirty screens.
  test.setTimeout(240_000);
  await installation.make([EMPTY_SHOP]);
  await phone.signIn(EMPTY_SHOP.login);
  const { page } = phone;
  const faults: string[] = [];
  for (const [path, title, action] of NEXT) {
    await phone.goto(path);
    const main = page.getByRole('main');
    await expect(main.getByRole('heading', { name: title })).toBeVisible();
    const offered = main.getByRole('link', { name: action }).or(main.getByRole('button', { name: action }));
    await expect(offered.first()).toBeVisible();
    faults.push(...(await screenFaults(page)).map((fault) => `${path}: ${fault}`));
  }
  expect(faults).toEqual([]);
});
