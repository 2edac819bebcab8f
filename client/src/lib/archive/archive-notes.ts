import type { ShopDocument } from '@digiboost/domain/documents';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import type { ArchivedMonth, ArchiveState } from './archive-service.ts';
import type { DayOfEvents, DayStore } from './day-store.ts';
import { dayOfId, daysOf, type Month, monthOf } from './months.ts';

/** The notes that an archive keeps beside its days, and how its days are made. */

/** Up to which of the server's changes the held months are known, and when that was. */
export interface Known {
  readonly since: string;
  readonly at: Instant;
  readonly first: Month | null;
}

/** The ids of the notes: what is known, and each whole month. */
export const KNOWN = 'known';
export const MONTH = 'month:';

/** What `store` holds. */
export async function stateOf(store: DayStore): Promise<ArchiveState> {
  const known = await store.note<Known>(KNOWN);
  return { months: await store.notes<ArchivedMonth>(MONTH), at: known?.at ?? null, first: known?.first ?? null };
}

/** Notes what a month holds, if all of it is here. */
export async function noteMonth(store: DayStore, month: Month): Promise<void> {
  const days = daysOf(month);
  if ((await store.held(days)).size < days.length) return;
  const size = await store.sizeOf(days[0] ?? month, days.at(-1) ?? month);
  await store.write(MONTH + month, { month, ...size });
}

/** Events by the days of their ids; what is no event of those days is left out. */
export function byDay(days: readonly Day[], docs: readonly ShopDocument[]): DayOfEvents[] {
  const events = new Map<Day, ShopDocument[]>(days.map((day) => [day, []]));
  for (const doc of docs) events.get(dayOfId(doc._id) ?? '')?.push(doc);
  return [...events].map(([day, own]) => ({ day, events: own }));
}

/** The month of the first event of `ids`, or `first` where none is before it. */
export function earliest(ids: readonly string[], first: Month | null): Month | null {
  return ids.reduce<Month | null>((least, id) => {
    const day = dayOfId(id);
    return day !== null && (least === null || monthOf(day) < least) ? monthOf(day) : least;
  }, first);
}
