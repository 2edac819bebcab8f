import { type DocumentFault, isLedgerEvent, returnAmount, ticketAmount } from '@digiboost/domain/documents';
import { formatMoney, formatNumber, plural } from '@digiboost/domain/french';

const NAMES: Readonly<Record<string, string>> = {
  shop: 'Réglages de la boutique',
  category: 'Catégorie',
  supplier: 'Fournisseur',
  product: 'Produit',
  customer: 'Client',
  order: 'Commande',
  alert: 'Alerte',
  alertEvent: 'Déclenchement d’alerte',
  acknowledgement: 'Alerte vue',
  sale: 'Vente',
  return: 'Retour',
  void: 'Annulation',
  movement: 'Mouvement de stock',
  count: 'Comptage',
  cash: 'Mouvement de caisse',
  closing: 'Clôture de caisse',
};

/** What a stored document is, in a few words, whatever stands in it. */
export function whatItIs(doc: object): string {
  const { _id, type, name } = doc as { _id: string; type?: unknown; name?: unknown };
  const kind = typeof type === 'string' && Object.hasOwn(NAMES, type) ? (NAMES[type] ?? '') : 'Document';
  if (!isLedgerEvent(doc))
    return typeof name === 'string' ? `${kind} « ${name.slice(0, 80)} »` : `${kind} ${_id.slice(0, 80)}`;
  const nameOf = (productId: string) => productId.slice('product:'.length);
  switch (doc.type) {
    case 'sale':
      return `${kind} de ${formatMoney(ticketAmount(doc))} (${plural(doc.lines.length, 'article')})`;
    case 'return':
      return `${kind} de ${formatMoney(returnAmount(doc))} (${plural(doc.lines.length, 'article')})`;
    case 'void':
      return `${kind} : ${whatItIs({ ...doc.original, _id: _id.slice('void:'.length), createdAt: doc.createdAt, deviceId: doc.deviceId }).toLowerCase()}`;
    case 'movement':
      return `${kind} : ${formatNumber(doc.quantity, 3)} de ${nameOf(doc.productId)}`;
    case 'count':
      return `${kind} : ${formatNumber(doc.counted, 3)} de ${nameOf(doc.productId)}`;
    case 'cash':
      return `${kind} de ${formatMoney(doc.amount)}`;
    case 'closing':
      return `${kind} : ${formatMoney(doc.parts.reduce((sum, { counted }) => sum + counted, 0))}`;
  }
}

/** Why each kind of document is left out, and what to do about it. */
export const WORDS = {
  FORKED: {
    why: 'Il en existe plusieurs versions qui ne disent pas la même chose, alors qu’une telle saisie ne change jamais.',
    advice: 'Demandez à la personne qui l’a faite ce qui s’est vraiment passé, puis choisissez la version qui compte.',
  },
  SET_ASIDE: {
    why: 'Elle annule une saisie qui n’existe pas, ou dit autre chose qu’elle.',
    advice: 'Rien à faire pour les chiffres : elle ne compte pas. Demandez à la personne qui l’a faite pourquoi.',
  },
  INVALID: {
    why: ({ field }: DocumentFault) =>
      `« ${field.slice(0, 60)} » n’a pas une valeur possible : rien ne peut en être compté.`,
    advice: 'Refaites cette saisie si elle est juste. Celle-ci reste gardée et ne compte pas.',
  },
  UNREADABLE: {
    why: 'La base ne peut plus lire ce document. Il est gardé à part, et tout le reste est servi.',
    advice: 'Refaites cette saisie si elle manque, et prévenez la personne qui s’occupe du serveur.',
  },
} as const;
