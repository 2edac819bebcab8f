import type { Threshold } from '@digiboost/domain/alerts';
import type { AlertChannel } from '@digiboost/domain/documents';
import { formatNumber, plural } from '@digiboost/domain/french';
import { alertChannels, alerts } from './alerts.ts';
import { replicaErrors } from './replica-errors.ts';

/** What a threshold is typed in, as its fault says it. */
const units: Record<Threshold['unit'], string> = {
  day: 'un nombre de jours',
  hour: 'un nombre d’heures',
  franc: 'un montant en francs',
  rate: 'un pourcentage',
};

/** Words of an alert's form: what is watched, who is told and when. */
export const alertForm = {
  channels: alertChannels,
  viewerOnly: 'Votre compte permet de consulter les alertes, pas de les changer.',
  newTitle: 'Nouvelle alerte',
  editTitle: 'Modifier l’alerte',
  unknown: 'Cette alerte n’existe pas',
  unknownHelp: 'Elle n’est pas encore arrivée sur ce téléphone, ou le lien est incomplet.',

  what: 'Que surveiller ?',
  type: alerts.type,
  typeStays: 'Le type d’une alerte ne change pas : pour surveiller autre chose, créez-en une autre.',
  name: 'Nom de l’alerte',
  nameHint: (suggested: string) => `Laissez vide pour « ${suggested} ».`,
  suggested: (type: string, scope: string) => (scope ? `${type} : ${scope}` : type),
  scope: 'Produits concernés',
  scopes: { ALL: 'Tous', CATEGORIES: 'Catégories', PRODUCTS: 'Produits' },
  categoriesOf: 'Catégories surveillées',
  noCategories: 'Aucune catégorie pour l’instant. Créez-les dans Stock, ou choisissez des produits.',
  productsOf: 'Produits surveillés',
  pickProducts: 'Choisir les produits',
  productsPicked: (count: number) => plural(count, 'produit choisi', 'produits choisis'),
  searchProducts: 'Chercher un produit ou un code',
  noMatch: 'Aucun produit ne correspond. Essayez un autre mot.',
  moreMatches: 'Tapez quelques lettres pour voir les autres produits.',
  done: 'Terminé',
  remove: (name: string) => `Enlever ${name}`,
  lowBy: 'Seuil',
  lowBys: { MINIMUM: 'Stock minimum', COVERAGE: 'Jours de vente' },
  lowByMinimum: 'Le stock minimum est celui de chaque produit.',

  who: 'Qui prévenir, et comment ?',
  channel: 'Moyens',
  channelHints: {
    WHATSAPP: 'Au numéro WhatsApp de la personne.',
    EMAIL: 'À son adresse e-mail.',
    PUSH: 'Sur ses téléphones où elle l’a permis (Réglages, Notifications).',
  } satisfies Record<AlertChannel, string>,
  notConfigured: 'non configuré',
  notConfiguredHelp: 'Rien ne partira pour l’instant.',
  localHelp: 'Démonstration : gardé sur le serveur.',
  noChannel: 'Sans moyen choisi, l’alerte s’affiche seulement dans l’application.',
  someProduct: 'Produit inconnu de ce téléphone',
  unreachable: {
    WHATSAPP: 'Choisissez aussi WhatsApp : ce numéro ne peut pas être prévenu autrement.',
    EMAIL: 'Choisissez aussi E-mail : cette adresse ne peut pas être prévenue autrement.',
  },

  when: 'À quel rythme ?',
  repeat: 'Rappeler tant que rien n’est fait',
  repeats: {
    never: 'Ne pas rappeler',
    '4': 'Toutes les 4 heures',
    '12': 'Toutes les 12 heures',
    '24': 'Une fois par jour',
    '72': 'Tous les 3 jours',
    '168': 'Une fois par semaine',
  },
  repeatEvery: (hours: number) => `Toutes les ${hours} heures`,
  digest: 'Un seul message par jour',
  digestHint: 'Toutes les nouvelles ensemble, à l’heure choisie.',
  digestAt: 'Heure du message',
  quiet: 'Heures calmes',
  quietHint: 'Aucun message entre ces heures ; il part à la fin.',
  quietFrom: 'De',
  quietUntil: 'À',

  summary: 'Ce qui va se passer',
  save: 'Enregistrer',
  created: 'Alerte créée. Elle surveille déjà sur ce téléphone.',
  saved: 'Alerte modifiée.',
  test: 'Envoyer un message d’essai',
  testHint: 'Il arrive chez les personnes choisies, marqué « [TEST] ».',
  testSent: (count: number) =>
    count === 1 ? 'Le message d’essai est parti.' : `${count} messages d’essai sont partis.`,
  testNone: 'Aucun message n’est parti.',
  outOfRange: (unit: Threshold['unit'], from: number, to: number) =>
    `Tapez ${units[unit]} entre ${formatNumber(from)} et ${formatNumber(to)}.`,
  faults: {
    check: 'Corrigez les champs signalés, puis enregistrez.',
    tooLong: 'C’est trop long (120 caractères au plus).',
    categories: 'Choisissez au moins une catégorie.',
    products: 'Choisissez au moins un produit.',
    tooMany: 'C’est trop : choisissez plutôt des catégories.',
    recipients: 'Choisissez au moins une personne à prévenir.',
    tooManyRecipients: '20 destinataires au plus.',
    time: 'Choisissez une heure.',
    sameTimes: 'Choisissez deux heures différentes.',
    ...replicaErrors,
  },
};
