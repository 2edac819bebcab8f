import type { ShopDocument } from '@digiboost/domain/documents';
import type { Result } from '@digiboost/domain/shared/result';
import type { IdRange } from './exchange/remote.ts';
import type { FetchFault, RefusedDocument, ReplicaErrorCode, SyncStatus } from './types.ts';

/** What a tab may ask of the worker that leads: the method's arguments and its answer. */
export interface Methods {
  /** `clockOffsetMs`: the correction of the clock by which they were dated. */
  put(docs: readonly ShopDocument[], clockOffsetMs: number): void;
  get(id: string): ShopDocument | null;
  range(query: { from: string; to: string; limit?: number; descending?: boolean }): ShopDocument[];
  fetch(ranges: readonly IdRange[]): Result<ShopDocument[], FetchFault>;
  refused(): RefusedDocument[];
  unsent(): ShopDocument[];
  /** The person says what time it is. */
  tellTime(at: string): void;
  /** A page saw the clock being set. */
  doubtTime(): void;
  /** Tries now, and offers again what was refused. */
  syncNow(): void;
  /** Tries now if the line may have changed: the tab came back into sight, the network returned. */
  wake(): void;
}
export type MethodName = keyof Methods;

/** From a tab to the leader, wherever it runs. The same request may be sent several times; its id tells. */
export type Request =
  | {
      [M in MethodName]: {
        readonly kind: 'request';
        readonly id: string;
        readonly device: string;
        readonly method: M;
        readonly args: Parameters<Methods[M]>;
      };
    }[MethodName]
  | { readonly kind: 'hello' };

/** From the leader to the tabs. */
export type Reply =
  | { readonly kind: 'answer'; readonly id: string; readonly value: unknown }
  | {
      readonly kind: 'failure';
      readonly id: string;
      readonly code: ReplicaErrorCode;
      readonly message: string;
    }
  /** It leads now, or still does. */
  | { readonly kind: 'leading'; readonly leader: string }
  | { readonly kind: 'status'; readonly status: SyncStatus };

/** From a page to its own worker. */
export type ToWorker =
  | { readonly kind: 'open'; readonly tenantId: string; readonly device: string }
  /** The leader does not answer: take its place. */
  | { readonly kind: 'take-over' }
  | { readonly kind: 'token'; readonly id: number; readonly token: TokenAnswer }
  | { readonly kind: 'close' };

/** From a worker to its own page. */
export type FromWorker =
  | { readonly kind: 'token'; readonly id: number; readonly refused: string | undefined }
  | { readonly kind: 'closed' };

/** A token, or why there is none. */
export type TokenAnswer = { readonly value: string } | { readonly fault: 'signed-out' | 'offline' };

/** Where a BroadcastChannel is enough. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

export const channelName = (tenantId: string): string => `replica:${tenantId}`;
