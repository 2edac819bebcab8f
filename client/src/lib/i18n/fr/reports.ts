import type { ReportType } from '@digiboost/domain/documents';
import { type NamedPeriod, PERIOD_FAULTS, REPORTS } from '@digiboost/domain/reports';
import type { ReportFault } from '../../insight/analyses/report.ts';
import { safety } from './safety.ts';

const choices: Readonly<Record<NamedPeriod | 'dates', string>> = {
  lastMonth: 'Le mois dernier',
  thisMonth: 'Ce mois-ci',
  thisYear: 'Cette année',
  lastYear: 'L’année dernière',
  dates: 'Du … au …',
};

const faults: Readonly<Record<ReportFault | 'failed' | 'coming', string>> = {
  ...PERIOD_FAULTS,
  partial:
    'L’historique de la boutique arrive encore sur ce téléphone : un rapport serait faux. Attendez quelques secondes, avec du réseau, puis recommencez.',
  history:
    'Ces comptes vont jusqu’au premier jour de la boutique, et ce téléphone ne garde le détail de l’argent que sur 60 jours. Apportez les anciens mois ici, ou demandez ce rapport au serveur : il arrive par e-mail et dans la liste « Faits par le serveur ».',
  coming: safety.partComing,
  failed: 'Le rapport n’a pas pu être fait. Vos données sont en sécurité : recommencez.',
};

/** Words of Rapports. */
export const reports = {
  title: 'Rapports',
  copyingHelp: 'Vos rapports se feront sur ce téléphone, sans réseau, dès que la boutique y est.',
  kind: 'Rapport',
  period: 'Période',
  day: 'Jusqu’au',
  from: 'Du',
  to: 'Au',
  choices,
  faults,
  kindName: (type: ReportType) => REPORTS[type].title,
  file: (type: ReportType) => (REPORTS[type].format === 'pdf' ? 'PDF' : 'Excel'),
  preview: 'Aperçu',
  holds: (names: string) => `Dedans : ${names}.`,
  make: (type: ReportType) => (REPORTS[type].format === 'pdf' ? 'Faire le PDF' : 'Faire le fichier Excel'),
  making: 'Le fichier se fait…',
  cancel: 'Annuler',
  cancelled: 'Rapport annulé.',
  done: 'Rapport prêt',
  share: 'Partager',
  save: 'Enregistrer',
  open: 'Ouvrir pour imprimer',
  remove: 'Enlever',
  made: 'Faits sur ce téléphone',
  noneMade: 'Les rapports que vous faites restent ici, pour être partagés plus tard. Les 20 derniers sont gardés.',
  again: 'Recommencer',
  byServer: 'Faire par le serveur',
};
