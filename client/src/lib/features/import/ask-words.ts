import { formatMoney, formatNumber, formatUnitCost, plural } from '@digiboost/domain/french';
import type { AskCode, Choice } from '@digiboost/domain/import';

/** A question: what the file would do, and what each choice does instead. */
export const askWords: Readonly<
  Record<AskCode, { title: (count: number) => string; why: string; choices: Readonly<Partial<Record<Choice, string>>> }>
> = {
  'price-to-zero': {
    title: (count) => `${plural(count, 'prix de vente tombe', 'prix de vente tombent')} à 0`,
    why: 'Le fichier dit 0 pour un produit qui a un prix. Souvent c’est une formule vide ou une colonne de trop.',
    choices: { keep: 'Garder mon prix', take: 'Mettre 0' },
  },
  'cost-to-zero': {
    title: (count) => `${plural(count, 'prix d’achat tombe', 'prix d’achat tombent')} à 0`,
    why: 'Sans prix d’achat, la marge et la valeur du stock sont fausses.',
    choices: { keep: 'Garder mon prix', take: 'Mettre 0' },
  },
  'price-far': {
    title: (count) => `${plural(count, 'prix de vente change', 'prix de vente changent')} de dix fois ou plus`,
    why: 'Souvent ce sont des euros, des centimes, des milliers de francs, ou le prix d’un carton.',
    choices: { keep: 'Garder mon prix', take: 'Prendre celui du fichier' },
  },
  'cost-far': {
    title: (count) => `${plural(count, 'prix d’achat change', 'prix d’achat changent')} de dix fois ou plus`,
    why: 'Souvent ce sont des euros, des centimes, des milliers de francs, ou le prix d’un carton.',
    choices: { keep: 'Garder mon prix', take: 'Prendre celui du fichier' },
  },
  'price-untaxed': {
    title: (count) => `${plural(count, 'prix de vente change', 'prix de vente changent')} pour un prix hors taxes`,
    why: 'La colonne du fichier dit « HT ». Vos clients paient toutes taxes comprises.',
    choices: { keep: 'Garder mon prix', take: 'Prendre celui du fichier' },
  },
  'other-place': {
    title: (count) => `Le fichier parle de ${plural(count, 'boutique')}`,
    why: 'Prenez les lignes de celle-ci seulement, ou de plusieurs si c’est la même caisse.',
    choices: { leave: 'Laisser de côté', take: 'Prendre' },
  },
  'other-article': {
    title: (count) => `${plural(count, 'code désigne', 'codes désignent')} un autre article`,
    why: 'Le code est celui d’un produit de la boutique, mais le fichier lui donne un tout autre nom.',
    choices: { leave: 'Laisser la ligne de côté', same: 'C’est le même produit' },
  },
  'stock-overwritten': {
    title: (count) => `${plural(count, 'stock connu serait remplacé', 'stocks connus seraient remplacés')}`,
    why: 'Rien dans le fichier ne dit que ces quantités ont été comptées sur l’étagère.',
    choices: {
      keep: 'Garder mon stock',
      counted: 'C’est le stock compté',
      delivered: 'C’est livré : ajouter au stock',
    },
  },
  'same-product': {
    title: (count) => `${plural(count, 'produit est-il', 'produits sont-ils')} déjà dans la boutique ?`,
    why: 'Le code ressemble à un code connu : Excel enlève les zéros du début et abrège les longs nombres (6,04E+12).',
    choices: { leave: 'Laisser la ligne de côté', same: 'C’est le même produit', new: 'C’est un autre produit' },
  },
  'how-many': {
    title: (count) => `${plural(count, 'quantité')} à écrire en unités`,
    why: 'Une personne seule peut dire combien cela fait. Tapez le nombre d’unités.',
    choices: { none: 'Laisser ces quantités de côté' },
  },
  'partly-returned': {
    title: (count) => `${plural(count, 'vente')} d’une commande remboursée en partie`,
    why: 'Le fichier ne dit pas ce qui est revenu. Comptez la vente entière, puis notez le retour sur son ticket ; ou laissez-la de côté.',
    choices: { leave: 'Laisser de côté', sold: 'Compter la vente entière' },
  },
  'date-order': {
    title: () => 'Jour ou mois d’abord ?',
    why: 'Les dates du fichier se lisent de deux façons.',
    choices: { dmy: 'Jour/mois/année', mdy: 'Mois/jour/année' },
  },
};

/** How a question writes the numbers of its two sides. */
const SIDES: Readonly<Record<AskCode, (value: number) => string>> = {
  'price-to-zero': formatMoney,
  'cost-to-zero': formatUnitCost,
  'price-far': formatMoney,
  'cost-far': formatUnitCost,
  'price-untaxed': formatMoney,
  'other-place': (count) => plural(count, 'ligne'),
  'other-article': String,
  'stock-overwritten': (units) => formatNumber(units, 3),
  'same-product': String,
  'how-many': (units) => formatNumber(units, 3),
  'partly-returned': formatMoney,
  'date-order': String,
};

/** What the shop holds or the file says, where a question is asked. */
export const askedText = (code: AskCode, value: number | string): string =>
  typeof value === 'number' ? SIDES[code](value) : `« ${value} »`;
