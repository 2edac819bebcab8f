/** Words of the expiry date of what is received. */
export const expiryFields = {
  expiresOn: 'Date de péremption',
  expiresOnHint: 'Le dernier jour où il peut être vendu.',
  alreadyPast: 'Cette date est déjà passée.',
  lot: 'Numéro de lot',
};
