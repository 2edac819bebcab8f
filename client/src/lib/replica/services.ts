import type { ShopDocument } from '@digiboost/domain/documents';
import type { Result } from '@digiboost/domain/shared/result';
import type { Port } from '../workers/protocol.ts';
import type { IdRange } from './exchange/remote.ts';
import type { FetchFault, RefusedDocument, SyncStatus, Unreadable } from './types.ts';

/** What the worker that leads offers every tab, wherever it runs. Every method may be repeated. */
export type LeaderService = {
  methods: {
    /** `clockOffsetMs`: the correction of the clock by which they were dated; `device`: whose tab writes. */
    put(docs: readonly ShopDocument[], clockOffsetMs: number, device: string): void;
    get(id: string): ShopDocument | null;
    range(query: { from: string; to: string; limit?: number; descending?: boolean }): ShopDocument[];
    fetch(ranges: readonly IdRange[]): Result<ShopDocument[], FetchFault>;
    refused(): RefusedDocument[];
    unreadable(from: string): Unreadable;
    unsent(): ShopDocument[];
    /** The person says what time it is. */
    tellTime(at: string): void;
    /** A page saw the clock being set. */
    doubtTime(): void;
    /** Tries now, and offers again what was refused. */
    syncNow(): void;
    /** Tries now if the line may have changed: the tab came back into sight, the network returned. */
    wake(): void;
  };
  news: {
    /** Its key: it leads now, or still does. */
    leading: string;
    status: SyncStatus;
  };
};

/** What a worker offers its own page. */
export type WorkerService = {
  methods: {
    /** Stands as a candidate to lead. */
    open(tenantId: string, device: string): void;
    /** The leader does not answer: take its place. */
    takeOver(): void;
    close(): void;
  };
  news: Record<never, never>;
};

/** What a page offers its own worker. */
export type PageService = {
  methods: {
    /** A valid access token, another one than `refused`, in the name of `by` where they work on this phone. */
    token(refused: string | null, by: string | null): TokenAnswer;
  };
  news: Record<never, never>;
};

/** A token, or why there is none. */
export type TokenAnswer = { readonly value: string } | { readonly fault: 'signed-out' | 'offline' };

/** Where a BroadcastChannel is enough. */
export interface Channel extends Port {
  close(): void;
}

export const channelName = (tenantId: string): string => `replica:${tenantId}`;
