import { formatMoney, formatQuantity } from '@digiboost/domain/french';
import { replicaErrors } from './replica-errors.ts';

/** Words of goods that come back from a ticket. */
export const returns = {
  take: 'Retour d’articles',
  title: 'Retour d’articles',
  of: (name: string) => `Quantité rapportée : ${name}`,
  left: (quantity: number, unit?: string) => `${formatQuantity(quantity, unit)} au plus`,
  nothingLeft: 'Déjà tout rapporté',
  restocked: 'Remettre en rayon',
  restockedHint: 'Non : l’article est abîmé, il ne revient pas en stock.',
  method: 'Rendu par',
  credited: (name: string) => `Enlevé de la dette de ${name}`,
  creditedHint: (owes: number) =>
    owes > 0 ? `Doit aujourd’hui ${formatMoney(owes)}.` : 'Ne doit rien : il aura une avance.',
  total: 'Valeur du retour',
  refund: 'À rendre au client',
  reason: 'Raison',
  record: 'Enregistrer le retour',
  parts: {
    add: 'Rendre aussi autrement',
    part: 'Rendu par',
    amount: 'Montant rendu',
    tooMuch: 'C’est plus que ce qui est à rendre.',
  },
  rest: (method: string) => `Le reste : ${method}`,
  /** `parts`: what to give back, in words. */
  recorded: (parts: string) => (parts === '' ? 'Retour enregistré.' : `Retour enregistré. Rendez ${parts}.`),
  receipt: 'Reçu du retour',
  list: 'Retours',
  broken: 'non remis en rayon',
  debt: 'sur la dette',
  cancelled: 'Annulé',
  cancel: 'Annuler ce retour',
  cancelTitle: 'Annuler ce retour ?',
  cancelText: 'Le stock, la caisse et la dette reprennent leur valeur d’avant. Le retour reste dans la liste, barré.',
  keep: 'Garder le retour',
  cancelFirst: 'Pour annuler ce ticket, annulez d’abord ses retours.',
  tooOften: 'Trop de retours',
  tooOftenText:
    'Il est revenu plus que ce ticket n’a vendu : deux téléphones ont sans doute noté le même retour. Annulez celui qui est en trop.',
  voidedToo: 'Ce ticket est annulé et a aussi un retour : l’argent est compté deux fois. Annulez le retour.',
  check: 'Retours à vérifier',
  ofDay: (amount: number) => `${formatMoney(amount)} de retours déduits`,
  faults: {
    none: 'Dites ce que le client rapporte.',
    quantity: 'C’est plus que ce qui reste de ce ticket.',
    credited: 'C’est plus que la valeur du retour.',
    ...replicaErrors,
  },
};
