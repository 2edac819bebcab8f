import { createHash } from 'node:crypto';
import { normaliseEmail } from '../accounts/user-document.ts';
import type { Database } from '../couch/client.ts';

/** That an address wants no e-mail from a shop. The address itself is not kept: nothing has to be sent to it. */
interface MailStopDocument {
  readonly _id: `mail-stop:${string}`;
  readonly _rev?: string;
  readonly type: 'mail-stop';
  readonly tenantId: string;
  readonly stoppedAt: string | null;
}

/** Who wants no e-mail from which shop. */
export interface MailStops {
  isStopped(tenantId: string, address: string): Promise<boolean>;
  setStopped(tenantId: string, address: string, stopped: boolean, at: Date): Promise<void>;
}

const idOf = (tenantId: string, address: string): MailStopDocument['_id'] =>
  `mail-stop:${tenantId}:${createHash('sha256').update(normaliseEmail(address)).digest('hex').slice(0, 32)}`;

/** The stops kept in `control`. */
export function mailStops(control: Database): MailStops {
  const get = (tenantId: string, address: string) => control.get<MailStopDocument>(idOf(tenantId, address));
  return {
    isStopped: async (tenantId, address) => ((await get(tenantId, address))?.stoppedAt ?? null) !== null,
    async setStopped(tenantId, address, stopped, at) {
      const _id = idOf(tenantId, address);
      await control.update<MailStopDocument>(_id, (doc) =>
        stopped === ((doc?.stoppedAt ?? null) !== null)
          ? null
          : { ...(doc ?? { _id, type: 'mail-stop', tenantId }), stoppedAt: stopped ? at.toISOString() : null },
      );
    },
  };
}
