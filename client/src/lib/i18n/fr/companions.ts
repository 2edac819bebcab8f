/** Words of a phone on which several people work. */
export const companions = {
  title: 'Personnes de ce téléphone',
  text: 'Plusieurs personnes vendent sur ce téléphone ? Chacune a son code : chaque ticket dit qui l’a fait, même sans réseau.',
  add: 'Ajouter une personne',
  addHelp: 'Elle se connecte ici une fois, avec du réseau, et choisit son code.',
  pin: 'Son code (4 à 6 chiffres)',
  save: 'Ajouter',
  joined: (name: string) => `${name} peut travailler sur ce téléphone.`,
  pinFirst: 'Choisissez d’abord votre propre code, ci-dessus.',
  dismiss: 'Retirer',
  dismissTitle: (name: string) => `Retirer ${name} de ce téléphone ?`,
  dismissText: 'Son compte reste ouvert. Attendez que tout soit envoyé : ce qui ne l’est pas attend son retour.',
  keep: 'Garder',
  change: 'Changer de personne',
  now: (name: string) => `Maintenant : ${name}`,
  who: 'Qui êtes-vous ?',
  enter: (name: string) => `Code de ${name}`,
};
