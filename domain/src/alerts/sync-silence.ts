import type { AlertKind, Opening } from './kind.ts';
import { fullDay, hours } from './words.ts';

const SILENT_HOURS = 48;
const HOUR_MS = 3_600_000;
/** A device silent for so long has left the shop. */
export const RETIRED_HOURS = 30 * 24;
/** Names under which documents are written that no phone made. */
const NO_PHONES: ReadonlySet<string> = new Set(['server', 'demo', 'import']);

/** A phone has sent nothing for hours: what it sold is not in safety. Phones silent for 30 days have left the shop. */
export const syncSilence: AlertKind = {
  type: 'SYNC_SILENCE',
  label: 'Téléphone silencieux',
  needs: ['devices'],
  defaults: { silentHours: SILENT_HOURS },
  scoped: false,
  openings({ silentHours = SILENT_HOURS }, { devices, now }) {
    return [...(devices ?? [])].flatMap(([device, lastSeen]): Opening[] => {
      const silence = (Date.parse(now) - Date.parse(lastSeen)) / HOUR_MS;
      if (NO_PHONES.has(device) || silence < silentHours || silence > Math.max(RETIRED_HOURS, 2 * silentHours))
        return [];
      return [
        {
          subject: `device:${device}`,
          opened: lastSeen,
          opens: true,
          severity: silence >= 3 * silentHours ? 'HIGH' : 'MEDIUM',
          details: { device, lastSeen, threshold: silentHours },
        },
      ];
    });
  },
  when: ({ silentHours = SILENT_HOURS }) => `quand un téléphone n’envoie rien pendant ${hours(silentHours)}`,
  title: () => 'Téléphone silencieux',
  summary: ({ device = '', threshold = SILENT_HOURS }) =>
    `Le téléphone ${device} n’a rien envoyé depuis ${hours(threshold)}.`,
  lines: ({ device = '', lastSeen }) => [
    ['Téléphone', device],
    ['Dernier envoi', lastSeen ? fullDay(lastSeen.slice(0, 10)) : 'inconnu'],
  ],
  advice: () => 'Ouvrir l’application sur ce téléphone là où il y a du réseau.',
};
