import type { Page } from '@playwright/test';
import { type Chapter, expect, type Scene, show } from './scene.ts';

const OIL = 'Huile végétale 1 L';

const list = (page: Page) => page.getByRole('list', { name: 'Stock' });
const form = (page: Page, action: string) =>
  page.getByRole('navigation', { name: 'Mouvements de stock' }).getByRole('link', { name: action });

const look: Scene = {
  id: 'stock',
  title: 'Voir ce qui manque',
  why: 'La couleur et la forme disent l’état : croix pour rupture, triangle pour stock faible.',
  screen: '/stock',
  steps: [
    {
      caption: 'Dans Stock, touchez « Rupture » {1} : seuls les rayons vides restent {2}.',
      act: async (stage) => {
        await stage.go('/stock');
        await stage.page.getByRole('radio', { name: /^Rupture/ }).check({ force: true });
      },
      check: (page) => expect(list(page).getByRole('listitem').first()).toContainText('Rupture'),
      marks: (page) => [page.locator('label').filter({ hasText: 'Rupture' }), list(page).getByRole('listitem').first()],
    },
  ],
};

const receive: Scene = {
  id: 'reception',
  title: 'Recevoir de la marchandise',
  why: 'Ce qui entre et ce que cela a coûté : le stock et la marge en dépendent.',
  screen: '/stock/',
  steps: [
    {
      caption: 'Cherchez le produit, ouvrez sa page, touchez « Réception » {1}.',
      act: async (stage) => {
        const { page } = stage;
        await stage.go('/stock');
        await page.getByRole('searchbox').fill(OIL);
        await list(page).getByRole('link').filter({ hasText: OIL }).first().click();
      },
      check: (page) => expect(page.getByRole('heading', { level: 1, name: OIL })).toBeVisible(),
      marks: (page) => [form(page, 'Réception')],
    },
    {
      caption: 'Tapez la quantité {1} et le prix payé {2}.',
      act: async ({ page }) => {
        await form(page, 'Réception').click();
        await page.getByLabel('Quantité reçue').fill('24');
        await page.getByLabel(/^Prix d’achat/).fill('1100');
      },
      check: (page) => expect(page.getByText(/^Après : /)).toBeVisible(),
      marks: (page) => [page.getByLabel('Quantité reçue'), page.getByLabel(/^Prix d’achat/)],
    },
    {
      caption: 'Payé tout de suite ou plus tard ? Dites-le, puis enregistrez {1}.',
      act: ({ page }) => show(page.getByRole('button', { name: 'Enregistrer' })),
      check: (page) => expect(page.getByRole('button', { name: 'Enregistrer' })).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: 'Enregistrer' })],
    },
    {
      caption: 'Le stock a grandi {1}. L’histoire du produit garde la réception.',
      act: ({ page }) => page.getByRole('button', { name: 'Enregistrer' }).click(),
      check: (page) => expect(page.getByText('En stock', { exact: true })).toBeVisible(),
      marks: (page) => [page.locator('.kpi').first()],
    },
  ],
};

const count: Scene = {
  id: 'inventaire',
  title: 'Compter les rayons',
  why: 'Ce que vous comptez fait foi. On peut vendre en même temps.',
  screen: '/stock/inventaire',
  steps: [
    {
      caption: 'Stock, « Inventaire ». Comptez rayon par rayon : commencez {1}.',
      act: (stage) => stage.go('/stock/inventaire'),
      check: (page) => expect(page.getByRole('button', { name: 'Commencer l’inventaire' })).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: 'Commencer l’inventaire' })],
    },
    {
      caption: 'Tapez ce qui est là {1}, puis OK. Chaque chiffre est gardé tout de suite.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Commencer l’inventaire' }).click();
        await page
          .getByLabel(/^Quantité comptée/)
          .first()
          .fill('14');
      },
      check: (page) => expect(page.getByLabel(/^Quantité comptée/).first()).toHaveValue('14'),
      marks: (page) => [page.getByLabel(/^Quantité comptée/).first()],
    },
    {
      caption: '« Écarts » {1} montre ce qui manque et ce qui est en trop {2}.',
      act: async ({ page }) => {
        await page.keyboard.press('Enter');
        await expect(page.getByText(/^1 sur /)).toBeVisible();
        await page.getByText('Écarts', { exact: true }).click();
      },
      check: (page) => expect(page.getByText(/^(Manquants|En trop)$/).first()).toBeVisible(),
      marks: (page) => [
        page.locator('label').filter({ hasText: 'Écarts' }),
        page.getByRole('list', { name: 'Inventaire' }).getByRole('listitem').first(),
      ],
    },
  ],
};

export const shelves: Chapter = {
  id: 'stock',
  title: 'Le stock et l’inventaire',
  scenes: [look, receive, count],
  after: [
    {
      heads: ['Bouton', 'Quand'],
      table: [
        ['Réception', 'la marchandise arrive'],
        ['Sortie', 'casse, perte, don, usage de la boutique, périmé'],
        ['Ajuster', 'corriger une faute de frappe, avec la raison'],
        ['Inventaire', 'vous avez compté l’étagère : ce chiffre fait foi'],
      ],
    },
    'Des produits qui périment ? Dans la fiche du produit, activez « Suivre les dates de péremption » ; Plus, « Péremption » dit ce qu’il faut vendre d’abord.',
  ],
};
