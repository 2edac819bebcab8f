import type { Beyond, LedgerEvent } from '@digiboost/domain/documents';
import { formatMoney, plural } from '@digiboost/domain/french';
import type { BeyondLimits } from '@digiboost/domain/kpis';

const BEYOND: Readonly<Record<Beyond, string>> = {
  PRICE: 'prix choisi',
  DISCOUNT: 'remise',
  VOID: 'annulation',
  RETURN: 'retour',
  CASH_OUT: 'sortie d’argent',
  CLOSING: 'clôture',
  CREDIT: 'dette au-delà de la limite',
};
const KINDS: Readonly<Record<LedgerEvent['type'], string>> = {
  sale: 'Ticket',
  return: 'Retour',
  void: 'Annulation',
  movement: 'Mouvement de stock',
  count: 'Inventaire',
  cash: 'Sortie d’argent',
  closing: 'Clôture',
};

/** Words of what each person of the shop sold, cancelled and gave back. */
export const sellers = {
  title: 'Par vendeur',
  link: 'Ventes et annulations par vendeur',
  adminOnly: 'Seul un administrateur de la boutique voit les ventes de chacun.',
  copying: 'Les ventes de chacun seront là dans quelques secondes, avec du réseau.',
  period: 'Période',
  periods: { '1': 'Aujourd’hui', '7': '7 jours', '30': '30 jours' },
  sold: 'Ventes de chacun',
  none: 'Personne n’a vendu dans cette période',
  noneHelp: 'Choisissez une période plus longue.',
  somebody: 'Quelqu’un que ce téléphone ne connaît pas',
  tickets: (count: number) => plural(count, 'ticket'),
  discounts: (amount: number) => `remises et prix baissés ${formatMoney(amount)}`,
  voids: (count: number, amount: number) => `${plural(count, 'annulation')} (${formatMoney(amount)})`,
  returns: (count: number, amount: number) => `${plural(count, 'retour')} (${formatMoney(amount)})`,
  toCheck: 'À vérifier',
  toCheckHelp: 'Au-delà des limites du moment, sans accord. Rien n’a été perdu ni refusé : regardez avec la personne.',
  nothingToCheck: 'Rien au-delà des limites sans accord.',
  approved: 'Approuvé par code',
  approvedHelp: 'Reconnaissez-vous vos accords ? Sinon changez votre code sous Réglages, Code PIN.',
  kind: (type: LedgerEvent['type']) => KINDS[type],
  beyond: (all: readonly Beyond[]) => all.map((one) => BEYOND[one]).join(', '),
  by: (name: string) => `par ${name}`,
  approvedBy: (name: string) => `accord de ${name}`,
  under: {
    LATEST: '',
    EARLIER: 'le téléphone suivait des limites d’avant',
    NONE: 'le téléphone ne disait pas quelles limites il suivait',
  } satisfies Record<BeyondLimits['under'], string>,
  more: (count: number) => `Afficher ${count} de plus`,
};
