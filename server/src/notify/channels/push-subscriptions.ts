import { createHash } from 'node:crypto';
import type { Database } from '../../couch/client.ts';

/** Where a browser takes notifications, as its Push API says. */
export interface PushTarget {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** A browser of a user, as the control database keeps it. */
interface SubscriptionDocument extends PushTarget {
  readonly _id: `push:${string}:${string}`;
  readonly _rev?: string;
  readonly type: 'push';
  readonly userId: string;
  readonly createdAt: string;
}

/** The browsers that take notifications for users. */
export interface PushSubscriptions {
  of(userId: string): Promise<readonly PushTarget[]>;
  /** Keeps a browser; of one user the newest ten. */
  add(userId: string, target: PushTarget, now: Date): Promise<void>;
  remove(userId: string, endpoint: string): Promise<void>;
}

const MAX_PER_USER = 10;
const idOf = (userId: string, endpoint: string): SubscriptionDocument['_id'] =>
  `push:${userId}:${createHash('sha256').update(endpoint).digest('hex').slice(0, 24)}`;

/** The subscriptions kept in `control`. */
export function pushSubscriptions(control: Database): PushSubscriptions {
  const documents = (userId: string) => control.range<SubscriptionDocument>(`push:${userId}:`, `push:${userId};`);
  const removeDocument = async ({ _id, _rev }: SubscriptionDocument): Promise<void> => {
    if (_rev !== undefined) await control.remove({ _id, _rev });
  };
  return {
    of: documents,
    async add(userId, { endpoint, keys: { p256dh, auth } }, now) {
      const _id = idOf(userId, endpoint);
      const target = { endpoint, keys: { p256dh, auth } };
      await control.update<SubscriptionDocument>(_id, (before) => ({
        ...(before ?? { _id, type: 'push', userId }),
        ...target,
        createdAt: now.toISOString(),
      }));
      const all = (await documents(userId)).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      for (const old of all.slice(MAX_PER_USER)) await removeDocument(old);
    },
    async remove(userId, endpoint) {
      const doc = await control.get<SubscriptionDocument>(idOf(userId, endpoint));
      if (doc) await removeDocument(doc);
    },
  };
}
