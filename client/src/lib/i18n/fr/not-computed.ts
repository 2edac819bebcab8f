/** An analysis that this phone could not make. */
export const notComputed = {
  title: 'Le calcul n’a pas abouti',
  text: 'Vos ventes sont en sécurité sur ce téléphone. Appuyez pour recommencer.',
  retry: 'Recommencer',
};
