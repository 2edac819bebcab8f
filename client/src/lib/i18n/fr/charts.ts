import { sentence } from '@digiboost/domain/french';

/** Words of the charts. */
export const charts = {
  figures: 'Voir les chiffres',
  hideFigures: 'Cacher les chiffres',
  pick: 'Touchez le graphique pour lire.',
  cursor: (label: string) => `${label} : parcourir les valeurs`,
  reading: (when: string, values: string) => `${when} : ${values}`,
  named: (label: string, value: string) => `${label} ${value}`,
  unknown: 'inconnu',
  between: (low: string, high: string) => `entre ${low} et ${high}`,
  interval: (value: string, between: string) => `${value} (${between})`,
  summary: (label: string, first: string, last: string) => sentence(`${label}, du ${first} au ${last}`),
  highest: (value: string, when: string) => sentence(`Le plus haut : ${value}, ${when}`),
  nothing: (label: string) => `${label} : rien à montrer.`,
  weekdays: ['lu', 'ma', 'me', 'je', 've', 'sa', 'di'],
  day: 'Date',
  marks: 'Repères',
  legend: 'Légende',
  failed: 'Le dessin n’a pas pu s’ouvrir. Les chiffres sont là :',
};
