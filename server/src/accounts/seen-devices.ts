import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { AnsweredCall } from '../http/door.ts';
import type { DeviceStore } from './device-store.ts';

/** How often one phone is written down, at most, ms: it is asked by the hour. */
const EVERY_MS = 5 * 60_000;
const MOST_REMEMBERED = 20_000;
const DEVICE = /^[a-z][a-z0-9]{1,31}$/;
const SHOP = /^shop_(.+)$/;

/**
 * Notes which phones call. Only what CouchDB has answered comes here: it has checked the token, so that its words can
 * be read without checking it again. Never keeps a call waiting, and a note that fails is made with a later call.
 */
export function seenDevices(store: DeviceStore, log: Logger, now: () => Date): (call: AnsweredCall) => void {
  const noted = new LRUCache<string, number>({ max: MOST_REMEMBERED });
  return ({ database, token, device }) => {
    const tenantId = SHOP.exec(database)?.[1];
    if (tenantId === undefined || device === undefined || !DEVICE.test(device)) return;
    const key = `${tenantId} ${device}`;
    const at = now();
    const ms = at.getTime();
    const last = noted.get(key);
    if (last !== undefined && ms >= last && ms - last < EVERY_MS) return;
    const userId = subjectOf(token);
    if (userId === null) return;
    noted.set(key, ms);
    store.note(tenantId, { device, userId, lastSeen: at.toISOString() }).catch((err: unknown) => {
      noted.delete(key);
      log.debug({ tenantId, err }, 'a phone that called could not be noted');
    });
  };
}

/** Whose token it is. */
function subjectOf(token: string): string | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { sub } = payload as { sub?: unknown };
    return typeof sub === 'string' ? sub : null;
  } catch {
    return null;
  }
}
