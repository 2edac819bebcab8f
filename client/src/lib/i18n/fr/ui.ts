import { plural } from '@digiboost/domain/french';

/** Words that the components themselves say. */
export const ui = {
  optional: '(facultatif)',
  clearSearch: 'Effacer la recherche',
  close: 'Fermer',
  readAll: 'Lire tout le message',
  back: 'Retour',
  less: 'Moins',
  more: 'Plus',
  notMoney: 'Tapez un montant à partir de zéro, en francs et sans centimes, par exemple 1 500.',
  notUnitCost: 'Tapez un montant à partir de zéro, par exemple 1 250 ou 12,50.',
  notQuantity: 'Tapez une quantité à partir de zéro, par exemple 3 ou 1,5.',
  loading: 'Chargement…',
  copying: 'La boutique arrive sur ce téléphone',
  leave: {
    title: 'Quitter sans enregistrer ?',
    text: 'Ce que vous avez tapé ici serait perdu.',
    stay: 'Rester',
    go: 'Quitter',
  },
  notifications: 'Messages',
  listSize: (count: number, one: string, many?: string) => plural(count, one, many),
};
