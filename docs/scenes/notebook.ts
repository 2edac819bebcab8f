import type { Page } from '@playwright/test';
import { type Chapter, expect, type Scene } from './scene.ts';

const first = (page: Page) => page.getByRole('main').getByRole('listitem').getByRole('link').first();

const collect: Scene = {
  id: 'carnet',
  title: 'Encaisser une dette',
  why: 'Le cahier des dettes, sans calcul : la plus ancienne est payée d’abord.',
  screen: '/carnet',
  steps: [
    {
      caption: 'Carnet : qui doit combien, depuis quand. Touchez le client {1}.',
      act: (stage) => stage.go('/carnet'),
      check: (page) => expect(first(page)).toBeVisible(),
      marks: (page) => [first(page)],
    },
    {
      caption: 'Ce qu’il doit {1}. Il paie ? « Encaisser » {2}. Il tarde ? « Rappel WhatsApp » {3}.',
      act: ({ page }) => first(page).click(),
      check: (page) => expect(page.getByRole('button', { name: 'Encaisser' })).toBeVisible(),
      marks: (page) => [
        page.getByRole('main').locator('.value').first(),
        page.getByRole('button', { name: 'Encaisser' }),
        page.getByRole('button', { name: 'Rappel WhatsApp' }),
      ],
    },
    {
      caption: 'Tapez ce qu’il donne {1}, même une partie, puis enregistrez {2}.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Encaisser' }).click();
        await page.getByRole('dialog').getByLabel('Montant').fill('2000');
      },
      check: (page) => expect(page.getByRole('button', { name: 'Enregistrer le paiement' })).toBeVisible(),
      marks: (page) => [
        page.getByRole('dialog').getByLabel('Montant'),
        page.getByRole('button', { name: 'Enregistrer le paiement' }),
      ],
    },
    {
      caption: 'Le message est prêt : vous pouvez le changer avant d’ouvrir WhatsApp {1}.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Enregistrer le paiement' }).click();
        await expect(page.getByRole('dialog')).toBeHidden();
        await page.getByRole('button', { name: 'Rappel WhatsApp' }).click();
      },
      check: (page) => expect(page.getByRole('link', { name: 'Ouvrir WhatsApp' })).toBeVisible(),
      marks: (page) => [page.getByRole('link', { name: 'Ouvrir WhatsApp' })],
    },
  ],
};

export const notebooks: Chapter = {
  id: 'carnet',
  title: 'Le carnet',
  scenes: [collect],
  after: [
    'Une dette d’avant l’application ? « Dette d’avant », sur la page du client. « Partager le relevé » lui donne ses tickets et ses paiements. Ce que vous devez aux fournisseurs est dans l’onglet « Fournisseurs ».',
  ],
};
