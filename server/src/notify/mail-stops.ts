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

const TRIES = 5;

const idOf = (tenantId: string, address: string): MailStopDocument['_id'] =>
  `mail-stop:${tenantId}:${createHash('sha256').update(normaliseEmail(address)).digest('hex').slice(0, 32)}`;

/** The stops kept in `control`. */
export function mailStops(control: Database): MailStops {
  const get = (tenantId: string, address: string) => control.get<MailStopDocument>(idOf(tenantId, address));
  return {
    isStopped: async (tenantId, address) => ((await get(tenantId, address))?.stoppedAt ?? null) !== null,
    async setStopped(tenantId, address, stopped, at) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const doc = await get(tenantId, address);
        if (stopped === ((doc?.stoppedAt ?? null) !== null)) return;
        const changed: MailStopDocument = {
          ...(doc ?? { _id: idOf(tenantId, address), type: 'mail-stop', tenantId }),
          stoppedAt: stopped ? at.toISOString() : null,
        };
        if ((await control.put(changed)).ok) return;
      }
      throw new Error('A stop of e-mails kept changing');
    },
  };
}
