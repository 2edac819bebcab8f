import type { Method } from '@digiboost/domain/documents';
import type { MoneyKind } from '@digiboost/domain/ledger';
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
  kinds: {
    TICKET: 'Ticket',
    RETURN: 'Retour',
    RECEPTION: 'Marchandise reçue',
    EXPENSE: 'Dépense',
    CUSTOMER_PAYMENT: 'Paiement d’un client',
    SUPPLIER_PAYMENT: 'Paiement à un fournisseur',
    OWNER_IN: 'Apport du patron',
    OWNER_OUT: 'Retrait du patron',
    LOAN_IN: 'Prêt reçu',
    LOAN_OUT: 'Prêt remboursé',
    TRANSFER: 'Transfert',
    OPENING: 'Au départ',
  } satisfies Record<MoneyKind, string>,
  cancelled: (kind: string) => `${kind}, annulé`,
  cancel: 'Annuler cette écriture',
  cancelTitle: 'Annuler cette écriture ?',
  cancelText: 'Le montant est retiré des comptes. L’écriture reste dans la liste, avec son annulation.',
  keep: 'La garder',
};
