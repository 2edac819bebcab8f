/** Words of the help; what it says of each screen comes from the scenes of the guide. */
export const help = {
  title: 'Aide',
  here: 'Sur cet écran',
  all: 'Toute l’aide',
  picture: (number: number) => `Image ${number}`,
  coming: 'Les images arrivent avec le réseau. Les mots sont déjà là.',
};
