import { formatDay, formatTime, plural } from '@digiboost/domain/french';
import type { RedatingNote, SyncStatus } from '../../replica/types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
/** The application leaves a clock alone that is off by less. */
const RIGHT_MS = 2 * MINUTE;

/** How far a clock is off, as people say it: "12 minutes", "3 heures", "30 jours", "56 ans". */
export function formatGap(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1.5 * HOUR) return plural(Math.max(1, Math.round(size / MINUTE)), 'minute');
  if (size < 36 * HOUR) return plural(Math.round(size / HOUR), 'heure');
  if (size < 2 * YEAR) return plural(Math.round(size / DAY), 'jour');
  return plural(Math.round(size / YEAR), 'an');
}

/** How the phone's clock stands. */
export function clockSentence({ clock: state, clockOffsetMs }: Pick<SyncStatus, 'clock' | 'clockOffsetMs'>): string {
  if (state === 'doubtful') return clock.doubtful;
  if (Math.abs(clockOffsetMs) < RIGHT_MS) return state === 'sure' ? clock.right : clock.unchecked;
  const gap = formatGap(clockOffsetMs);
  return clockOffsetMs > 0 ? clock.behind(gap) : clock.ahead(gap);
}

/** What was put right: "dim. 29 nov. à 10:12 : 3 ventes, datées 30 jours trop tôt, ont retrouvé leur vraie date." */
export function redatingSentence({ at, documents, sales, behindMs }: RedatingNote, timezone?: string): string {
  const what = sales === documents ? plural(documents, 'vente') : plural(documents, 'saisie');
  const wrong = `${formatGap(behindMs)} ${behindMs > 0 ? 'trop tôt' : 'trop tard'}`;
  const when = `${formatDay(at.slice(0, 10))} à ${formatTime(at, timezone)}`;
  return documents === 1
    ? `${when} : ${what}, datée ${wrong}, a retrouvé sa vraie date.`
    : `${when} : ${what}, datées ${wrong} au plus, ont retrouvé leur vraie date.`;
}

/** Words for the time of the phone. */
export const clock = {
  label: 'Horloge du téléphone',
  right: 'À l’heure',
  unchecked: 'Elle sera vérifiée au prochain échange',
  doubtful: 'Incertaine : dites l’heure qu’il est, ou retrouvez du réseau',
  behind: (gap: string) =>
    `Elle retarde de ${gap} : l’application corrige, mais réglez le téléphone à l’heure automatique.`,
  ahead: (gap: string) =>
    `Elle avance de ${gap} : l’application corrige, mais réglez le téléphone à l’heure automatique.`,
  redated: 'Dates corrigées',
  ask: 'L’heure de ce téléphone n’est pas sûre.',
  tell: 'Dire l’heure',
  title: 'Quelle heure est-il ?',
  text: 'L’horloge du téléphone a été changée ou s’est arrêtée. Vos ventes sont gardées ; dites l’heure pour qu’elles soient au bon jour. Elles seront vérifiées au prochain échange.',
  day: 'Date',
  time: 'Heure',
  save: 'C’est la bonne heure',
  later: 'Plus tard',
  missing: 'Donnez la date et l’heure.',
  tooEarly: (day: string, time: string) =>
    `Le dernier échange avec le serveur est du ${day} à ${time} : l’heure ne peut pas être plus ancienne.`,
};
