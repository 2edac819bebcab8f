import type { AlertChannel, DeliveryState, Severity } from '@digiboost/domain/documents';
import { plural } from '@digiboost/domain/french';
import { replicaErrors } from './replica-errors.ts';

/** How somebody is told. */
export const alertChannels: Record<AlertChannel, string> = {
  WHATSAPP: 'WhatsApp',
  EMAIL: 'E-mail',
  PUSH: 'Notification',
};

const states: Record<DeliveryState, string> = {
  QUEUED: 'en attente',
  SENT: 'envoyé',
  DELIVERED: 'remis',
  READ: 'lu',
  FAILED: 'échec',
  DOUBTFUL: 'douteux',
};

const severities: Record<Severity, string> = {
  LOW: 'Pour information',
  MEDIUM: 'À surveiller',
  HIGH: 'Important',
  CRITICAL: 'Urgent',
};

/**
 * Words of the alerts that are the same for every kind (its own are in domain/alerts): which there are, and what they
 * noticed.
 */
export const alerts = {
  title: 'Alertes',
  type: 'Type d’alerte',
  channels: alertChannels,
  severities,

  configured: 'Alertes configurées',
  notJudged: 'Pas vérifiée',
  beyond: (judged: number) =>
    `Seules les ${judged} premières alertes actives sont vérifiées. Désactivez celles qui ne servent plus, ou regroupez-les : une alerte peut viser plusieurs catégories.`,
  openNow: 'En ce moment',
  nothingOpen: 'Rien à signaler pour l’instant.',
  least: (stock: string, least: string) => `${stock} · minimum ${least}`,
  order: (quantity: string) => `Commander ${quantity}`,
  orderSome: 'Commander',
  seeAll: (count: number) => `Voir les ${count} alertes ouvertes`,
  history: 'Historique',
  create: 'Nouvelle alerte',
  none: 'Aucune alerte configurée',
  noneHelp: 'Choisissez ce que vous voulez savoir tout de suite : une rupture, un stock faible, une vente qui baisse.',
  noneViewer: 'Un vendeur ou un administrateur de la boutique peut en créer.',
  toggle: (name: string) => `Activer « ${name} »`,
  turnedOn: (name: string) => `« ${name} » est activée.`,
  turnedOff: (name: string) => `« ${name} » est désactivée.`,
  off: 'Désactivée',

  backToAlerts: 'Voir les alertes',
  faults: replicaErrors,

  arrivedMany: (count: number) => `${plural(count, 'nouvelle alerte', 'nouvelles alertes')}`,
  see: 'Voir',

  historyTitle: 'Historique des alertes',
  historyNone: 'Aucune alerte pour l’instant',
  historyNoneHelp: 'Dès qu’une alerte configurée se déclenche, elle s’affiche ici.',
  historyNothing: 'Rien ne correspond',
  historyNothingHelp: 'Changez de période, ou enlevez les filtres.',
  status: 'État',
  statuses: { OPEN: 'Ouvertes', ALL: 'Toutes', CLOSED: 'Terminées' },
  filters: 'Filtrer',
  resetFilters: 'Enlever les filtres',
  showResults: (count: number) => `Voir ${plural(count, 'alerte')}`,
  allTypes: 'Tous les types',
  product: 'Produit',
  allProducts: 'Tous les produits',
  period: 'Période',
  periods: { '7': '7 derniers jours', '30': '30 derniers jours', '90': '90 derniers jours' },
  closed: 'Terminée',
  acknowledged: 'Vue',
  provisional: 'pas encore envoyée',
  provisionalHelp: 'Ce téléphone vient de la remarquer. Les messages partent dès que le serveur l’aura reçue.',
  at: (day: string, time: string) => `${day} à ${time}`,
  more: 'Voir plus',
  triggered: 'Déclenchée',
  ended: 'Terminée',
  seen: (name: string) => `Vue par ${name}`,
  acknowledge: 'J’ai vu',
  acknowledgeHint: 'Arrête les rappels.',
  acknowledgedNow: 'Noté : plus de rappel pour cette alerte.',
  alertOf: 'Alerte',
  whatNext: 'Que faire ?',
  seeProduct: 'Voir le produit',
  receive: 'Enregistrer une réception',
  toOrder: 'Préparer une commande',
  seeSales: 'Voir les ventes manquées',
  seeExpiry: 'Voir ce qui périme',
  seeAccount: 'Voir son compte',
  seeTill: 'Voir la caisse',
  seeSync: 'Voir la synchronisation',
  seeAlert: 'Voir l’alerte',
  messages: 'Messages envoyés',
  noMessages: 'Aucun message : l’alerte s’affiche seulement dans l’application.',
  noMessagesYet: 'Aucun message encore.',
  states,
  kept: 'gardé',
  resend: 'Renvoyer',
  resent: 'Le message repart.',
  eventUnknown: 'Cette alerte n’est pas sur ce téléphone',
  eventUnknownHelp: 'Elle n’est pas encore arrivée, ou elle a plus de 90 jours.',
  details: 'Détails',

  outbox: 'Messages retenus',
  outboxLink: 'Messages retenus par le serveur',
  outboxHelp:
    'L’envoi par WhatsApp ou par e-mail n’est pas encore réglé sur le serveur : il garde ici ce qu’il aurait envoyé. Personne ne l’a reçu.',
  outboxNone: 'Aucun message retenu',
  outboxNoneHelp: 'Les messages apparaissent ici dès qu’une alerte se déclenche.',
  to: (address: string) => `À ${address}`,
  retry: 'Réessayer',
  adminOnly: 'Seul un administrateur de la boutique peut voir cette page.',
};
