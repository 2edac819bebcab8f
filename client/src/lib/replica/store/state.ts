import type { Day, Instant } from '@digiboost/domain/shared/day';
import type { Run } from '../clock.ts';
import type { RedatingNote } from '../types.ts';

/** A document that the server refused: which revision, why and when. */
export interface Refusal {
  readonly rev: string;
  readonly reason: string;
  readonly at: Instant;
}

/** How far the first copy of the shop has come; a step that is done is not repeated after a kill. */
export interface BootstrapState {
  /** Update sequence from which changes have to be read to bring the stored ranges up to date. */
  readonly since: string;
  readonly cutoff: Instant;
  /** Names of the ranges that are stored. */
  readonly stored: readonly string[];
}

/** Days of the archive that are still to be fetched: everything before `before`. */
export interface ArchiveState {
  readonly before: Day;
}

/** What the replica remembers of its exchange with the server, in one local document. */
export interface SyncState {
  /** The server's sequence up to which everything is stored here; null before the first copy. */
  readonly pullSince: string | null;
  /** This phone's sequence up to which the server has acknowledged everything (or refused it). */
  readonly pushedSeq: number;
  readonly bootstrap: BootstrapState | null;
  readonly archive: ArchiveState | null;
  /** The projections hold a snapshot taken by this copy. */
  readonly populated: boolean;
  /** Ids under which this phone has ever written. */
  readonly devices: readonly string[];
  readonly refused: Readonly<Record<string, Refusal>>;
  readonly lastExchangeAt: Instant | null;
  readonly clockOffsetMs: number;
  /** When this phone's clock ran without a break since everything that it gave was last known to be true. */
  readonly runs: readonly Run[];
  /** The last times that documents were re-dated, the newest first. */
  readonly redatings: readonly RedatingNote[];
  /** Bytes over the network in `month` (YYYY-MM). */
  readonly traffic: { readonly month: string; readonly bytesIn: number; readonly bytesOut: number };
}

export const EMPTY_STATE: SyncState = {
  pullSince: null,
  pushedSeq: 0,
  bootstrap: null,
  archive: null,
  populated: false,
  devices: [],
  refused: {},
  lastExchangeAt: null,
  clockOffsetMs: 0,
  runs: [],
  redatings: [],
  traffic: { month: '', bytesIn: 0, bytesOut: 0 },
};

/** The number in front of an update sequence (`12-g1AAA…`, `12`): how many updates the database had seen. */
export const seqNumber = (seq: string | number): number => Number.parseInt(String(seq), 10);
