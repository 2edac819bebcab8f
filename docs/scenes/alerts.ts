import { card } from '../../client/e2e/support/steps.ts';
import { type Chapter, expect, type Scene, show } from './scene.ts';

const create: Scene = {
  id: 'alerte',
  title: 'Être prévenu',
  why: 'Le téléphone le voit tout de suite ; le serveur écrit sur WhatsApp, par e-mail ou par une notification.',
  screen: '/alertes',
  steps: [
    {
      caption: 'Dans Alertes, ce qui ne va pas en ce moment {1}. Dessous, vos alertes : un bouton les arrête.',
      act: (stage) => stage.go('/alertes'),
      check: (page) => expect(card(page, 'En ce moment')).toBeVisible(),
      marks: (page) => [card(page, 'En ce moment').getByRole('listitem').first()],
    },
    {
      caption: '« Nouvelle alerte » : choisissez de quoi vous voulez être prévenu {1}.',
      act: (stage) => stage.go('/alertes/nouvelle?type=LOW_STOCK'),
      check: (page) => expect(page.getByLabel('Type d’alerte')).toBeVisible(),
      marks: (page) => [page.getByLabel('Type d’alerte')],
    },
    {
      caption: 'Le formulaire écrit en toutes lettres ce qui va se passer. Puis enregistrez {1}.',
      act: ({ page }) => show(page.getByRole('button', { name: 'Enregistrer' })),
      check: (page) => expect(page.getByRole('button', { name: 'Enregistrer' })).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: 'Enregistrer' })],
    },
  ],
};

export const alerting: Chapter = {
  id: 'alertes',
  title: 'Les alertes et WhatsApp',
  scenes: [create],
  after: [
    'Votre numéro se met dans Réglages, « Notifications ». Vous pouvez répondre au message :',
    {
      heads: ['Vous écrivez', 'L’application'],
      table: [
        ['1', 'note que vous avez vu : plus de rappel'],
        ['2', 'met ce qu’elle conseille au brouillon du fournisseur'],
        ['STOCK riz', 'dit ce qui reste de riz'],
        ['CAISSE', 'dit l’argent qui devrait être là'],
        ['DETTES · DETTES moussa', 'dit qui doit combien · ce que doit Moussa'],
        ['STOP · START', 'arrête les messages · les reprend'],
      ],
    },
    {
      list: [
        'Pas dérangé la nuit : « Heures calmes ». Pas dix messages : un rappel par jour au plus, ou un seul message avec tout.',
        'L’historique dit pour chaque message : en attente, envoyé, remis, lu, ou échec avec la raison.',
        'Chaque e-mail porte un lien pour ne plus en recevoir.',
      ],
    },
  ],
};
