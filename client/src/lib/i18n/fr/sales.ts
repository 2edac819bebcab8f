import type { Payment } from '@digiboost/domain/documents';
import { formatMoney, formatQuantity, plural, sentence } from '@digiboost/domain/french';
import type { SalesStep } from '@digiboost/domain/kpis';
import type { FetchFault } from '../../replica/types.ts';
import { sell } from './sell.ts';

const steps: Record<SalesStep, string> = { DAY: 'Jour', WEEK: 'Semaine', MONTH: 'Mois' };

/** Why tickets could not be fetched, and what to do. */
const fetchFaults: Record<FetchFault, string> = {
  offline: 'Pas de réseau pour l’instant. Réessayez quand il revient.',
  'signed-out': 'Votre session a expiré. Reconnectez-vous, puis réessayez.',
  unavailable: 'Le serveur ne répond pas. Réessayez dans quelques minutes.',
};

/** Words of Ventes. */
export const sales = {
  title: 'Ventes',
  period: 'Période',
  choices: {
    '7': '7 jours',
    '30': '30 jours',
    dernier: 'Mois dernier',
    mois: 'Mois',
    '90': '90 jours',
    dates: 'Dates',
  },
  month: 'Mois',
  from: 'Du',
  to: 'Au',
  faults: {
    day: 'Choisissez les deux dates.',
    order: 'La première date doit venir avant la deuxième.',
    long: 'Choisissez cinq ans au plus.',
  },
  span: (from: string, to: string) => `Du ${from} au ${to}`,
  oneDay: (day: string) => `Le ${day}`,
  step: 'Découpage',
  steps,
  week: (from: string, to: string) => `semaine du ${from} au ${to}`,
  revenue: 'Chiffre d’affaires',
  chart: {
    DAY: 'Ventes par jour',
    WEEK: 'Ventes par semaine',
    MONTH: 'Ventes par mois',
  },
  sold: 'Vendu',
  daysBefore: (days: number) => (days === 1 ? 'la veille' : `les ${days} jours d’avant`),
  more: (percent: string, than: string) => `${percent} de plus que ${than}`,
  less: (percent: string, than: string) => `${percent} de moins que ${than}`,
  same: (than: string) => `Comme ${than}`,
  times: (factor: string, than: string) => `${factor} fois ${than}`,
  nothingBefore: (than: string) => `Rien de vendu ${than}`,
  notComparable: (day: string) => `Vos ventes commencent le ${day} : pas encore de période d’avant à comparer.`,
  noMarginBefore: (than: string) => `Pas de marge ${than}`,
  withDifference: (words: string, difference: string) => `${words} (${difference})`,
  figures: 'En bref',
  margin: 'Marge',
  marginNote: (percent: string) => `${percent} des ventes, au prix d’achat d’aujourd’hui`,
  marginUnknown: 'Au prix d’achat d’aujourd’hui',
  tickets: 'Tickets',
  averageTicket: 'Ticket moyen',
  missed: 'Ventes manquées',
  missedNote: (amount: string) => `soit ${amount}`,
  none: '—',
  seeTickets: 'Voir les tickets',
  free: (amount: string) =>
    `Dont ${amount} en divers, hors catalogue : le coût n’est pas connu, la marge ne les compte pas.`,
  unattributed: (amount: string) =>
    `${amount} de ventes n’ont pas encore leur détail par produit sur ce téléphone. Il arrive avec le réseau ; la marge, les produits et les catégories seront alors complets.`,
  top: {
    title: 'Les 10 meilleurs produits',
    by: 'Classer par',
    revenue: 'Ventes',
    margin: 'Marge',
    note: (quantity: number, unit: string | undefined) => `${formatQuantity(quantity, unit)}`,
    marginNote: (amount: string) => `marge ${amount}`,
    revenueNote: (amount: string) => `ventes ${amount}`,
    none: 'Aucun produit n’a rapporté de marge sur cette période. Vérifiez les prix d’achat de vos produits.',
  },
  categories: {
    title: 'Par catégorie',
    none: 'Sans catégorie',
    gone: 'Catégorie supprimée',
    note: (share: string, margin: string) => `${share} des ventes · marge ${margin}`,
  },
  payments: {
    title: 'Par mode de paiement',
    unknown: 'Mode de paiement non détaillé',
    note: (share: string) => `${share} des ventes`,
    names: sell.payments as Record<Payment, string>,
  },
  days: { title: 'Jour par jour' },
  hours: {
    title: 'Heures de vente',
    see: 'Tickets',
    tick: (hour: number) => `${hour}\u202fh`,
    name: (hour: number) => `De ${hour} h à ${hour + 1} h`,
    note: (tickets: number) => plural(tickets, 'ticket'),
    since: (day: string) => sentence(`Les heures viennent des tickets gardés sur ce téléphone, depuis le ${day}`),
    none: 'Les tickets de cette période ne sont plus sur ce téléphone : leurs heures ne sont pas connues ici.',
  },
  empty: {
    title: 'Aucune vente pour l’instant',
    text: 'Enregistrez une première vente : les chiffres apparaîtront ici.',
    action: 'Vendre',
    viewer: 'Les chiffres apparaîtront ici dès la première vente.',
    periodTitle: 'Aucune vente sur cette période',
    periodText: 'Choisissez une autre période ci-dessus.',
  },
  copyingHelp: 'Les ventes seront là dans quelques secondes, avec du réseau.',
  list: {
    title: 'Tickets',
    label: 'Tickets de la période',
    filters: 'Filtres',
    all: 'Enlever les filtres',
    product: (name: string) => `Produit : ${name}`,
    category: (name: string) => `Catégorie : ${name}`,
    payment: (name: string) => `Paiement : ${name}`,
    hour: (name: string) => `Heure : ${name}`,
    missed: 'Ventes manquées',
    unknownProduct: 'produit inconnu',
    amount: 'Montant',
    ofTickets: (count: number) => plural(count, 'ticket'),
    ofMissed: (count: number) => plural(count, 'vente manquée', 'ventes manquées'),
    voided: (count: number) =>
      count === 1 ? '1 ticket annulé n’est pas compté' : `${count} tickets annulés ne sont pas comptés`,
    onTicketOf: (amount: number) => `sur un ticket de ${formatMoney(amount)}`,
    none: 'Aucun ticket ne correspond',
    noneHelp: 'Revenez à la période entière, ou choisissez d’autres dates dans Ventes.',
    noneHere: 'Aucun de ces tickets n’est sur ce téléphone',
    back: 'Retour aux ventes',
    older: (day: string) =>
      `${sentence(`Ce téléphone garde les tickets depuis le ${day}`)} Les plus anciens se lisent avec du réseau ; ils ne sont pas gardés ici.`,
    fetch: 'Chercher les tickets plus anciens',
    faults: fetchFaults,
    ticketOf: (time: string) => `Ticket de ${time}`,
    close: 'Fermer',
  },
};
