/** Words of what is sold outside the catalogue. */
export const freeLine = {
  title: 'Article divers',
  name: 'Ce que vous vendez',
  nameHint: 'Hors catalogue : compté dans la caisse et le CA, sans stock.',
  price: 'Prix',
  quantity: 'Quantité',
  add: 'Mettre sur le ticket',
  faults: {
    price: 'Tapez un prix en francs, sans centimes.',
    quantity: 'Tapez une quantité plus grande que zéro.',
  },
};
