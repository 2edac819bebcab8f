/** Words about the codes that are read. */
export const scanner = {
  unknown: (code: string) => `Aucun produit ne porte le code ${code}.`,
  torn: 'Le code n’est pas arrivé en entier. Passez-le encore une fois.',
  same: (name: string) => `C’est le code de « ${name} ».`,
  other: (scanned: string, here: string) =>
    `Ce code est celui de « ${scanned} » : cette page est celle de « ${here} ».`,
  noNumber: 'Un code-barres a été lu : le nombre de ce champ n’a pas changé.',
  camera: {
    title: 'Lire un code-barres',
    opening: 'Ouverture du lecteur',
    done: 'Terminer',
    aim: 'Placez le code-barres dans le cadre.',
    denied: 'L’appareil photo est refusé. Autorisez-le dans les réglages du téléphone, puis réessayez.',
    missing: 'Ce téléphone n’offre pas d’appareil photo à l’application. Tapez le code à la place.',
    failed: 'La lecture des codes-barres n’a pas pu s’ouvrir. Ouvrez-la une première fois avec du réseau.',
  },
  read: 'Lire le code-barres avec l’appareil photo',
  inField: 'Code-barres lu. Enregistrez pour le garder.',
};
