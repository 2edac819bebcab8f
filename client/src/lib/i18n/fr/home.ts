import { formatNumber, plural } from '@digiboost/domain/french';

/** Words of the Accueil. */
export const home = {
  title: 'Accueil',
  revenue: 'Chiffre d’affaires',
  revenueToday: 'Ventes d’aujourd’hui',
  today: 'Aujourd’hui',
  week: '7 jours',
  month: '30 jours',
  tickets: (count: number) => (count === 0 ? 'Aucune vente pour l’instant' : plural(count, 'vente')),
  yesterday: 'hier',
  weekBefore: 'les 7 jours d’avant',
  monthBefore: 'les 30 jours d’avant',
  more: (percent: string, than: string) => `${percent} de plus que ${than}`,
  less: (percent: string, than: string) => `${percent} de moins que ${than}`,
  same: (than: string) => `comme ${than}`,
  times: (factor: string, than: string) => `${factor} fois plus que ${than}`,
  nothingBefore: (than: string) => `rien de vendu ${than}`,
  nothingToCompare: 'pas encore de période d’avant à comparer',
  fullYesterday: (amount: string) => `hier, sur la journée : ${amount}`,
  seeSales: 'Voir toutes les ventes',
  trendSummary: (total: string, bestDay: string, best: string) =>
    `Ventes des 30 derniers jours : ${total} en tout. Meilleur jour : ${bestDay}, ${best}.`,
  trendEmpty: 'Aucune vente sur 30 jours.',
  best: (day: string, amount: string) => `Meilleur jour : ${day}, ${amount}`,
  stock: 'Santé du stock',
  ruptures: 'En rupture',
  low: 'Stock faible',
  toCount: (count: number) =>
    count === 1
      ? '1 produit à compter : son stock n’est pas connu.'
      : `${formatNumber(count)} produits à compter : leur stock n’est pas connu.`,
  alerts: 'Alertes',
  available: 'En stock',
  noRupture: 'Aucun produit en rupture.',
  service: 'Taux de service',
  serviceUnmeasured: 'Pas encore mesuré',
  serviceUnmeasuredNote:
    '0 vente manquée notée en 30 jours. Dans Vendre, notez ce qu’on vous demande et que vous n’avez pas.',
  seeMissed: 'Voir les ventes manquées',
  serviceNothing: 'Aucune vente sur 30 jours.',
  serviceNote: (count: number, amount: string) =>
    `${plural(count, 'vente manquée notée', 'ventes manquées notées')} en 30 jours, soit ${amount}.`,
  valuation: 'Valeur du stock',
  valuationNote: 'au prix d’achat',
  valuationEmpty: 'Rien en stock pour l’instant.',
  noCategory: 'Sans catégorie',
  otherCategories: (count: number) => plural(count, 'autre catégorie', 'autres catégories'),
  empty: {
    title: 'Votre boutique est prête',
    text: 'Commencez par vos produits : importez votre fichier Excel, ou ajoutez-les un par un.',
    import: 'Importer un fichier',
    add: 'Ajouter un produit',
  },
  copying: {
    title: 'La boutique arrive sur ce téléphone',
    text: 'Les produits et les ventes récentes d’abord : quelques secondes avec du réseau.',
    label: 'Première copie',
    offline: 'Pas de réseau pour l’instant. La première copie reprendra seule dès qu’il revient.',
  },
};
