/** Words of what is received now and paid later. */
export const paidLater = {
  payLater: 'À payer plus tard',
  payLaterHint: 'Le montant s’ajoute à ce que vous devez à ce fournisseur, dans le Carnet.',
};
