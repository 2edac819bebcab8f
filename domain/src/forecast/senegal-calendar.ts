import { addDays, type Day } from '../shared/day.ts';
import type { CalendarEvent, EffectPrior } from './calendar.ts';

/**
 * The moving feasts as kept in Senegal. Until 2025: the days announced by the CONACOC, the national commission that
 * watches for the moon (Korité 31 March 2025: dernieresminutes.net; Tabaski 7 June 2025: dakaractu.com; Gamou, the
 * night of
 * 4 September 2025: senenews.com; Magal, 23 August 2024: wassarenews.com; the rest of 2024: whatdateis.today and
 * publicholidays.africa). From 2026 on: computed, one day after the Umm al-Qura calendar (as Intl has it), as Senegal's
 * sightings mostly fell in 2024 and 2025; the true day may be one earlier or later. The Gamou is the evening on which
 * the 12th of Rabi al-awwal begins. The second Ramadan of 2030 begins in December and ends beyond this table.
 */
const FEASTS: readonly (readonly [ramadan: Day, korite: Day, tabaski: Day, magal: Day, gamou: Day])[] = [
  ['2024-03-12', '2024-04-10', '2024-06-17', '2024-08-23', '2024-09-15'],
  ['2025-03-02', '2025-03-31', '2025-06-07', '2025-08-13', '2025-09-04'],
  ['2026-02-19', '2026-03-21', '2026-05-28', '2026-08-02', '2026-08-25'],
  ['2027-02-09', '2027-03-10', '2027-05-17', '2027-07-23', '2027-08-14'],
  ['2028-01-29', '2028-02-27', '2028-05-06', '2028-07-12', '2028-08-03'],
  ['2029-01-17', '2029-02-15', '2029-04-25', '2029-07-01', '2029-07-24'],
  ['2030-01-06', '2030-02-05', '2030-04-14', '2030-06-21', '2030-07-13'],
];

const FIRST_YEAR = 2024;
const LAST_YEAR = 2030;

/**
 * What each is taken for in a shop that has not been through it. Nobody publishes by how much: whether Ramadan sells
 * more or less depends on the trade, so that most are taken for no change, with a doubt that holds half as much and
 * twice as much for the large ones. A shop's own days soon outweigh it.
 */
const PRIORS = {
  RAMADAN: { factor: 1, doubt: 0.45 },
  KORITE: { factor: 1.15, doubt: 0.4 },
  TABASKI: { factor: 1.15, doubt: 0.45 },
  MAGAL: { factor: 1, doubt: 0.25 },
  GAMOU: { factor: 1, doubt: 0.25 },
  SCHOOL_START: { factor: 1, doubt: 0.2 },
  YEAR_END: { factor: 1.1, doubt: 0.3 },
  PAYDAY: { factor: 1.05, doubt: 0.1 },
} satisfies Record<string, EffectPrior>;

const event = (kind: keyof typeof PRIORS, from: Day, to: Day): CalendarEvent => ({
  kind,
  from,
  to,
  prior: PRIORS[kind],
});

/** The days before a feast on which people buy for it, and the feast itself. */
const around = (kind: keyof typeof PRIORS, feast: Day, before: number, after = 0): CalendarEvent =>
  event(kind, addDays(feast, -before), addDays(feast, after));

const movingEvents = FEASTS.flatMap(([ramadan, korite, tabaski, magal, gamou]): CalendarEvent[] => [
  event('RAMADAN', ramadan, addDays(korite, -1)),
  around('KORITE', korite, 3),
  around('TABASKI', tabaski, 10),
  around('MAGAL', magal, 5, 1),
  around('GAMOU', gamou, 3),
]);

/** Salaries come at the end of the month: from the 25th to the 5th there is money to spend. */
function payday(year: number, month: number): CalendarEvent {
  const of = (y: number, m: number, day: number): Day => new Date(Date.UTC(y, m, day)).toISOString().slice(0, 10);
  return event('PAYDAY', of(year, month, 25), of(year, month + 1, 5));
}

const fixedEvents = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i).flatMap(
  (year): CalendarEvent[] => [
    ...Array.from({ length: 12 }, (_, month) => payday(year, month)),
    // Lessons begin in the first or second week of October, by a yearly decree; families buy from the end of September
    // on.
    event('SCHOOL_START', `${year}-09-22`, `${year}-10-12`),
    event('YEAR_END', `${year}-12-18`, `${year + 1}-01-01`),
  ],
);

/** Senegal's year, 2024 to 2030: what moves demand in its shops, whether or not a given shop feels it. */
export const SENEGAL: readonly CalendarEvent[] = [...movingEvents, ...fixedEvents];
