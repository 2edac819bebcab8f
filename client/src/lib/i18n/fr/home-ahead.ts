import { formatNumber, plural } from '@digiboost/domain/french';

/**
 * Words of the Accueil's figures on what lies ahead; apart from those of its first screen, which does not wait for
 * them.
 */
export const ahead = {
  ruptures: 'Ruptures prévues',
  products: (count: number) => plural(count, 'produit'),
  noRupture: 'Aucune rupture prévue sous 15 jours.',
  tooYoung: 'Pas encore assez de ventes pour prévoir : il faut 56 jours d’historique.',
  all: 'Tout voir',
  dormant: 'Produits dormants',
  dormantCount: (count: number) => plural(count, 'produit'),
  asleep: (amount: string) => `${amount} dorment en rayon : aucune vente depuis 60 jours.`,
  noDormant: 'Aucun produit ne dort : rien n’est resté 60 jours en rayon sans se vendre.',
  tooYoungToSleep: 'Pas encore mesuré : aucun produit n’est en rayon depuis 60 jours.',
  seeDormant: 'Voir les dormants',
  availability: 'Taux de disponibilité',
  unmeasured: 'Pas encore mesuré',
  unmeasuredNote: 'Il faut des ventes enregistrées pour le mesurer.',
  youngNote: (days: number, least: number) =>
    `Il faut ${least} jours d’historique ; votre boutique en a ${formatNumber(days)}.`,
  availabilityNote: (emptyDays: number, products: number, days: number) => {
    const among = `en ${plural(days, 'jour')}, sur ${plural(products, 'produit vendu', 'produits vendus')}.`;
    return emptyDays === 0
      ? `Aucun rayon vide ${among}`
      : `${plural(emptyDays, 'journée de rayon vide', 'journées de rayon vide')} ${among} Ce qui se vend le plus compte le plus.`;
  },
  seeRuptures: 'Voir les ruptures',
};
