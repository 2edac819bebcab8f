import type { Instant } from '../shared/day.ts';

/** Types whose id holds the instant at which they count. */
export type TimedType = 'sale' | 'movement' | 'count' | 'order';

/** `<type>:<ISO time>:<device>-<n>`: ids of one type sort by time, and no two devices ever make the same one. */
export const timedId = <T extends TimedType>(
  type: T,
  at: Instant,
  device: string,
  n: number | string,
): `${T}:${string}` => `${type}:${at}:${device}-${n}`;

/** What a timed id is made of, or null when `id` is not one. */
export function parseTimedId(id: string): { type: TimedType; at: Instant; device: string; n: string } | null {
  const match = /^(sale|movement|count|order):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z):([a-z0-9]+)-([a-z0-9]+)$/.exec(
    id,
  );
  if (!match) return null;
  const [, type, at, device, n] = match as unknown as [string, TimedType, string, string, string];
  return { type, at, device, n };
}
