import { formatNumber, plural } from '@digiboost/domain/french';
import type { LabelFormat } from '@digiboost/papers/label-formats';

/** Words of the labels of prices. */
export const labels = {
  title: 'Étiquettes de prix',
  of: 'Produits',
  one: (name: string) => `Seulement « ${name} »`,
  all: 'Tous les produits',
  copies: 'Copies',
  copiesFault: 'Tapez un nombre entier, de 1 à 500.',
  format: 'À imprimer sur',
  formats: {
    A4_24: 'Planche A4, 24 étiquettes de 70 × 37 mm',
    A4_40: 'Planche A4, 40 étiquettes de 52 × 30 mm',
    A4_65: 'Planche A4, 65 étiquettes de 38 × 21 mm',
    ROLL_58: 'Rouleau de 58 mm',
  } satisfies Record<LabelFormat, string>,
  used: 'Cases déjà prises',
  usedFault: (most: number) => `Tapez un nombre entier, de 0 à ${most}.`,
  count: (count: number, pages: number) => `${plural(count, 'étiquette')}, ${plural(pages, 'page')}.`,
  tooMany: (most: number) => `Un document a au plus ${formatNumber(most)} étiquettes : choisissez une catégorie.`,
  nothing: 'Aucun produit dans cette catégorie.',
  make: 'Faire le document',
  help: 'Imprimez-le en taille réelle (100 %), sans ajuster à la page. Le code-barres se lit à la caisse ; sans code-barres, c’est le code du produit.',
  fault: 'Le document n’a pas pu être fait. Recommencez.',
  file: 'étiquettes',
  none: 'Aucun produit',
  noneHelp: 'Ajoutez vos produits dans Stock : leurs étiquettes se font ici.',
  copying: 'Les produits arrivent encore sur ce téléphone, avec du réseau.',
};
