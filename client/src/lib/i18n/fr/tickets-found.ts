import { plural } from '@digiboost/domain/french';

/** Words of the search among tickets. */
export const ticketsFound = {
  search: 'Produit, client, montant, jour, numéro',
  count: (count: number) => plural(count, 'ticket trouvé', 'tickets trouvés'),
  more: (count: number) => `Encore ${plural(count, 'ticket')} : ajoutez un mot pour les trouver.`,
  none: 'Aucun ticket trouvé',
  noneLately: 'Aucun parmi les tickets récents ; les plus anciens suivent.',
  noneHelp: 'La recherche porte sur les tickets que ce téléphone garde en détail, 60 jours au moins.',
  failed: 'La recherche n’a pas pu se faire sur ce téléphone. Fermez l’application et rouvrez-la.',
};
