import { formatDate, formatMoney, plural } from '@digiboost/domain/french';

/** Words of the shop's equipment. */
export const assets = {
  title: 'Matériel de la boutique',
  none: 'Réfrigérateur, balance, moto, étagères : inscrivez ce qui sert plusieurs années, pour le bilan et les amortissements.',
  add: 'Ajouter du matériel',
  edit: 'Matériel',
  change: 'Modifier ou sortir',
  save: 'Enregistrer',
  remove: 'Enlever : inscrit par erreur',
  designation: 'Désignation',
  boughtOn: 'Acheté le',
  amount: 'Prix d’achat',
  years: 'Années d’usage',
  yearsHint: 'Souvent 5 ans, à confirmer par votre centre fiscal.',
  soldOn: 'Sorti le',
  soldOnHint: 'Vendu ou jeté. Vide : il sert encore.',
  salePrice: 'Vendu pour',
  salePriceHint: 'Si l’argent entre dans la caisse, notez-le en « Le patron met ».',
  faults: {
    designation: 'Dites ce que c’est.',
    boughtOn: 'Choisissez le jour de l’achat.',
    amount: 'Dites combien il a coûté.',
    years: 'De 1 à 50 ans.',
    soldOn: 'Il sort après son achat.',
  },
  yearChoice: (years: number) => plural(years, 'an'),
  line: (amount: number, boughtOn: string, years: number) =>
    `${formatMoney(amount)}, le ${formatDate(boughtOn)}, sur ${plural(years, 'an')}`,
  gone: (soldOn: string) => `Sorti le ${formatDate(soldOn)}`,
};
