import { type AskView, lastRecords } from '@digiboost/design-docs';
import type { DeviceSeen } from '@digiboost/domain/alerts';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Services } from '../accounts/services.ts';

/** What the phones are looked up in. */
export type DeviceServices = Pick<Services, 'devices' | 'users'>;

/**
 * When each of the shop's phones was last heard of, and whose it is. A phone that has never called since the server
 * keeps account of calls is known by what it recorded, unless its clock is ahead. Those of people who have left are
 * nobody's.
 */
export async function devicesOf(
  { devices, users }: DeviceServices,
  tenantId: string,
  ask: AskView,
  now: Instant,
): Promise<Map<string, DeviceSeen>> {
  const [seen, records, people] = await Promise.all([
    devices.list(tenantId),
    lastRecords(ask),
    users.store.list(tenantId),
  ]);
  const found = new Map<string, DeviceSeen>();
  for (const [device, lastSeen] of records) if (lastSeen <= now) found.set(device, { lastSeen, person: null });
  for (const { device, userId, lastSeen } of seen) {
    const user = people.find(({ id }) => id === userId);
    if (user && !user.isActive) found.delete(device);
    else found.set(device, { lastSeen, person: user?.name ?? null });
  }
  return found;
}
