import { card } from '../../client/e2e/support/steps.ts';
import { type Chapter, expect, type Scene, show } from './scene.ts';

const report: Scene = {
  id: 'rapport',
  title: 'Un papier pour le banquier',
  why: 'Les mêmes chiffres que l’écran, en PDF ou en Excel, faits sur le téléphone.',
  screen: '/rapports',
  steps: [
    {
      caption: 'Plus, Rapports. Choisissez le rapport {1} et la période {2}.',
      act: async (stage) => {
        await stage.page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
        await stage.go('/rapports');
        await stage.page.getByLabel('Période').selectOption('Le mois dernier');
      },
      check: (page) => expect(card(page, 'Aperçu').locator('.value').first()).toBeVisible(),
      marks: (page) => [page.getByLabel('Rapport', { exact: true }), page.getByLabel('Période')],
    },
    {
      caption: 'L’aperçu montre les chiffres. « Faire le PDF » {1} : il se fait ici, même sans réseau.',
      act: ({ page }) => show(page.getByRole('button', { name: 'Faire le PDF' })),
      check: (page) => expect(page.getByRole('button', { name: 'Faire le PDF' })).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: 'Faire le PDF' })],
    },
    {
      caption: 'Le fichier est prêt {1} : partagez-le sur WhatsApp, ou ouvrez-le pour l’imprimer.',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Faire le PDF' }).click();
        await expect(card(page, 'Faits sur ce téléphone').getByRole('listitem')).toHaveCount(1, { timeout: 60_000 });
        await show(card(page, 'Faits sur ce téléphone'));
      },
      check: (page) => expect(card(page, 'Faits sur ce téléphone').getByRole('listitem').first()).toBeVisible(),
      marks: (page) => [card(page, 'Faits sur ce téléphone').getByRole('listitem').first()],
    },
  ],
};

export const papers: Chapter = {
  id: 'papiers',
  title: 'Les papiers pour le banquier',
  scenes: [report],
  after: [
    {
      heads: ['Papier', 'Pour'],
      table: [
        ['Synthèse mensuelle (PDF)', 'le banquier : ventes, marge, stock, service'],
        ['Comptes SMT (PDF ou Excel)', 'le centre fiscal : bilan, résultat, notes'],
        ['Inventaire du stock (Excel)', 'ce que vaut ce qui est en rayon'],
        ['Analyse des ventes (Excel)', 'vous, ou votre comptable'],
        ['Relevé (PDF)', 'un client ou un fournisseur : dans le Carnet'],
      ],
    },
    'Le serveur peut les envoyer seul : « Prévoir un rapport », chaque semaine ou le 1er du mois, par e-mail ou WhatsApp.',
  ],
};
