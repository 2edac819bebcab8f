import { DOCUMENT_TYPES, isLedgerEvent, type LedgerEvent, type ShopDocument } from '@digiboost/domain/documents';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import type { IdRange } from './remote.ts';

/** Days of events that a phone holds from the start: 30, the 30 before them to compare with, and today. */
export const WINDOW_DAYS = 60;
const SLICE_DAYS = 10;

/** A part of the window that is fetched with one request and stored with one transaction. */
export interface Slice {
  readonly name: string;
  readonly ranges: readonly IdRange[];
}

/** Where the window begins on `today`: 60 days before, at midnight UTC. */
export const cutoffOf = (today: Day): Instant => `${addDays(today, -WINDOW_DAYS)}T00:00:00.000Z`;

/** How the ids of those documents begin of which a phone holds `part`. */
const idsOf = (part: 'all' | 'window'): string[] =>
  Object.values(DOCUMENT_TYPES).flatMap(({ ids, held }) => (held === part ? ids : []));

/** The ids that begin with `prefix`; `;` is the character after `:`. One without a colon at its end is a whole id. */
const rangeOf = (prefix: string): IdRange =>
  prefix.endsWith(':') ? { from: prefix, to: `${prefix.slice(0, -1)};` } : { from: prefix, to: `${prefix}\u0000` };

/** How the ids of events begin. */
export const EVENT_IDS: readonly string[] = idsOf('window');

/** Everything that people edit, and what alerts noticed: all of it is held. */
export const CATALOGUE_RANGES: readonly IdRange[] = idsOf('all').map(rangeOf);

/** The window's events from `cutoff` on, in slices, the newest first; the newest has no end. */
export function slicesOf(cutoff: Instant): Slice[] {
  const first = cutoff.slice(0, 10);
  const starts: Day[] = [];
  for (let days = 0; days < WINDOW_DAYS; days += SLICE_DAYS) starts.push(addDays(first, days));
  return starts
    .map((start, index) => {
      const end = starts[index + 1];
      return {
        name: start,
        ranges: EVENT_IDS.map((prefix) => ({
          from: `${prefix}${start}`,
          to: end ? `${prefix}${end}` : rangeOf(prefix).to,
        })),
      };
    })
    .reverse();
}

/** The instant at which an event counts: the original's, for a void. */
const countsAt = (event: LedgerEvent): Instant => (event.type === 'void' ? event.original.at : event.at);

/** Whether a phone whose window begins at `cutoff` holds `doc` from the start. */
export function isInWindow(doc: ShopDocument, cutoff: Instant): boolean {
  const { held } = DOCUMENT_TYPES[doc.type];
  return held === 'window' ? isLedgerEvent(doc) && countsAt(doc) >= cutoff : held === 'all';
}
