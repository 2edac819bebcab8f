import { de, formatBytes, formatDate, formatMonth, formatTime, list, plural } from '@digiboost/domain/french';
import { businessDay } from '@digiboost/domain/shared/clock';

/** Months that are named one by one. */
const NAMED = 3;

/** « octobre et novembre 2025 », « décembre 2025 et janvier 2026 »: a year stands once, behind its last month. */
function named(months: readonly string[]): string {
  const names = months.map((month, index) => {
    const next = months[index + 1];
    const name = formatMonth(`${month}-01`);
    return next?.slice(0, 4) === month.slice(0, 4) ? name.replace(/ \d{4}$/, '') : name;
  });
  return list(names);
}

/** What is fetched, in words: « le mois d’octobre 2025 », « les mois d’octobre et novembre 2025 ». */
function theMonths(months: readonly string[]): string {
  const [first = '', last = first] = [months[0], months.at(-1)];
  if (months.length === 1) return `le mois ${de(named(months))}`;
  if (months.length <= NAMED) return `les mois ${de(named(months))}`;
  return `${months.length} mois, ${de(formatMonth(`${first}-01`))} à ${formatMonth(`${last}-01`)}`;
}

const bringFaults = {
  offline: 'La connexion s’est coupée. Ce qui est arrivé est gardé : continuez quand le réseau revient.',
  'signed-out': 'Votre session a expiré. Reconnectez-vous, puis continuez.',
  unavailable: 'Le serveur ne répond pas. Ce qui est arrivé est gardé : continuez dans quelques minutes.',
  full: 'Il n’y a plus de place sur ce téléphone. Libérez-en dans Réglages > Stockage, ou dans le téléphone.',
  failed:
    'Les anciens mois n’ont pas pu être ouverts. Vérifiez le réseau, puis recommencez ; sinon fermez l’application et rouvrez-la.',
  cancelled: '',
} as const;

/** Words of whole months from before what the phone holds. */
export const oldMonths = {
  title: 'Stockage',
  menu: 'Anciens mois gardés sur ce téléphone, place qu’ils prennent',
  bring: (months: readonly string[], bytes: number) =>
    `Apporter ${theMonths(months)} (≈ ${formatBytes(Math.max(bytes, 10_000))})`,
  why: 'Ces tickets ne sont plus en détail sur ce téléphone. Apportés une fois, ils se lisent sans réseau.',
  bringing: 'Les mois arrivent…',
  cancel: 'Arrêter',
  faults: bringFaults,
  month: (month: string) => formatMonth(`${month}-01`),
  size: (events: number, bytes: number) => `${plural(events, 'écriture')} · ${formatBytes(bytes)}`,
  asOf: (at: string, timezone: string | undefined) =>
    `Les anciens mois sont tels que le serveur les avait le ${formatDate(businessDay(at, timezone))} à ${formatTime(at, timezone)}.`,
  total: (bytes: number) => `Anciens mois : ${formatBytes(bytes)}`,
  none: 'Les anciens mois sont sur le serveur',
  noneText:
    'Quand un rapport ou une recherche en a besoin, l’application propose de les apporter. Ils restent ensuite ici, sans réseau.',
  freeAll: 'Libérer la place',
  free: (month: string) => `Enlever ${formatMonth(`${month}-01`)}`,
  freeTitle: 'Libérer la place ?',
  freeText: 'Ces mois s’enlèvent de ce téléphone. Le serveur les garde : vous pourrez les apporter de nouveau.',
  freed: 'Place libérée.',
  keep: 'Les garder',
  update: 'Mettre à jour',
  further: 'Chercher plus loin',
  old: 'Anciens tickets',
  found: (count: number) => plural(count, 'ancien ticket trouvé', 'anciens tickets trouvés'),
  noneFound: (months: readonly string[]) => `Rien de plus ancien dans ${theMonths(months)}.`,
  readOnly: 'Ce ticket vient des anciens mois : il se lit et s’imprime ici, il ne s’annule plus.',
};
