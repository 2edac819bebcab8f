import { LiveShopModel } from '../model/shop-model.svelte.ts';
import type { ShopModel } from '../model/types.ts';
import { ReplicaClient } from '../replica/replica-client.ts';
import type { Replica } from '../replica/types.ts';
import type { Session } from './session.ts';
import { ReactiveStatus } from './sync-status.ts';
import type { SessionUser } from './types.ts';

export interface OpenShop {
  readonly replica: Replica;
  readonly model: ShopModel;
  readonly status: ReactiveStatus;
  close(): void;
}

/** Opens the person's shop on this phone: its documents, its figures and how the exchange stands. */
export function openShop(user: SessionUser, session: Session): OpenShop {
  const replica = new ReplicaClient({
    tenantId: user.tenantId,
    userId: user.id,
    storage: localStorage,
    async token(refused) {
      const granted = await session.accessToken(refused);
      if (granted.ok) return granted.value;
      if (granted.error === 'offline') throw new TypeError('no network to renew the token');
      return null;
    },
  });
  const model = new LiveShopModel({ name: user.tenantId, documents: replica });
  const close = (): void => {
    model.close();
    void replica.close();
  };
  return { replica, model, status: new ReactiveStatus(replica), close };
}
