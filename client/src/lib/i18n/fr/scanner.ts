/** Words about the codes that are read. */
export const scanner = {
  unknown: (code: string) => `Aucun produit ne porte le code ${code}.`,
  torn: 'Le code n’est pas arrivé en entier. Passez-le encore une fois.',
  same: (name: string) => `C’est le code de « ${name} ».`,
  other: (scanned: string, here: string) =>
    `Ce code est celui de « ${scanned} » : cette page est celle de « ${here} ».`,
  noNumber: 'Un code-barres a été lu : le nombre de ce champ n’a pas changé.',
  inField: 'Code-barres lu. Enregistrez pour le garder.',
};
