import type { Day, Instant } from '../shared/day.ts';
import type { AlertId } from './alert.ts';
import type { AlertEventId } from './alert-event.ts';

/** `<type>:<ISO time>:<device>-<n>`: ids of one type sort by time, and no two devices ever make the same one. */
export const timedId = <T extends string>(type: T, at: Instant, device: string, n: number | string): `${T}:${string}` =>
  `${type}:${at}:${device}-${n}`;

/** What a timed id is made of, or null when `id` is not one. */
export function parseTimedId(id: string): { type: string; at: Instant; device: string; n: string } | null {
  const match = /^([a-z]+):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z):([a-z0-9]{1,32})-([a-z0-9]{1,32})$/i.exec(id);
  if (!match) return null;
  const [, type, at, device, n] = match as unknown as [string, string, string, string, string];
  return { type, at, device, n };
}

/**
 * The id of what opened `opened` (an instant or a day that follows from the shop's data) for `subject`: whoever sees
 * the same history gives it the same id.
 */
export const alertEventId = (alert: AlertId, subject: string, opened: Instant | Day): AlertEventId =>
  `alertEvent:${alert.slice('alert:'.length)}:${subject.slice(subject.indexOf(':') + 1)}:${opened}`;
