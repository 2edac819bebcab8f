import type { Outbox } from '../store/outbox.ts';
import type { SyncState } from '../store/state.ts';
import type { ClockState, SyncStatus } from '../types.ts';

/** What the exchange is doing, apart from what the store and the outbox say. */
export interface Activity {
  /** Requests under way that carry something (not the open line that waits for changes). */
  readonly working: boolean;
  readonly signedOut: boolean;
  /** When the next try is due, ms since 1970; null when the last one was answered. */
  readonly retryAt: number | null;
  /** 0..1 while the first copy is made. */
  readonly progress: number | null;
}

export const IDLE: Activity = { working: false, signedOut: false, retryAt: null, progress: null };

/** The status before anything is known. */
export const UNKNOWN_STATUS: SyncStatus = {
  state: 'opening',
  pending: 0,
  pendingSales: 0,
  pendingSince: null,
  refused: 0,
  lastExchangeAt: null,
  retryAt: null,
  progress: null,
  bytesIn: 0,
  bytesOut: 0,
  clockOffsetMs: 0,
  clock: 'likely',
  redatings: [],
};

/** The status that the screens show. */
export function statusOf(activity: Activity, outbox: Outbox, state: SyncState, clock: ClockState): SyncStatus {
  let pendingSales = 0;
  let pendingSince: string | null = null;
  for (const { type, createdAt } of outbox.all()) {
    if (type === 'sale') pendingSales += 1;
    if (pendingSince === null || createdAt < pendingSince) pendingSince = createdAt;
  }
  return {
    state: stateOf(activity),
    pending: outbox.size,
    pendingSales,
    pendingSince,
    refused: Object.keys(state.refused).length,
    lastExchangeAt: state.lastExchangeAt,
    retryAt: activity.retryAt === null ? null : new Date(activity.retryAt).toISOString(),
    progress: activity.progress,
    bytesIn: state.traffic.bytesIn,
    bytesOut: state.traffic.bytesOut,
    clockOffsetMs: state.clockOffsetMs,
    clock,
    redatings: state.redatings,
  };
}

function stateOf({ signedOut, retryAt, progress, working }: Activity): SyncStatus['state'] {
  if (signedOut) return 'signed-out';
  if (retryAt !== null) return 'offline';
  if (progress !== null) return 'bootstrapping';
  return working ? 'working' : 'idle';
}
