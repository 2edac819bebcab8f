import type { Page } from '@playwright/test';
import { addToTicket, card, openTickets, recordButton, recordedNote } from '../../client/e2e/support/steps.ts';
import { type Chapter, expect, type Scene, show } from './scene.ts';

const SUGAR = 'Sucre en poudre 1 kg';
const OIL = 'Huile végétale 1 L';
const CUSTOMER = 'Awa Sarr';

const tile = (page: Page, product: string) =>
  page.getByRole('button', { name: new RegExp(`^Ajouter ${product} [\\d\\s]+F`) });
const badge = (page: Page) => page.getByRole('banner').locator('.safety button');
const ticket = (page: Page) => page.getByRole('dialog', { name: 'Ticket en cours' });

const offline: Scene = {
  id: 'vendre',
  title: 'Vendre, même sans réseau',
  why: 'Deux gestes suffisent, et une coupure de courant n’efface pas la vente.',
  screen: '/vendre',
  steps: [
    {
      caption: 'Dans Vendre {1}, cherchez le produit {2} et touchez-le {3} : il va sur le ticket.',
      act: async (stage) => {
        await stage.cut();
        await stage.go('/vendre');
        await stage.page.getByRole('searchbox').fill('sucre');
      },
      check: (page) => expect(tile(page, SUGAR)).toBeVisible(),
      marks: (page) => [
        page.getByRole('link', { name: 'Vendre', exact: true }),
        page.getByRole('searchbox'),
        tile(page, SUGAR),
      ],
    },
    {
      caption: 'Le total s’affiche {1}. Payé en espèces ? Touchez « Enregistrer » {2}.',
      act: ({ page }) => tile(page, SUGAR).click(),
      check: (page) => expect(recordButton(page)).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: 'Voir le ticket' }), recordButton(page)],
    },
    {
      caption: '« Enregistré » {1} : la vente est gardée. Elle partira seule ; la pastille {2} compte ce qui attend.',
      act: ({ page }) => recordButton(page).click(),
      check: async (page) => {
        await expect(recordedNote(page)).toBeVisible();
        await expect(badge(page)).toContainText('1 vente pas encore envoyée');
      },
      marks: (page) => [recordedNote(page), badge(page)],
    },
    {
      caption: 'Le réseau revient : la vente est envoyée, une seule fois. La pastille {1} redevient verte.',
      act: (stage) => stage.reconnect(),
      check: (page) => expect(badge(page)).toContainText('Tout est en sécurité'),
      marks: (page) => [badge(page)],
    },
  ],
};

const credit: Scene = {
  id: 'credit',
  title: 'Vendre à crédit',
  why: 'L’application retient qui doit combien, et depuis quand.',
  screen: '/vendre',
  steps: [
    {
      caption: 'Le produit est sur le ticket. Ouvrez le ticket {1}.',
      act: ({ page }) => addToTicket(page, OIL),
      check: (page) => expect(recordButton(page)).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: 'Voir le ticket' })],
    },
    {
      caption: 'Pour le paiement, touchez « Crédit » {1}.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Voir le ticket' }).click();
        await ticket(page).getByText('Crédit', { exact: true }).click();
        await show(ticket(page).getByText('Crédit', { exact: true }));
      },
      check: (page) => expect(ticket(page).getByText('Crédit', { exact: true })).toBeVisible(),
      marks: (page) => [ticket(page).getByText('Crédit', { exact: true }).locator('xpath=ancestor::label[1]')],
    },
    {
      caption: 'Cherchez le client {1} et touchez son nom {2}. Il est nouveau ? « Créer ».',
      act: async ({ page }) => {
        await ticket(page).getByLabel('Nom ou numéro du client').fill('awa');
        await show(ticket(page).getByText(CUSTOMER).first());
      },
      check: (page) => expect(ticket(page).getByText(CUSTOMER).first()).toBeVisible(),
      marks: (page) => [
        ticket(page).getByLabel('Nom ou numéro du client'),
        ticket(page)
          .getByRole('button', { name: new RegExp(CUSTOMER) })
          .first(),
      ],
    },
    {
      caption: 'Enregistrez {1} : la dette va dans le Carnet. Le client paie une partie ? « Payer en plusieurs fois ».',
      act: async ({ page }) => {
        await ticket(page).getByText(CUSTOMER).first().click();
      },
      check: (page) => expect(ticket(page).getByRole('button', { name: 'Changer de client' })).toBeVisible(),
      marks: (page) => [ticket(page).getByRole('button', { name: 'Enregistrer', exact: true })],
    },
  ],
};

