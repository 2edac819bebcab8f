import type { Approver } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import { LiveInsight } from '../insight/live-insight.svelte.ts';
import type { ShopInsight } from '../insight/shop-insight.ts';
import type { FirstLook } from '../model/first-look.ts';
import { LiveShopModel } from '../model/shop-model.svelte.ts';
import type { ShopModel } from '../model/types.ts';
import { openReplica } from '../replica/open-replica.ts';
import type { Replica } from '../replica/types.ts';
import { figuresFirst } from '../update/app-install.ts';
import { OwnLimits } from './own-limits.svelte.ts';
import type { Session } from './session.ts';
import { ReactiveStatus } from './sync-status.ts';
import type { SessionUser } from './types.ts';

export interface OpenShop {
  readonly replica: Replica;
  readonly model: ShopModel;
  readonly insight: ShopInsight;
  readonly status: ReactiveStatus;
  readonly limits: OwnLimits;
  close(): void;
}

/** Opens the person's shop on this phone: its documents, its figures and how the exchange stands. */
export function openShop(user: SessionUser, session: Session, firstLook: FirstLook | null = null): OpenShop {
  const first = firstLook?.take(user.tenantId) ?? null;
  // A phone has one slow core: with figures to show, the exchange waits until they are on the screen.
  const painted = first?.read.overview ? untilPainted() : Promise.resolve();
  const limits = new OwnLimits({
    role: () => session.user?.role ?? user.role,
    shop: () => model.shop,
    approvers: () => replica.range<Approver>({ from: 'approver:', to: 'approver;' }),
    storage: globalThis.localStorage,
  });
  const opened = openReplica({
    start: painted,
    tenantId: user.tenantId,
    userId: user.id,
    accessToken: (refused, by) => session.accessToken(refused, by),
  });
  const replica: Replica = Object.assign(opened, { approved: limits.approved.bind(limits) });
  const now = (): Instant => replica.author().at;
  const model = new LiveShopModel({
    name: user.tenantId,
    documents: replica,
    now,
    first,
  });
  const insight = new LiveInsight({
    name: user.tenantId,
    now,
    painted: () => model.opened.then(untilIdle),
  });
  // What the phone shows comes over the line before what it runs.
  figuresFirst.begin();
  void model.opened.then(() => figuresFirst.follow(replica.status, model.populated));
  let { clockOffsetMs } = replica.status;
  const unfollow = replica.subscribe((status) => {
    if (status.clockOffsetMs !== clockOffsetMs) insight.followTime();
    clockOffsetMs = status.clockOffsetMs;
    figuresFirst.follow(status, model.populated);
  });
  const close = (): void => {
    unfollow();
    figuresFirst.end();
    insight.close();
    model.close();
    void replica.close();
  };
  return { replica, model, insight, limits, status: new ReactiveStatus(replica), close };
}

/** Resolves after the next frame; soon too in a tab that is out of sight, which draws none. */
function untilPainted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 1_000);
  });
}

/** Resolves when the browser has nothing better to do, two seconds from now at the latest. */
function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, 500);
    else requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 2_000 }));
  });
}
