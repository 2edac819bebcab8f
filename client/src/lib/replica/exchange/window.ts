import { isLedgerEvent, type LedgerEvent, type ShopDocument } from '@digiboost/domain/documents';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import type { IdRange } from './remote.ts';

/** Days of events that a phone holds from the start: 30, the 30 before them to compare with, and today. */
export const WINDOW_DAYS = 60;
const SLICE_DAYS = 10;
const EVENTS = ['sale', 'movement', 'count', 'void:sale', 'void:movement'] as const;
const CATALOGUE = ['ack', 'alert', 'category', 'order', 'product', 'supplier'] as const;

/** A part of the window that is fetched with one request and stored with one transaction. */
export interface Slice {
  readonly name: string;
  readonly ranges: readonly IdRange[];
}

/** Where the window begins on `today`: 60 days before, at midnight UTC. */
export const cutoffOf = (today: Day): Instant => `${addDays(today, -WINDOW_DAYS)}T00:00:00.000Z`;

/** Everything that people edit: all of it is held. `;` is the character after `:`. */
export const CATALOGUE_RANGES: readonly IdRange[] = [
  ...CATALOGUE.map((type) => ({ from: `${type}:`, to: `${type};` })),
  { from: 'alertEvent:', to: 'alertEvent;' },
  { from: 'ack:', to: 'ack;' },
  { from: 'reportSchedule:', to: 'reportSchedule;' },
  { from: 'shop', to: 'shop\u0000' },
];

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
        ranges: EVENTS.map((type) => ({ from: `${type}:${start}`, to: end ? `${type}:${end}` : `${type};` })),
      };
    })
    .reverse();
}

/** The instant at which an event counts: the original's, for a void. */
export const countsAt = (event: LedgerEvent): Instant => (event.type === 'void' ? event.original.at : event.at);

/** Whether a phone whose window begins at `cutoff` holds `doc` from the start. */
export const isInWindow = (doc: ShopDocument, cutoff: Instant): boolean =>
  isLedgerEvent(doc) ? countsAt(doc) >= cutoff : doc.type !== 'reportRun';
