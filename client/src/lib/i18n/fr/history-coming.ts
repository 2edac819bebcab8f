/** Words for what waits until the shop's whole history has come to this phone. */
export const historyComing = {
  title: 'L’historique arrive sur ce téléphone',
  text: 'Les prévisions se calculent sur toute l’histoire de la boutique : encore quelques secondes, avec du réseau.',
  short: 'L’historique de la boutique arrive : encore quelques secondes, avec du réseau.',
  loading: 'Historique en route',
};
