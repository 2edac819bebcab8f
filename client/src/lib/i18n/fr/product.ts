import { formatQuantity } from '@digiboost/domain/french';
import { replicaErrors } from './replica-errors.ts';

/** Names of a product's fields. */
export const productFields = {
  name: 'Nom',
  code: 'Code',
  barcode: 'Code-barres',
  categoryId: 'Catégorie',
  supplierId: 'Fournisseur',
  purchasePrice: 'Prix d’achat',
  salePrice: 'Prix de vente',
  unit: 'Unité',
  minStock: 'Stock minimum',
  maxStock: 'Stock maximum',
  packSize: 'Unités par colis',
  description: 'Description',
  isActive: 'En vente',
};

/** Words of a product's page. */
export const product = {
  fields: productFields,
  labels: 'Étiquettes de prix',
  unknown: 'Ce produit n’existe pas',
  unknownHelp: 'Il n’est pas encore arrivé sur ce téléphone, ou le lien est incomplet.',
  backToStock: 'Voir le stock',
  archived: 'Archivé',
  onHand: 'En stock',
  value: 'Valeur',
  min: 'Minimum',
  max: 'Maximum',
  lastCount: 'Dernier inventaire',
  never: 'jamais',
  unitCost: 'Coût moyen en stock',
  margin: 'Marge',
  receive: 'Réception',
  exit: 'Sortie',
  adjust: 'Ajuster',
  count: 'Inventaire',
  actions: 'Mouvements de stock',
  edit: 'Modifier',
  details: 'Fiche',

  chart: 'Stock des 60 derniers jours',
  chartSummary: (lowest: string, highest: string, now: string) =>
    `Stock des 60 derniers jours : de ${lowest} à ${highest} ; aujourd’hui ${now}.`,
  chartMin: 'minimum',
  chartYoung: 'Le graphique viendra avec les premiers mouvements.',
  chartEmpty: 'Le stock n’a pas bougé depuis 60 jours.',

  alert: 'Me prévenir par une alerte',
  archive: 'Archiver',
  archiveTitle: 'Archiver ce produit ?',
  archiveText:
    'Il ne sera plus proposé à la vente ni compté dans les ruptures. Son historique reste, et vous pourrez le remettre en vente.',
  archiveStock: (quantity: number, unit: string) => `Il en reste ${formatQuantity(quantity, unit)} en stock.`,
  archivedDone: 'Produit archivé',
  reactivate: 'Remettre en vente',
  reactivated: 'Produit remis en vente',
  keep: 'Annuler',
  faults: replicaErrors,
};
