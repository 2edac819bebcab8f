import { de, formatDate, formatHours, oneLine } from '../french/index.ts';
import type { AlertKind, Opening } from './kind.ts';

const SILENT_HOURS = 48;
const HOUR_MS = 3_600_000;
/** A device silent for so long has left the shop. */
const RETIRED_HOURS = 30 * 24;
/** The same for an alert that waits `silentHours` before it speaks. */
const retiredAfter = (silentHours: number): number => Math.max(RETIRED_HOURS, 2 * silentHours);
/** Names under which documents are written that no phone made. */
const NO_PHONES: ReadonlySet<string> = new Set(['server', 'demo', 'import']);

/**
 * The server has not heard of a phone for hours: what it sold meanwhile is not in safety. Phones silent for 30 days
 * have left the shop.
 */
export const syncSilence: AlertKind = {
  type: 'SYNC_SILENCE',
  label: 'Téléphone silencieux',
  hint: 'Quand un téléphone de la boutique ne donne plus de nouvelles.',
  needs: () => ['devices'],
  thresholds: {
    silentHours: { unit: 'hour', usual: SILENT_HOURS, label: 'Sans nouvelles depuis (heures)', noun: 'Le silence' },
  },
  about: 'none',
  remedy: 'phones',
  openings({ silentHours = SILENT_HOURS }, { devices, now }) {
    return [...(devices ?? [])].flatMap(([device, { lastSeen, person }]): Opening[] => {
      const silence = (Date.parse(now) - Date.parse(lastSeen)) / HOUR_MS;
      if (NO_PHONES.has(device) || silence < silentHours || silence > retiredAfter(silentHours)) return [];
      return [
        {
          subject: `device:${device}`,
          opened: lastSeen,
          opens: true,
          severity: silence >= 3 * silentHours ? 'HIGH' : 'MEDIUM',
          details: { device, lastSeen, threshold: silentHours, ...(person ? { person: oneLine(person) } : {}) },
        },
      ];
    });
  },
  // A phone's call changes nothing in the shop: one that is silent is asked for until it is heard of or has left.
  turnings: ({ silentHours = SILENT_HOURS }, { devices }) =>
    [...(devices?.values() ?? [])].map(({ lastSeen }) => ({
      from: Date.parse(lastSeen) + silentHours * HOUR_MS,
      until: Date.parse(lastSeen) + retiredAfter(silentHours) * HOUR_MS,
    })),
  when: ({ silentHours = SILENT_HOURS }) =>
    `quand un téléphone ne donne pas de nouvelles pendant ${formatHours(silentHours)}`,
  summary: ({ device = '', person, threshold = SILENT_HOURS }) =>
    `Le téléphone ${person ? de(person) : device} n’a pas donné de nouvelles depuis ${formatHours(threshold)}.`,
  lines: ({ device = '', person, lastSeen }) => [
    ['Téléphone', person ?? device],
    ['Dernières nouvelles', lastSeen ? formatDate(lastSeen.slice(0, 10)) : 'inconnues'],
  ],
  advice: () => 'Ouvrir l’application sur ce téléphone là où il y a du réseau.',
};