const missed: Scene = {
  id: 'manquee',
  title: 'Noter une vente manquée',
  why: 'Ce qu’on vous demande et que vous n’avez pas dit ce qu’il faut commander.',
  screen: '/vendre',
  steps: [
    {
      caption: 'Le client demande un produit que vous n’avez pas ? Touchez « Manquée » {1} sur sa carte. C’est tout.',
      act: async (stage) => {
        await ticket(stage.page).getByRole('button', { name: 'Enregistrer', exact: true }).click();
        await expect(recordedNote(stage.page)).toBeVisible();
        await stage.page.getByRole('searchbox').fill('javel');
      },
      check: (page) => expect(page.getByRole('button', { name: /^Noter une vente manquée/ }).first()).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: /^Noter une vente manquée/ }).first()],
    },
    {
      caption: 'C’est noté {1}. Un faux geste ? « Retirer ».',
      act: ({ page }) =>
        page
          .getByRole('button', { name: /^Noter une vente manquée/ })
          .first()
          .click(),
      check: (page) => expect(page.getByText(/^Vente manquée notée/).first()).toBeVisible(),
      marks: (page) => [page.getByText(/^Vente manquée notée/).first()],
    },
  ],
};

const comesBack: Scene = {
  id: 'retour',
  title: 'Reprendre un article, annuler un ticket',
  why: 'Le stock, la caisse et la dette redeviennent justes ensemble.',
  screen: '/vendre/tickets',
  steps: [
    {
      caption: 'Ouvrez les tickets du jour et touchez le ticket {1}.',
      act: async ({ page }) => {
        await openTickets(page);
        await show(page.getByRole('link', { name: new RegExp(SUGAR) }).first());
      },
      check: (page) => expect(page.getByRole('link', { name: new RegExp(SUGAR) }).first()).toBeVisible(),
      marks: (page) => [page.getByRole('link', { name: new RegExp(SUGAR) }).first()],
    },
    {
      caption: 'Un article revient : « Retour d’articles » {1}. Tout était une erreur : « Annuler ce ticket » {2}.',
      act: async ({ page }) => {
        await page
          .getByRole('link', { name: new RegExp(SUGAR) })
          .first()
          .click();
        await show(page.getByRole('button', { name: 'Annuler ce ticket' }));
      },
      check: (page) => expect(page.getByRole('button', { name: 'Retour d’articles' })).toBeVisible(),
      marks: (page) => [
        page.getByRole('button', { name: 'Retour d’articles' }),
        page.getByRole('button', { name: 'Annuler ce ticket' }),
      ],
    },
    {
      caption: 'Dites combien revient {1}, et si l’article retourne en rayon {2}. Puis enregistrez {3}.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Retour d’articles' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Plus' }).click();
      },
      check: (page) => expect(page.getByRole('button', { name: 'Enregistrer le retour' })).toBeVisible(),
      marks: (page) => [
        page.getByRole('dialog').getByRole('button', { name: 'Plus' }),
        page.getByRole('dialog').getByRole('switch', { name: /^Remettre en rayon/ }),
        page.getByRole('button', { name: 'Enregistrer le retour' }),
      ],
    },
    {
      caption: 'Le retour {1} est écrit sous le ticket, avec l’argent rendu.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Enregistrer le retour' }).click();
        await show(card(page, 'Retours'));
      },
      check: (page) => expect(card(page, 'Retours')).toBeVisible(),
      marks: (page) => [card(page, 'Retours')],
    },
  ],
};

export const selling: Chapter = {
  id: 'vendre',
  title: 'Vendre',
  scenes: [offline, credit, missed, comesBack],
  after: [
    {
      list: [
        'Code-barres : un lecteur branché, ou le bouton de l’appareil photo à côté de la recherche.',
        'Carton, sac, demi-kilo : touchez la ligne du ticket pour changer l’unité, la quantité, le prix ou la remise.',
        'Un client s’absente ? « Mettre en attente » garde son ticket.',
        'Plus de stock compté ? La vente reste possible : le prochain inventaire remet tout juste.',
      ],
    },
  ],
};
