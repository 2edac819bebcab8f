import { plural } from '@digiboost/domain/french';

/** Words of what Wave and Orange Money tell against what was recorded. */
export const mobile = {
  title: 'Wave et Orange Money',
  day: 'Jour',
  pasted: 'Messages ou relevé du jour',
  pastedHint:
    'Partagez les messages de Wave et d’Orange Money vers Digiboost, ou collez-les ici, ou les lignes d’un relevé. Ils restent sur ce téléphone, jusqu’à la fin du jour.',
  nothingRead: 'Aucun paiement reconnu. Collez le texte entier des messages, avec les montants.',
  matched: 'Paiements retrouvés',
  of: (found: number, all: number) => `${found} sur ${all}`,
  aside: (count: number) =>
    count === 0 ? '' : `${plural(count, 'message')} d’un autre jour, ou d’argent envoyé : pas comparés`,
  unrecorded: (amount: string) => `Reçu, mais sans ticket : ${amount}`,
  unrecordedHint: 'L’argent est arrivé et rien n’est noté. Notez la vente, ou le paiement dans le carnet.',
  untold: (amount: string) => `Noté, mais sans message : ${amount}`,
  untoldHint: 'Vérifiez dans Wave ou Orange Money que cet argent est bien arrivé.',
  none: 'Rien n’est noté ce jour-là par Wave ou Orange Money.',
  matchedList: 'Retrouvés',
};
