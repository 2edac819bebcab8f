import { ALERT_KINDS, type DeviceSeen, type FactName, minuteOfDay } from '@digiboost/domain/alerts';
import type { Alert } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';

/** Minute of the shop's day at which predictions and dormant products are judged: before the shop opens. */
export const MORNING = 6 * 60;
/** How often what only time changes is judged, ms. */
export const QUARTER_MS = 15 * 60_000;

const DAY_MINUTES = 1440;

/** What a check knows of a shop when it ends. */
export interface WakeParts {
  /** Of the shop's database. */
  readonly name: string;
  readonly timezone: string;
  readonly active: readonly Alert[];
  readonly needs: ReadonlySet<FactName>;
  readonly now: Instant;
  /** When sales and devices were last looked up, ms since 1970. */
  readonly quarterAt: number | null;
  /** What was found of the devices, when they were looked up this time. */
  readonly devices: ReadonlyMap<string, DeviceSeen> | null;
}

/**
 * When time alone may change what holds (ms since 1970): the next morning, the next quarter of an hour when something
 * was not looked up, what an alert waits for. Null when only changes of the shop can.
 */
export function nextWake({ name, timezone, active, needs, now, quarterAt, devices }: WakeParts): number | null {
  if (needs.size === 0) return null;
  const at = Date.parse(now);
  const minutes = (MORNING - minuteOfDay(now, timezone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const times = [at + minutes * 60_000 + spread(name)];
  const nextQuarter = (quarterAt ?? at) + QUARTER_MS;
  if ((needs.has('sales') && quarterAt !== at) || (needs.has('devices') && !devices)) times.push(nextQuarter);
  for (const { alertType, conditions } of active) {
    for (const { from, until } of ALERT_KINDS[alertType].turnings?.(conditions, { devices }) ?? []) {
      if (until > at) times.push(Math.max(from, nextQuarter));
    }
  }
  return Math.min(...times);
}

/** Shops wake one after the other within a quarter of an hour, each always at the same moment. */
function spread(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) >>> 0;
  return hash % QUARTER_MS;
}
