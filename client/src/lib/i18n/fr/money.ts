import type { Method } from '@digiboost/domain/documents';
import { MONEY_WORDS } from '@digiboost/domain/reports/money-words';
import { replicaErrors } from './replica-errors.ts';
import { sell } from './sell.ts';

const methods: Record<Method, string> = sell.payments;

/** Words of what Carnet and Caisse both speak of. */
export const money = {
  methods,
  amount: 'Montant',
  amountFault: 'Tapez un montant en francs, plus grand que zéro.',
  method: 'Moyen',
  label: 'Note',
  saved: 'Enregistré',
  faults: replicaErrors,
  viewerOnly: 'Votre compte permet de consulter, pas d’enregistrer.',
  kinds: MONEY_WORDS,
  cancelled: (kind: string) => `${kind}, annulé`,
  cancel: 'Annuler cette écriture',
  cancelTitle: 'Annuler cette écriture ?',
  cancelText: 'Le montant est retiré des comptes. L’écriture reste dans la liste, avec son annulation.',
  keep: 'La garder',
};
