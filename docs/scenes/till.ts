import type { Page } from '@playwright/test';
import { card } from '../../client/e2e/support/steps.ts';
import { type Chapter, expect, type Scene, show } from './scene.ts';

const difference = (page: Page) => page.getByText(/^(Il manque|Il y a|Compte juste)/).first();

const expense: Scene = {
  id: 'depense',
  title: 'Noter une dépense',
  why: 'L’argent qui sort sans ticket : transport, loyer, ce que prend le patron.',
  screen: '/caisse',
  steps: [
    {
      caption: 'Caisse : l’argent en ce moment {1}. Touchez « Entrée ou sortie » {2}.',
      act: (stage) => stage.go('/caisse'),
      check: (page) => expect(card(page, 'Argent en ce moment')).toBeVisible(),
      marks: (page) => [
        card(page, 'Argent en ce moment').locator('.value').first(),
        page.getByRole('button', { name: 'Entrée ou sortie' }),
      ],
    },
    {
      caption: 'Dites de quoi il s’agit, le montant {1}, et enregistrez {2}.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Entrée ou sortie' }).click();
        await page.getByRole('dialog').getByLabel('Montant').fill('2000');
      },
      check: (page) => expect(page.getByRole('dialog').getByLabel('Montant')).toHaveValue(/2\s?000/),
      marks: (page) => [
        page.getByRole('dialog').getByLabel('Montant'),
        page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }),
      ],
    },
  ],
};

const closing: Scene = {
  id: 'cloture',
  title: 'Compter la caisse le soir',
  why: 'Attendu, compté, écart : un écart est noté, jamais refusé.',
  screen: '/caisse/cloture',
  steps: [
    {
      caption: 'Touchez « Compter la caisse » {1}.',
      act: async ({ page }) => {
        await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
        await expect(page.getByRole('dialog')).toBeHidden();
        await show(page.getByRole('link', { name: 'Compter la caisse' }));
      },
      check: (page) => expect(page.getByRole('link', { name: 'Compter la caisse' })).toBeVisible(),
      marks: (page) => [page.getByRole('link', { name: 'Compter la caisse' })],
    },
    {
      caption: 'Tapez combien il y a de chaque billet {1} et de chaque pièce.',
      act: async ({ page }) => {
        await page.getByRole('link', { name: 'Compter la caisse' }).click();
        await page.getByLabel(/^Nombre de 10.000.F$/).fill('4');
        await page.getByLabel(/^Nombre de 5.000.F$/).fill('2');
      },
      check: (page) => expect(difference(page)).toBeAttached(),
      marks: (page) => [page.getByLabel(/^Nombre de 10.000.F$/)],
    },
    {
      caption: 'L’écart s’affiche {1}. Dites ce qui reste pour demain {2}. Tout en bas, enregistrez.',
      act: ({ page }) => show(difference(page)),
      check: (page) => expect(difference(page)).toBeVisible(),
      marks: (page) => [difference(page), page.getByLabel('Reste en caisse').first()],
    },
  ],
};

export const tilling: Chapter = {
  id: 'caisse',
  title: 'La caisse et la clôture',
  scenes: [expense, closing],
  after: [
    'Wave et Orange Money : « Pointer Wave et Orange Money » compare les messages reçus aux tickets, et montre ce qui manque.',
  ],
};
