import type { EntryKind } from '@digiboost/domain/ledger';

const kinds: Record<EntryKind, string> = {
  SALE: 'Vente',
  MISSED: 'Vente manquée',
  ENTRY: 'Réception',
  EXIT: 'Sortie',
  ADJUSTMENT: 'Ajustement',
  VOID: 'Annulation',
  COUNT: 'Inventaire',
};

/** Words of a product's history, and of the edits that lost to a later one. */
export const productHistory = {
  kinds,
  title: 'Historique',
  none: 'Aucun mouvement pour l’instant.',
  noneHelp: 'Les ventes, réceptions et inventaires de ce produit apparaîtront ici.',
  more: 'Voir plus',
  older: 'Les mouvements plus anciens ne sont pas gardés en détail sur ce téléphone.',
  byYou: 'par vous',
  byOther: (name: string) => `par ${name}`,
  byUnknown: 'autre compte',
  asked: (quantity: string) => `${quantity} demandé`,
  counted: (quantity: string) => `compté ${quantity}`,
  cancelled: 'Annulé',
  detail: {
    when: 'Date',
    quantity: 'Quantité',
    amount: 'Montant',
    reason: 'Raison',
    reference: 'Document',
    supplier: 'Fournisseur',
    unitCost: 'Prix d’achat',
    by: 'Enregistré',
    notHere: 'Le détail de ce mouvement n’est pas sur ce téléphone.',
    ticket: 'Voir le ticket',
    cancel: 'Annuler ce mouvement',
    cancelText: 'Le stock reprend la valeur qu’il aurait sans lui. Le mouvement reste dans l’historique, barré.',
    cancelCounted: 'Un inventaire a été fait depuis : annuler ne changera pas le stock, déjà compté.',
    keep: 'Garder',
    confirm: 'Annuler le mouvement',
    done: 'Mouvement annulé',
  },

  lostEdits: 'Modifications remplacées',
  lostEditsHelp: 'Deux personnes ont changé le même champ : la dernière valeur a été gardée, l’autre est notée ici.',
  restore: 'Reprendre',
  restoreOf: (field: string, value: string) => `Reprendre ${field} : ${value}`,
  restored: 'Valeur reprise',
  yes: 'oui',
  no: 'non',
  empty: '—',
};
