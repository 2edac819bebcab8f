import type { Chapter } from './scene.ts';

/** What a manager reads who reads one page. */
export const fiveMinutes: Chapter = {
  id: 'cinq-minutes',
  title: 'En 5 minutes',
  words: [
    'Digiboost PME tient le stock et les ventes de la boutique sur votre téléphone. Tout marche sans réseau ; quand il revient, ce qui attend part seul.',
  ],
  scenes: [],
  glance: [
    ['connexion-1', 'Connectez-vous une fois, avec du réseau.'],
    ['vendre-1', 'Vendez : touchez le produit…'],
    ['vendre-2', '… puis « Enregistrer ».'],
    ['vendre-3', '« Enregistré » ? C’est gardé, même si le courant saute.'],
    ['stock-1', 'Voyez ce qui manque.'],
    ['prevoir-1', 'Voyez ce qui va manquer.'],
    ['commander-1', 'Commandez avec l’argent que vous avez.'],
    ['cloture-2', 'Le soir, comptez la caisse.'],
  ],
  after: [
    {
      list: [
        'Une personne a un rôle : l’administrateur fait tout, le vendeur vend, reçoit et compte, la consultation regarde (Réglages, « Utilisateurs »).',
        'Chaque téléphone travaille seul ; quand ils se retrouvent, tous montrent les mêmes chiffres.',
        'Réglages, « Synchronisation » dit ce que l’application a consommé dans le mois, en Mo et en francs.',
        'L’aide de chaque écran est dans l’application : Plus, « Aide ». Elle marche sans réseau.',
      ],
    },
  ],
};
