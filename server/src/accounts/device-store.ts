import type { Instant } from '@digiboost/domain/shared/day';
import type { Database } from '../couch/client.ts';

/** A phone, who used it last and when the server last heard of it. */
export interface SeenDevice {
  readonly device: string;
  readonly userId: string;
  readonly lastSeen: Instant;
}

interface DeviceDocument {
  readonly _id: string;
  readonly _rev?: string;
  readonly type: 'device';
  readonly userId: string;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
}

/** The phones of each shop, as they have called. */
export interface DeviceStore {
  list(tenantId: string): Promise<SeenDevice[]>;
  /** Notes that a phone has called; of two calls the later counts. */
  note(tenantId: string, seen: SeenDevice): Promise<void>;
}

/** Phones of one shop that are kept account of: whoever is signed in may call himself anything. */
const MOST = 200;
/** A phone unheard of for so long is forgotten, ms. */
const FORGOTTEN_MS = 90 * 86_400_000;

/** The phones kept in `control`. */
export function deviceStore(control: Database): DeviceStore {
  const prefix = (tenantId: string): string => `device:${tenantId}:`;
  const documents = (tenantId: string) => control.range<DeviceDocument>(prefix(tenantId), `${prefix(tenantId)}\uffff`);

  /** Forgets phones that have left; whether there is room for another. */
  async function hasRoom(tenantId: string, now: Instant): Promise<boolean> {
    const all = await documents(tenantId);
    const gone = all.filter(({ lastSeen }) => Date.parse(now) - Date.parse(lastSeen) > FORGOTTEN_MS);
    for (const { _id, _rev } of gone) if (_rev) await control.remove({ _id, _rev });
    return all.length - gone.length < MOST;
  }

  return {
    list: async (tenantId) =>
      (await documents(tenantId)).map(({ _id, userId, lastSeen }) => ({
        device: _id.slice(prefix(tenantId).length),
        userId,
        lastSeen,
      })),
    async note(tenantId, { device, userId, lastSeen }) {
      const _id = `${prefix(tenantId)}${device}`;
      const known = await control.get<DeviceDocument>(_id);
      if (!known && !(await hasRoom(tenantId, lastSeen))) return;
      const first: DeviceDocument = { _id, type: 'device', userId, firstSeen: lastSeen, lastSeen };
      const heard = (doc: DeviceDocument | null) =>
        doc === null ? first : doc.lastSeen >= lastSeen ? null : { ...doc, userId, lastSeen };
      await control.update(_id, heard, known);
    },
  };
}
