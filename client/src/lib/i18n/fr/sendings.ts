import type { ReportChannel, ReportFrequency, ReportRun } from '@digiboost/domain/documents';
import { plural } from '@digiboost/domain/french';
import { replicaErrors } from './replica-errors.ts';

const frequencies: Readonly<Record<ReportFrequency, string>> = {
  MONTHLY: 'Chaque mois',
  WEEKLY: 'Chaque semaine',
  DAILY: 'Chaque jour',
  ONCE: 'Une fois',
};

const when: Readonly<Record<ReportFrequency, string>> = {
  MONTHLY: 'Le 1er à 6 h, sur le mois qui vient de finir.',
  WEEKLY: 'Le lundi à 6 h, sur la semaine qui vient de finir.',
  DAILY: 'Tous les jours à 6 h, sur la veille.',
  ONCE: 'Une seule fois.',
};

const channels: Readonly<Record<ReportChannel, string>> = { EMAIL: 'E-mail', WHATSAPP: 'WhatsApp' };

const runFaults: Readonly<Record<NonNullable<ReportRun['fault']>, string>> = {
  period: 'Pas fait : la période n’est pas valable.',
  'too-large': 'Fait, mais trop gros pour être envoyé : faites-le sur le téléphone, ou mois par mois.',
  failed: 'Le serveur n’a pas pu le faire : faites-le sur le téléphone.',
};

/** Words of the reports that the server makes and sends. */
export const sendings = {
  frequencies,
  when,
  channels,
  runFaults,
  automatic: 'Automatiques',
  none: 'Le serveur peut faire un rapport de lui-même et l’envoyer : au banquier le 1er du mois, à vous chaque matin.',
  noneViewer: 'Aucun rapport automatique. Un administrateur de la boutique peut en prévoir.',
  add: 'Prévoir un rapport',
  edit: 'Modifier l’envoi',
  change: 'Modifier',
  save: 'Enregistrer',
  cancel: 'Annuler',
  saved: 'Enregistré.',
  frequency: 'Quand',
  channel: 'Par quel moyen ?',
  to: (people: string, channels: string) => `À ${people}, par ${channels}.`,
  next: (day: string, time: string) => `Prochain : le ${day} à ${time}.`,
  off: 'Arrêté.',
  last: (fate: string) => `Dernier : ${fate}`,

  send: 'Envoyer par le serveur',
  sendNow: 'Envoyer',
  sendHint: 'Sans réseau, la demande attend sur ce téléphone et part avec vos ventes.',
  asked: 'Demande enregistrée. Le rapport part dès que le serveur l’a reçue.',

  byServer: 'Faits par le serveur',
  noRuns: 'Ce que le serveur fait et envoie s’affiche ici, gardé 13 mois.',
  notYet: 'Demandé. Le serveur ne l’a pas encore fait.',
  take: 'Recevoir le fichier',
  more: (count: number) => `Voir ${plural(count, 'autre', 'autres')}`,
  made: 'Fait, sans destinataire.',
  waiting: 'En cours d’envoi.',
  sent: (count: number) => `Envoyé à ${plural(count, 'destinataire')}.`,
  failed: (count: number, reason: string) => `${plural(count, 'envoi')} en échec. ${reason}`.trim(),

  complaints: { ...replicaErrors, check: 'Corrigez ce qui est signalé.' },
  faults: {
    channels: 'Choisissez au moins un moyen.',
    whatsapp: 'Choisissez aussi WhatsApp : un numéro ne peut pas recevoir autrement.',
    email: 'Choisissez aussi E-mail : une adresse ne peut pas recevoir autrement.',
    recipients: 'Choisissez au moins une personne.',
    tooMany: 'Choisissez au plus 20 personnes.',
  },
};
