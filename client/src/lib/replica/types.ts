import type { Author, Beyond, ShopDocument, TimedType } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';

/** Why a write or a synchronisation did not happen; the screen's sentence for each is in i18n. */
export type ReplicaErrorCode = 'storage-full' | 'storage-failed' | 'invalid-document' | 'closed' | 'not-approved';

export class ReplicaError extends Error {
  readonly code: ReplicaErrorCode;
  constructor(code: ReplicaErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** How sure the time is. sure: the server told it; likely: nothing speaks against it; doubtful: the person is asked. */
export type ClockState = 'sure' | 'likely' | 'doubtful';

/** What was put right when the true time became known. */
export interface RedatingNote {
  /** When, in true time. */
  readonly at: Instant;
  readonly documents: number;
  readonly sales: number;
  /** How far the document that moved most was behind its true time, ms; negative when it was ahead. */
  readonly behindMs: number;
}

/** How the exchange with the server stands. Derived from what the server acknowledged, never from navigator.onLine. */
export interface SyncStatus {
  /**
   * opening: the phone's own copy is being opened, nothing is known yet; idle: nothing to do or waiting for changes
   * with an open line; working: sending or receiving; offline: the last try failed, the next one is at `retryAt`;
   * signed-out: the session expired, sending waits for a sign-in; bootstrapping: the first copy is under way.
   */
  readonly state: 'opening' | 'bootstrapping' | 'working' | 'idle' | 'offline' | 'signed-out';
  /** Documents that the server has not acknowledged, and when the oldest of them was recorded. */
  readonly pending: number;
  readonly pendingSales: number;
  readonly pendingSince: string | null;
  /** Documents that the server refused, kept here. */
  readonly refused: number;
  /** Last exchange that the server answered. */
  readonly lastExchangeAt: string | null;
  readonly retryAt: string | null;
  /** 0..1 while bootstrapping, else null. */
  readonly progress: number | null;
  /** Bytes over the network, this month. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Difference between this phone's clock and the server's, ms; the phone's time is corrected by it. */
  readonly clockOffsetMs: number;
  /** How sure the time is; the person is asked for it when it is doubtful and the server cannot be. */
  readonly clock: ClockState;
  /** The last times that what was recorded by a wrong clock was put right, the newest first. */
  readonly redatings: readonly RedatingNote[];
}

/** A document that the server would not take, and why. */
export interface RefusedDocument {
  readonly doc: ShopDocument;
  readonly reason: string;
  readonly at: string;
}

/** What one page of the documents on a phone holds that its app cannot read: a later version may have written it. */
export interface Unreadable {
  readonly count: number;
  readonly next: string | null;
}

/** Why the server did not give what was asked for: no line; the session ended; it would not or could not just now. */
export type FetchFault = 'offline' | 'signed-out' | 'unavailable';

/** The phone's copy of the shop's documents, as the screens' controllers see it. One writer behind it for all tabs. */
export interface Replica {
  /** Resolves once every document is durable on this phone (strict durability); all or none. Throws ReplicaError. */
  put(docs: readonly ShopDocument[]): Promise<void>;
  /**
   * Asked before documents are stored: gives them as they are to be, with who approved what goes beyond what this
   * person may do, or what `also` tells. Throws `not-approved`. Absent: everything is allowed.
   */
  readonly approved?: (docs: readonly ShopDocument[], also?: readonly Beyond[]) => Promise<readonly ShopDocument[]>;
  get<D extends ShopDocument>(id: D['_id']): Promise<D | null>;
  /** Documents with from <= id < to; newest first when `descending`. */
  range<D extends ShopDocument>(query: {
    from: string;
    to: string;
    limit?: number;
    descending?: boolean;
  }): Promise<D[]>;
  /** Documents of the server with from <= id < to, range by range and by id; not stored. For what is not held here. */
  fetch(ranges: readonly { readonly from: string; readonly to: string }[]): Promise<Result<ShopDocument[], FetchFault>>;
  /** Who writes now: user, device and the corrected time, never before the last one given. */
  author(): Author;
  /** A fresh id for an event that counts at `at`. */
  newId<T extends TimedType>(type: T, at: string): `${T}:${string}`;
  /** A fresh short key for a product, supplier, category … */
  newKey(): string;
  readonly status: SyncStatus;
  subscribe(listener: (status: SyncStatus) => void): () => void;
  /** The person says that it is `at` now. */
  tellTime(at: Instant): Promise<void>;
  /** The clock was seen being set while the app was in sight. */
  doubtTime(): void;
  /** Tries to exchange now, whatever the backoff. */
  syncNow(): void;
  refused(): Promise<RefusedDocument[]>;
  /**
   * How many of the next documents from the id `from` on this version of the app cannot read, and where those after
   * them begin; null at the end.
   */
  unreadable(from: string): Promise<Unreadable>;
  /** Everything not yet acknowledged, as documents, for an export by hand. */
  unsent(): Promise<ShopDocument[]>;
  close(): Promise<void>;
}
