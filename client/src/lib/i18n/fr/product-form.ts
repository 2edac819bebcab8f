import { productFields } from './product.ts';
import { replicaErrors } from './replica-errors.ts';

/** Words of a product's form. */
export const productForm = {
  ...productFields,
  newTitle: 'Nouveau produit',
  editTitle: 'Modifier le produit',
  namePlaceholder: 'Riz parfumé 25 kg',
  unit: 'Unité de vente',
  unitHint: 'Sac, kg, pièce, carton, bouteille…',
  defaultUnit: 'pièce',
  initialStock: 'Quantité en rayon',
  initialStockHint: 'Ce que vous avez compté. Vide : à compter plus tard.',
  minStockHint: 'En dessous, le produit est signalé comme faible.',
  packSizeHint: 'Ce que le fournisseur livre ensemble : 12 pour un carton de 12.',
  codeHint: 'Vide : un code est créé.',
  noCategory: 'Sans catégorie',
  noSupplier: 'Sans fournisseur',
  others: 'Autres informations',
  save: 'Enregistrer',
  created: 'Produit créé',
  saved: 'Produit modifié',
  viewerOnly: 'Votre compte permet de consulter, pas de modifier.',

  alike: {
    title: 'Ce produit existe peut-être déjà',
    text: (name: string) => `« ${name} » est déjà dans votre boutique.`,
    see: 'Voir ce produit',
    keep: 'Revenir',
    create: 'Créer quand même',
  },

  faults: {
    name: 'Donnez un nom au produit.',
    tooLong: 'Ce texte est trop long. Raccourcissez-le.',
    unit: 'Dites en quoi il se vend : sac, kg, pièce…',
    salePrice: 'Tapez le prix de vente, à partir de zéro et en francs, par exemple 1 500.',
    purchasePrice: 'Tapez le prix d’achat, à partir de zéro ; zéro si vous ne le connaissez pas.',
    tooDear: 'Ce prix dépasse 100 millions de francs pour une unité : vérifiez les zéros.',
    level: 'Tapez une quantité à partir de zéro.',
    maxStock: 'Le maximum doit être plus grand que le minimum.',
    packSize: 'Tapez un nombre plus grand que zéro, ou laissez vide.',
    usedCode: (name: string) => `Ce code est déjà celui de « ${name} ». Choisissez-en un autre.`,
    usedBarcode: (name: string) => `Ce code-barres est déjà celui de « ${name} ».`,
    check: 'Vérifiez les champs signalés.',
    ...replicaErrors,
  },
};
