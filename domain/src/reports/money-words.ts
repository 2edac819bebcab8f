import type { MoneyKind } from '../ledger/money-lines.ts';

/** Why money changed, in words. */
export const MONEY_WORDS: Readonly<Record<MoneyKind, string>> = {
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
};
