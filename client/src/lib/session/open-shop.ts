import { LiveInsight } from '../model/insight/live-insight.svelte.ts';
import type { ShopInsight } from '../model/insight/types.ts';
import { LiveShopModel } from '../model/shop-model.svelte.ts';
import type { ShopModel } from '../model/types.ts';
import { openReplica } from '../replica/open-replica.ts';
import type { Replica } from '../replica/types.ts';
import type { Session } from './session.ts';
import { ReactiveStatus } from './sync-status.ts';
import type { SessionUser } from './types.ts';

export interface OpenShop {
  readonly replica: Replica;
  readonly model: ShopModel;
  readonly insight: ShopInsight;
  readonly status: ReactiveStatus;
  close(): void;
}

/** Opens the person's shop on this phone: its documents, its figures and how the exchange stands. */
export function openShop(user: SessionUser, session: Session): OpenShop {
  const replica = openReplica({
    tenantId: user.tenantId,
    userId: user.id,
    accessToken: (refused) => session.accessToken(refused),
  });
  const model = new LiveShopModel({ name: user.tenantId, documents: replica });
  const insight = new LiveInsight({ name: user.tenantId, painted: () => model.opened.then(untilIdle) });
  const close = (): void => {
    insight.close();
    model.close();
    void replica.close();
  };
  return { replica, model, insight, status: new ReactiveStatus(replica), close };
}

/** Resolves when the browser has nothing better to do, two seconds from now at the latest. */
function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, 500);
    else requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 2_000 }));
  });
}
