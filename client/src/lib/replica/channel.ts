import type { ShopDocument } from '@digiboost/domain/documents';
import type { RefusedDocument, ReplicaErrorCode, SyncStatus } from './types.ts';

/** What tabs ask of the leader. */
export interface LeaderMethods {
  put(docs: readonly ShopDocument[]): Promise<void>;
  get(id: string): Promise<ShopDocument | null>;
  range(query: { from: string; to: string; limit?: number; descending?: boolean }): Promise<ShopDocument[]>;
  refused(): Promise<RefusedDocument[]>;
  unsent(): Promise<ShopDocument[]>;
  syncNow(): Promise<void>;
}

export type LeaderMethod = keyof LeaderMethods;

/** Between the tabs and the leader, on the shop's broadcast channel. */
export type ChannelMessage =
  /** A tab has come: who leads? */
  | { readonly kind: 'hello'; readonly device: string }
  /** A worker leads from now on, or answers a hello. Whatever was asked of another has to be asked again. */
  | { readonly kind: 'leader'; readonly leader: string; readonly status: SyncStatus }
  | { readonly kind: 'status'; readonly status: SyncStatus }
  | { readonly kind: 'request'; readonly id: string; readonly method: LeaderMethod; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: string; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: string; readonly code: ReplicaErrorCode; readonly message: string };

/** From a tab to its own worker. */
export type ToWorker =
  | { readonly kind: 'open'; readonly tenantId: string; readonly device: string }
  | { readonly kind: 'token'; readonly id: number; readonly token: string | null; readonly offline: boolean }
  | { readonly kind: 'close' };

/** From a worker to its own tab, which holds the session. */
export type FromWorker =
  | { readonly kind: 'token'; readonly id: number; readonly refused: string | undefined }
  | { readonly kind: 'closed' };

/** The channel and the lock of a shop. */
export const replicaName = (tenantId: string): string => `replica:${tenantId}`;
