import {
  type DocumentOf,
  documentType,
  type Product,
  type ProductId,
  type Shop,
  type TypesThat,
} from '@digiboost/domain/documents';
import type { Overview } from '@digiboost/domain/kpis';
import type { DayTotals, Lot, StockBase } from '@digiboost/domain/ledger';
import type { Instant } from '@digiboost/domain/shared/day';

/**
 * The form of the projections. Raise it when a projected record or what is computed into it changes: the projections
 * are then dropped and rebuilt from the replica's documents and the archive.
 */
export const PROJECTION_VERSION = 9;
/** The form of what is archived: another one is asked of the server again, with the next snapshot. */
export const ARCHIVE_FORM = 3;

/** The tables that can be rebuilt at any time. */
export const LIVE_TABLES = [
  'overview',
  'products',
  'days',
  'productDays',
  'entries',
  'catalog',
  'documents',
  'money',
  'closings',
  'live',
] as const;
/** What only the server knows: the shop before the held window. Outlives a change of the projections' version. */
export const ARCHIVE_TABLES = ['archive', 'openings', 'archivedDays'] as const;

export type TableName = (typeof LIVE_TABLES)[number] | (typeof ARCHIVE_TABLES)[number];
/** The key of the one record of the table `overview`. */
export const OVERVIEW_KEY = 'overview';

/** The name of the database that holds the projections of `name`. */
export const databaseName = (name: string): string => `model_${name}`;
/** The version of the database that holds the projections of `version`. By tens: the first ones were numbered so. */
export const databaseVersion = (version: number): number => version * 10;
export const DATABASE_VERSION = databaseVersion(PROJECTION_VERSION);

/** One product's ledger, with or without its document (events may arrive first). Thousandths. */
export interface ProductRecord {
  readonly id: ProductId;
  readonly product: Product | null;
  /** Stock on hand. */
  readonly milli: number;
  /** What it starts from: the last count, or the opening at the archive's cutoff. */
  readonly base: StockBase;
  /** How often its stock was told, less what was taken back. */
  readonly told: number;
  /** What a unit cost on average of what is there (FCFA); null before any reception: the product's own price. */
  readonly unitCost: number | null;
  /** When the last reception came, '' for none: nothing that happens later changes what units cost. */
  readonly receivedAt: Instant;
  /** What ever came of it with an expiry date, first to expire first. */
  readonly lots: readonly Lot[];
}

/**
 * Stock of one product before every held event; `at` is its last count by then, '' when there was none. Thousandths.
 */
export interface Opening {
  readonly id: ProductId;
  readonly at: Instant;
  readonly milli: number;
  /** How often its stock was told before; absent in what was stored when nobody asked. */
  readonly told?: number;
  /** What came before with an expiry date; absent likewise. */
  readonly lots?: readonly Lot[];
}

/** Everything the first screen paints. `recent` lets the figures roll to a new day without any other record. */
export interface OverviewRecord {
  readonly overview: Overview;
  readonly shop: Shop | null;
  /** The shop's first day that had tickets, and those of the last 60 days. */
  readonly recent: readonly DayTotals[];
}

/** How far this phone's documents have been projected, and whether the figures wait for a new snapshot. */
export interface LiveState {
  readonly localSeq: number;
  readonly snapshotNeeded: boolean;
}

/** The snapshot on which the projections stand. */
export interface ArchiveState {
  readonly cutoff: Instant;
  /** The furthest localSeq ever projected: up to it, a replay meets documents that the snapshot may cover. */
  readonly seenSeq: number;
  /** Events older than the cutoff that the snapshot does not cover. */
  readonly late: readonly string[];
  /** Activity by product of days before the cutoff is still to come from the server. */
  readonly isPartial?: boolean;
  readonly form?: number;
}

/** Documents of the catalogue apart from products. */
export type CatalogDocument = DocumentOf<TypesThat<{ projection: 'catalogue' }>>;
export const isCatalogDocument = (doc: { type: string }): doc is CatalogDocument =>
  documentType(doc.type)?.projection === 'catalogue';

/** Types of documents that screens list as they are. The first part of their ids tells them apart. */
export type ListedType = TypesThat<{ projection: 'list' }>;
export type ListedDocument = DocumentOf<ListedType>;
export const isListedDocument = (doc: { type: string }): doc is ListedDocument =>
  documentType(doc.type)?.projection === 'list';
