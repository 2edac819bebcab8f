import { businessDay, type Instant } from '../../shared/day.ts';
import { type Author, stampOf } from '../author.ts';
import { type TimedType, timedId } from '../event-id.ts';
import { newDocument } from '../merge.ts';
import type { MutableDocument } from '../registry.ts';

/** Who writes the tests' documents, unless said otherwise. */
export const AUTHOR: Author = { at: '2026-03-02T09:15:00.000Z', by: 'u-awa', deviceId: 'd1' };

/** When an event counts and what makes its id unique. */
export interface Timed {
  readonly at?: Instant;
  readonly device?: string;
  readonly n?: number;
  readonly by?: string;
}

/** What every event has, and the content that is its own. */
export function timed<T extends TimedType, C extends Timed>(type: T, content: C) {
  const { at = AUTHOR.at, device = AUTHOR.deviceId, n = 1, by = AUTHOR.by, ...own } = content;
  const event = {
    _id: timedId(type, at, device, n),
    type,
    at,
    day: businessDay(at),
    ...stampOf({ at, by, deviceId: device }),
  };
  return { event, own };
}

type NewContent<D extends MutableDocument> = Parameters<typeof newDocument<D>>[0];

/** Makes documents of a mutable type: what a test says of one stands, the rest is as in `usual`. */
export const mutable =
  <D extends MutableDocument>(usual: (author: Author) => NewContent<D>) =>
  (content: Partial<D> = {}, author: Author = AUTHOR): D => ({ ...newDocument<D>(usual(author), author), ...content });
