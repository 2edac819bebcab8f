import { plural } from '@digiboost/domain/french';

/** Words of expiry dates: the list of what expires, a reception, the till. */
export const expiry = {
  title: 'Péremption',
  window: 'Ce qui périme',
  expired: 'Périmé',
  within: (days: number) => `${days} j`,
  atRisk: (days: number) => `En jeu sous ${days} jours`,
  lost: 'Déjà périmé',
  lots: (count: number) => (count === 0 ? 'rien' : plural(count, 'lot')),
  since: (days: number) => `périmé depuis ${plural(days, 'jour')}`,
  in: (days: number) => (days === 0 ? 'à vendre aujourd’hui, dernier jour' : `à vendre sous ${plural(days, 'jour')}`),
  takeOut: 'Noter la sortie',
  none: 'Aucune date de péremption',
  noneHelp:
    'Dans la fiche d’un produit, activez « Suivre les dates de péremption » : chaque réception demandera la date, et ce qui périme s’affichera ici.',
  nothing: 'Rien ne périme sur cette période.',
  nothingExpired: 'Rien n’est périmé dans votre stock.',
  help: 'Calculé en vendant d’abord ce qui périme le plus tôt.',
};
