import type { Page } from '@playwright/test';
import { supplierCard } from '../../client/e2e/support/order-steps.ts';
import { type Chapter, expect, type Scene, show } from './scene.ts';

const SUPPLIER = 'Grossiste Sandaga';

const ruptures = (page: Page) => page.getByRole('list', { name: 'Ruptures prévues sous 15 jours' });

const foresee: Scene = {
  id: 'prevoir',
  title: 'Voir ce qui va manquer',
  why: 'Commander avant le rayon vide, pas après.',
  screen: '/previsions',
  steps: [
    {
      caption: 'Prévisions {1} : ce qui manque déjà, puis ce qui va manquer {2}, avec la date attendue.',
      act: (stage) => stage.go('/previsions'),
      check: async (page) => {
        await expect(page.getByText(/l’écart entre ventes prévues et ventes réelles/)).toBeAttached({
          timeout: 60_000,
        });
        await show(ruptures(page).getByRole('button').first());
      },
      marks: (page) => [
        page.getByRole('link', { name: 'Prévisions', exact: true }),
        ruptures(page).getByRole('button').first(),
      ],
    },
    {
      caption: 'Touchez un produit : l’application montre son calcul, chiffre par chiffre.',
      act: ({ page }) => ruptures(page).getByRole('button').first().click(),
      check: (page) => expect(page.getByRole('dialog').getByText('Le calcul')).toBeVisible(),
    },
  ],
};

const order: Scene = {
  id: 'commander',
  title: 'Commander avec l’argent que l’on a',
  why: 'Avec un budget, l’application garde ce qui protège le plus votre marge.',
  screen: '/previsions',
  steps: [
    {
      caption: '« À commander ». Dites l’argent que vous avez {1}.',
      act: async (stage) => {
        await stage.page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
        await stage.page.locator('label').filter({ hasText: 'À commander' }).click();
        await expect(stage.page.getByText(/^Total : /)).toBeVisible({ timeout: 60_000 });
        await stage.page.getByLabel(/^J’ai/).fill('150 000');
      },
      check: (page) => expect(page.getByText(/^Laissé de côté/)).toBeVisible(),
      marks: (page) => [page.getByLabel(/^J’ai/)],
    },
    {
      caption: 'Par fournisseur, en colis entiers. Changez une quantité, puis « Préparer la commande » {1}.',
      act: async ({ page }) => {
        const heading = supplierCard(page, SUPPLIER).locator('h2 button');
        if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
        await show(prepare(page));
      },
      check: (page) => expect(prepare(page)).toBeVisible(),
      marks: (page) => [prepare(page)],
    },
    {
      caption: 'Envoyez le bon par WhatsApp {1} ou imprimez-le, puis « Marquer comme envoyée » {2}.',
      act: async ({ page }) => {
        await prepare(page).click();
        await expect(page.getByText('Brouillon', { exact: true })).toBeVisible();
        await show(page.getByRole('button', { name: 'Marquer comme envoyée' }));
      },
      check: (page) => expect(page.getByRole('link', { name: 'Envoyer par WhatsApp' })).toBeVisible(),
      marks: (page) => [
        page.getByRole('link', { name: 'Envoyer par WhatsApp' }),
        page.getByRole('button', { name: 'Marquer comme envoyée' }),
      ],
    },
  ],
};

const prepare = (page: Page) => supplierCard(page, SUPPLIER).getByRole('button', { name: /^Préparer la commande/ });

const arrives: Scene = {
  id: 'livraison',
  title: 'La commande arrive',
  why: 'Ce qui est en route n’est pas conseillé deux fois ; ce qui arrive entre au stock.',
  screen: '/commandes',
  steps: [
    {
      caption: 'La commande est envoyée. Le livreur est là ? Touchez « Recevoir » {1}.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Marquer comme envoyée' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Oui, envoyée' }).click();
      },
      check: (page) => expect(page.getByRole('link', { name: 'Recevoir' })).toBeVisible(),
      marks: (page) => [page.getByRole('link', { name: 'Recevoir' })],
    },
    {
      caption: 'Changez ce qui n’est pas arrivé en entier ; zéro pour ce qui manque. Puis enregistrez.',
      act: ({ page }) => page.getByRole('link', { name: 'Recevoir' }).click(),
      check: (page) => expect(page.getByLabel(/^Quantité de /).first()).toBeVisible(),
      marks: (page) => [page.getByLabel(/^Quantité de /).first()],
    },
  ],
};

export const ordering: Chapter = {
  id: 'commander',
  title: 'Prévoir et commander',
  scenes: [foresee, order, arrives],
  after: [
    {
      heads: ['Fiabilité', 'Cela veut dire'],
      table: [
        ['bonne', 'la date est juste à un ou deux jours près, dans la plupart des cas'],
        ['moyenne', 'quelques jours plus tôt ou plus tard'],
        ['faible', 'un ordre de grandeur'],
        ['données insuffisantes', 'moins de 56 jours de ventes : l’application ne devine pas'],
      ],
    },
    'Pour de bonnes prévisions : notez les ventes manquées, mettez le délai de chaque fournisseur, comptez de temps en temps.',
  ],
};
